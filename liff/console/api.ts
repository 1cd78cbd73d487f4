import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ulid } from "ulid";
import type { KeyList } from "../../shared/integrations/schema.ts";
import type { AdjustmentFile, AdjustmentFiles } from "../../shared/points/adjustments/schema.ts";
import type {
  ConsoleHistory,
  MemberPoints,
  MemberSearch,
  ProgrammeVersion,
  ProgrammeVersions,
} from "../../shared/points/programme/console.ts";
import type { LadderState } from "../../shared/ranks/console.ts";
import { ApiError, ask, NetworkError } from "../api/client.ts";

/** Everything the console asks, one hook for each answer. */

/** A refusal that names fields, as `{ "rules.2.window.to": "ends_before_start" }`. */
export function fieldsOf(error: unknown): Readonly<Record<string, string>> {
  const fields = error instanceof ApiError ? error.details.fields : null;
  if (!Array.isArray(fields)) return {};
  return Object.fromEntries(
    fields.flatMap((found: unknown) =>
      typeof found === "object" && found !== null && "field" in found && "problem" in found
        ? [[String(found.field), String(found.problem)]]
        : [],
    ),
  );
}

export function newKey(): string {
  return ulid();
}

export const useProgramme = () =>
  useQuery({ queryKey: ["programme"], queryFn: () => ask<ProgrammeVersion>("/api/console/programme") });

export const useVersions = (language: string) =>
  useQuery({
    queryKey: ["versions", language],
    queryFn: () => ask<ProgrammeVersions>("/api/console/programme/versions", { query: { language } }),
  });

export const useVersion = (version: number) =>
  useQuery({
    queryKey: ["version", version],
    queryFn: () => ask<ProgrammeVersion>(`/api/console/programme/versions/${version}`),
  });

export const useLadder = (enabled = true) =>
  useQuery({ enabled, queryKey: ["ladder"], queryFn: () => ask<LadderState>("/api/console/ladder") });

export const useMembers = (q: string, enabled = true) =>
  useQuery({
    enabled,
    queryKey: ["members", q],
    queryFn: () => ask<MemberSearch>("/api/console/members", { query: { q } }),
  });

export const useMember = (memberId: string) =>
  useQuery({
    queryKey: ["member", memberId],
    queryFn: () => ask<MemberPoints>(`/api/console/members/${encodeURIComponent(memberId)}`),
  });

/** Below the member's key, so that what makes that one new makes this one new too. */
export const useHistory = (memberId: string) =>
  useInfiniteQuery({
    queryKey: ["member", memberId, "history"],
    queryFn: ({ pageParam }) =>
      ask<ConsoleHistory>(`/api/console/members/${encodeURIComponent(memberId)}/history`, {
        query: { before: pageParam ?? undefined },
      }),
    initialPageParam: nothingBefore,
    getNextPageParam: (page) => page.before,
  });

const nothingBefore: number | null = null;

export const useFiles = () =>
  useQuery({ queryKey: ["files"], queryFn: () => ask<AdjustmentFiles>("/api/console/adjustment-files") });

export const useKeys = () =>
  useQuery({ queryKey: ["keys"], queryFn: () => ask<KeyList>("/api/console/keys") });

/** Sends a file as it is; `ask` sends JSON alone. `Answer` is the type that shared/ gives to this path. */
export async function sendFile<Answer>(path: string, file: Blob): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: "POST",
      body: await file.arrayBuffer(),
      credentials: "same-origin",
    });
  } catch (cause) {
    throw new NetworkError(cause);
  }
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return answerAs<Answer>(body);
  throw new ApiError(response.status, errorAs(body));
}

export function upload(path: string, file: File): Promise<AdjustmentFile> {
  return sendFile<AdjustmentFile>(path, file);
}

/** The server answers an upload with this shape; both ends are built from the same types. */
function answerAs<Answer>(body: unknown): Answer {
  return body as Answer;
}

/** Our server's refusals have this shape; a proxy's page has none, and counts as trouble of the server's. */
function errorAs(body: unknown): ConstructorParameters<typeof ApiError>[1] {
  if (typeof body === "object" && body !== null && "error" in body) {
    return body as ConstructorParameters<typeof ApiError>[1];
  }
  return { error: { code: "server.error", message: "" }, requestId: "" };
}
