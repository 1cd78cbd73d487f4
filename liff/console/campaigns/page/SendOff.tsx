import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { CampaignPreview, CampaignState } from "../../../../shared/campaigns/console.ts";
import { grouped } from "../../../../shared/points/programme/words.ts";
import { type Say, useSay } from "../../language.tsx";
import { Dialog } from "../../parts/Dialog.tsx";
import { useTell } from "../../parts/Notice.tsx";
import { Trouble } from "../../parts/States.tsx";
import { useStaff } from "../../session.tsx";
import { useCampaignWrites } from "../api.ts";
import { scheduleSentence } from "../words.ts";

/** The one button: it sends, books the time, or asks another person, as its words say. */
export function SendOff({
  state,
  table,
}: {
  readonly state: CampaignState;
  readonly table: CampaignPreview;
}) {
  const { rights } = useStaff();
  const writes = useCampaignWrites();
  const tell = useTell();
  const say = useSay();
  const [asked, setAsked] = useState(false);
  const { status, document, campaignId, version } = state;
  const asks = status === "draft" && table.needsApproval;
  const start = useMutation({
    mutationFn: () => writes.start(campaignId, version),
    onSuccess: (next) => tell(startedWords(next, say)),
    onSettled: () => setAsked(false),
  });
  if (!rights.messages || (status !== "draft" && status !== "approved")) return null;
  const isNow = document.schedule.kind === "now";
  const nobody = (isNow && table.willBeSent === 0) || table.coupon?.givable === false;
  const label = buttonWords(state, table, asks, say);
  return (
    <Stack gap="xs">
      <Trouble error={start.error} />
      <Group>
        <Button
          size="md"
          disabled={nobody}
          loading={start.isPending}
          onClick={() => (isNow && !asks ? setAsked(true) : start.mutate())}
        >
          {label}
        </Button>
      </Group>
      {asks && (
        <Text size="sm" c="dimmed">
          {say(
            "この人数には、もう1人の承認がいります。承認されるまで送られません。",
            "So many need another person's approval. Nothing is sent before that.",
          )}
        </Text>
      )}
      {asked && (
        <Dialog title={say("この配信を送りますか", "Send it?")} onClose={() => setAsked(false)}>
          <Stack>
            <Text>
              {say(
                `「${document.name}」を${grouped(table.willBeSent)}人に送ります。送ったメッセージは取り消せません。`,
                `“${document.name}” goes to ${grouped(table.willBeSent)}. What was sent cannot be taken back.`,
              )}
            </Text>
            <Text size="sm" className="numbers">
              {say(
                `LINEの通数 ${grouped(table.cost.messages)}通・追加の料金 ¥${grouped(table.cost.yen)}`,
                `${grouped(table.cost.messages)} LINE messages, ¥${grouped(table.cost.yen)} extra`,
              )}
            </Text>
            <Group>
              <Button loading={start.isPending} onClick={() => start.mutate()} data-autofocus>
                {label}
              </Button>
              <Button variant="default" onClick={() => setAsked(false)}>
                {say("やめる", "Do not")}
              </Button>
            </Group>
          </Stack>
        </Dialog>
      )}
    </Stack>
  );
}

function buttonWords({ document }: CampaignState, table: CampaignPreview, asks: boolean, say: Say): string {
  const people = grouped(table.willBeSent);
  if (asks) return say(`${people}人への配信の承認を頼む`, `Ask for approval to send to ${people}`);
  const { schedule } = document;
  if (schedule.kind === "now") return say(`${people}人に送る`, `Send to ${people}`);
  const when = scheduleSentence(schedule, say);
  return say(`${when}に予約する`, `Schedule: ${when}`);
}

function startedWords({ status }: CampaignState, say: Say): string {
  if (status === "awaiting_approval") return say("承認を頼みました", "Approval is asked for");
  return say("受け付けました", "It is on its way");
}
