import { useQueryClient } from "@tanstack/react-query";
import type { Tag, TagAsked } from "../../../shared/members/profile.ts";
import { ask } from "../../api/client.ts";

const pathOf = (tagId: string): string => `/api/console/tags/${encodeURIComponent(tagId)}`;

/** What changes the shop's list; members' pages, on which tags stand, are asked for anew with it. */
export function useTagWrites() {
  const queries = useQueryClient();
  const renewed = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
    const done = await answer;
    await queries.invalidateQueries({ queryKey: ["tags"] });
    await queries.invalidateQueries({ queryKey: ["member"] });
    return done;
  };
  return {
    make: (body: TagAsked) => renewed(ask<Tag>("/api/console/tags", { body })),
    change: (tagId: string, { name, colour }: TagAsked) =>
      renewed(ask<Tag>(pathOf(tagId), { method: "PUT", body: { name, colour } })),
    remove: (tagId: string) => renewed(ask(pathOf(tagId), { method: "DELETE" })),
  };
}
