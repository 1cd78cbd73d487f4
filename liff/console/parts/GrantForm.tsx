import { Button, Group, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { addDays } from "../../../shared/dates.ts";
import type { RankView } from "../../../shared/ranks/schema.ts";
import { ask } from "../../api/client.ts";
import { newKey, useLadder } from "../api.ts";
import { useLanguage, useSay } from "../language.tsx";
import { useStaff } from "../session.tsx";
import { Choice, DateField } from "./Fields.tsx";
import { Trouble } from "./States.tsx";

/** A rank given by hand until a day, or the end of one that was. */
export function GrantForm({ rank, memberId }: { readonly rank: RankView; readonly memberId: string }) {
  const { language } = useLanguage();
  const { businessDate } = useStaff();
  const all = useLadder().data?.ladder.ranks ?? [];
  // A rank below the present one is refused.
  const ranks = all.slice(
    Math.max(
      0,
      all.findIndex((one) => one.code === rank.code),
    ),
  );
  const queries = useQueryClient();
  const say = useSay();
  const [open, setOpen] = useState(false);
  const [code, setCode] = useState(rank.next?.code ?? rank.code);
  // Not before the day until which the member has a rank already: who gives one by hand means no less.
  const usual = addDays(businessDate, 90);
  const later = rank.untilOn !== null && rank.untilOn > usual ? rank.untilOn : usual;
  const [untilOn, setUntilOn] = useState<string | null>(later);
  const [reason, setReason] = useState("");
  const grant = useMutation({
    mutationFn: (asked: string | null) =>
      ask(`/api/console/members/${memberId}/rank`, {
        idempotencyKey: newKey(),
        body: { rank: asked, untilOn: asked === null ? null : untilOn, reason: reason.trim() },
      }),
    onSuccess: async () => {
      setOpen(false);
      setReason("");
      await queries.invalidateQueries({ queryKey: ["member-rank", memberId] });
    },
  });
  if (!open) {
    return (
      <Button variant="default" size="xs" w="fit-content" onClick={() => setOpen(true)}>
        {say("ランクを手動で付与", "Give a rank by hand")}
      </Button>
    );
  }
  const ready = reason.trim() !== "" && untilOn !== null;
  return (
    <>
      <Group align="flex-end">
        <Choice
          label={say("ランク", "Rank")}
          w={150}
          value={code}
          options={Object.fromEntries(ranks.map((one) => [one.code, one.name[language]]))}
          onChange={setCode}
        />
        <DateField label={say("最終日", "Last day")} value={untilOn} onChange={setUntilOn} />
        <TextInput
          label={say("理由", "Reason")}
          maxLength={200}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </Group>
      <Trouble error={grant.error} />
      <Group>
        <Button size="xs" disabled={!ready} loading={grant.isPending} onClick={() => grant.mutate(code)}>
          {say("付与する", "Give")}
        </Button>
        {rank.granted && (
          <Button
            size="xs"
            variant="default"
            disabled={reason.trim() === ""}
            onClick={() => grant.mutate(null)}
          >
            {say("手動付与を終える", "End the present grant")}
          </Button>
        )}
        <Button size="xs" variant="subtle" color="gray" onClick={() => setOpen(false)}>
          {say("やめる", "Cancel")}
        </Button>
      </Group>
    </>
  );
}
