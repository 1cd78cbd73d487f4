import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { CampaignPreview, CampaignState } from "../../../../shared/campaigns/console.ts";
import { grouped } from "../../../../shared/points/programme/words.ts";
import { momentOf, type Say, useSay } from "../../language.tsx";
import { Dialog } from "../../parts/Dialog.tsx";
import { useTell } from "../../parts/Notice.tsx";
import { Trouble } from "../../parts/States.tsx";
import { To } from "../../parts/To.tsx";
import { useStaff } from "../../session.tsx";
import { useCampaignWrites } from "../api.ts";
import { yenSentence } from "../prices.ts";
import { scheduleSentence } from "../words.ts";

/** The one button: it sends, books the time, or asks another person, as its words say. */
export function SendOff({
  state,
  table,
}: {
  readonly state: CampaignState;
  readonly table: CampaignPreview;
}) {
  const { rights, timeZone } = useStaff();
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
  const label = buttonWords(state, table, asks, timeZone, say);
  const when = leavingWords(table, isNow, timeZone);
  return (
    <Stack gap="xs">
      <Trouble error={start.error} />
      <Group>
        <Button
          size="md"
          disabled={nobody}
          loading={start.isPending}
          onClick={() => ((isNow && !asks) || table.cost.short > 0 ? setAsked(true) : start.mutate())}
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
                `「${document.name}」を${when.ja}${grouped(table.willBeSent)}人に送ります。送ったメッセージは取り消せません。`,
                `“${document.name}” goes to ${grouped(table.willBeSent)}${when.en}. What was sent cannot be taken back.`,
              )}
            </Text>
            <TooMany table={table} />
            <Text size="sm" className="numbers">
              {say(
                `LINEの通数 ${grouped(table.cost.messages)}通・追加の料金 ${yenSentence(table.cost, say)}`,
                `${grouped(table.cost.messages)} LINE messages, ${yenSentence(table.cost, say)} extra`,
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

/** Said once more in the dialog, before it is too late: LINE will not take all of them. */
function TooMany({ table: { cost, willBeSent } }: { readonly table: CampaignPreview }) {
  const say = useSay();
  if (cost.short === 0) return null;
  const [first, rest] = [grouped(willBeSent - cost.short), grouped(cost.short)];
  return (
    <Alert
      color="red"
      role="note"
      title={say(`今月は${first}人までしか送れません`, `This month it reaches ${first} and no more`)}
    >
      <Text size="sm" component="div">
        {say(
          `残りの${rest}人には、LINEの通数に空きができるまで送られません。`,
          `The other ${rest} wait until LINE takes messages again.`,
        )}{" "}
        <To to="sending">{say("今月の通数", "The month's messages")}</To>
      </Text>
    </Alert>
  );
}

/** Empty where it leaves at once. */
function leavingWords(
  { dueAtMs, leavesAtMs }: CampaignPreview,
  isNow: boolean,
  timeZone: string,
): { readonly ja: string; readonly en: string } {
  if (leavesAtMs === null || (isNow && leavesAtMs === dueAtMs)) return { ja: "", en: "" };
  const when = momentOf(leavesAtMs, timeZone);
  return { ja: `${when}に`, en: ` at ${when}` };
}

function buttonWords(
  { document }: CampaignState,
  table: CampaignPreview,
  asks: boolean,
  timeZone: string,
  say: Say,
): string {
  const people = grouped(table.willBeSent);
  if (asks) return say(`${people}人への配信の承認を頼む`, `Ask for approval to send to ${people}`);
  const { schedule } = document;
  const leaving = leavingWords(table, schedule.kind === "now", timeZone);
  if (schedule.kind === "now") {
    return say(`${leaving.ja}${people}人に送る`, `Send to ${people}${leaving.en}`);
  }
  const { dueAtMs, leavesAtMs } = table;
  const isMoved = leavesAtMs !== null && leavesAtMs !== dueAtMs;
  const when =
    isMoved && schedule.kind === "at" ? momentOf(leavesAtMs, timeZone) : scheduleSentence(schedule, say);
  return say(`${when}に予約する`, `Schedule: ${when}`);
}

function startedWords({ status }: CampaignState, say: Say): string {
  if (status === "awaiting_approval") return say("承認を頼みました", "Approval is asked for");
  return say("受け付けました", "It is on its way");
}
