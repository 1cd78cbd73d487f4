import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type QuotaView, reserveMax } from "../../../shared/outbox/console.ts";
import { grouped } from "../../../shared/points/programme/words.ts";
import { ask } from "../../api/client.ts";
import { useSay } from "../language.tsx";
import { OptionalNum } from "../parts/Fields.tsx";
import { Trouble } from "../parts/States.tsx";
import { useStaff } from "../session.tsx";
import { useWrongs, Watched } from "../wrong.tsx";

/** How many of the month's messages campaigns leave to receipts, alerts and answers. */
export function ReserveForm({ quota }: { readonly quota: QuotaView }) {
  const { reserve, reserveSet } = quota;
  const planKnown = quota.plan?.kind === "limited";
  const { rights } = useStaff();
  const queries = useQueryClient();
  const wrongs = useWrongs();
  const say = useSay();
  const [typed, setTyped] = useState<number | null>(reserveSet);
  const save = useMutation({
    mutationFn: () =>
      ask<QuotaView>("/api/console/messages/quota/reserve", { method: "PUT", body: { reserve: typed } }),
    onSuccess: (quota) => queries.setQueryData(["messages", "quota"], quota),
  });
  const isLimitless = quota.plan?.kind === "none";
  const kept = reserveSet !== null || planKnown ? grouped(reserve) : null;
  const now = isLimitless
    ? reserveSet === null
      ? say(
          "LINEに今月の上限がないため、残しておく必要はありません。",
          "LINE sets no limit, so nothing has to be kept back.",
        )
      : say(
          `LINEに今月の上限がないため、残す${grouped(reserve)}通は今は使われません。`,
          `LINE sets no limit, so the ${grouped(reserve)} kept back have no effect now.`,
        )
    : kept === null
      ? say(
          "LINEの上限が分かりしだい、その5分の1をお知らせのために残し、配信には使いません。",
          "As soon as LINE's limit is known, a fifth of it is kept for receipts and the like; campaigns leave it alone.",
        )
      : say(
          `お知らせのために${kept}通${reserveSet === null ? "(LINEの上限の5分の1)" : ""}を残し、配信には使いません。`,
          `${kept}${reserveSet === null ? ", a fifth of LINE's limit," : ""} are kept for receipts and the like; campaigns leave them alone.`,
        );
  return (
    <Stack gap="xs">
      <Text size="sm">{now}</Text>
      {rights.messages && (
        <Group align="flex-end" gap="sm">
          <Watched by={wrongs}>
            <OptionalNum
              at="reserve"
              label={say("お知らせのために残す通数", "Kept for receipts and the like")}
              placeholder={
                isLimitless ? say("なし", "None") : say("LINEの上限の5分の1", "A fifth of LINE's limit")
              }
              w={220}
              max={reserveMax}
              value={typed}
              onChange={setTyped}
            />
          </Watched>
          <Button
            variant="default"
            disabled={wrongs.any || typed === reserveSet}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {say("保存する", "Save")}
          </Button>
        </Group>
      )}
      <Trouble error={save.error} />
      {save.isSuccess && typed === reserveSet && (
        <Text size="sm" role="status">
          {say("保存しました。", "Saved.")}
        </Text>
      )}
    </Stack>
  );
}
