import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { CampaignPerson, CampaignState } from "../../../../shared/campaigns/console.ts";
import type { CampaignStatus } from "../../../../shared/campaigns/states.ts";
import { grouped } from "../../../../shared/points/programme/words.ts";
import { momentOf, type Say, useSay } from "../../language.tsx";
import { useTell } from "../../parts/Notice.tsx";
import { Trouble } from "../../parts/States.tsx";
import type { Words } from "../../screen.ts";
import { useStaff } from "../../session.tsx";
import { useCampaignWrites } from "../api.ts";
import { type Halt, useHalt } from "../halt.ts";
import { pausedWords } from "../words.ts";
import { Cancel } from "./Cancel.tsx";

const looks: Readonly<Record<CampaignStatus, { readonly colour: string; readonly title: Words }>> = {
  draft: {
    colour: "blue",
    title: ["下書きです。まだだれにも届いていません", "A draft: nobody got anything yet"],
  },
  awaiting_approval: { colour: "yellow", title: ["承認を待っています", "It waits for approval"] },
  approved: { colour: "green", title: ["承認されました。まだ送っていません", "Approved, and not sent yet"] },
  scheduled: { colour: "blue", title: ["予約済みです", "It is scheduled"] },
  sending: { colour: "green", title: ["送信中です", "It is being sent"] },
  paused: { colour: "orange", title: ["一時停止しています", "It is paused"] },
  cancelled: { colour: "gray", title: ["中止しました", "It was cancelled"] },
  sent: { colour: "gray", title: ["送り終わりました", "It was sent"] },
};

/** In one sentence how it stands, and beside it what stops it or lets it go on. */
export function Stands({ state }: { readonly state: CampaignState }) {
  const { timeZone } = useStaff();
  const say = useSay();
  const halt = useHalt();
  const { status } = state;
  const forget = useRef(() => {});
  // Once it is over, nothing can be paused or taken further.
  useEffect(() => {
    if (status !== "sending" && status !== "paused") forget.current();
  }, [status]);
  if (status === "sent") return null;
  const colour = status === "sending" ? (halt?.colour ?? looks.sending.colour) : looks[status].colour;
  return (
    <Alert color={colour} role="note" title={titleOf(state, halt, timeZone, say)}>
      <Stack gap="sm">
        {status === "scheduled" && halt !== null && <Text size="sm">{say(...halt.sentence)}</Text>}
        <About state={state} />
        <Buttons
          state={state}
          onTold={(take) => {
            forget.current = take;
          }}
        />
      </Stack>
    </Alert>
  );
}

function titleOf(
  { status, leavesAtMs, runs }: CampaignState,
  halt: Halt | null,
  timeZone: string,
  say: Say,
): string {
  if (status === "scheduled" && leavesAtMs !== null) {
    const when = momentOf(leavesAtMs, timeZone);
    return say(`${when} に送ります`, `It will be sent at ${when}`);
  }
  if (status === "sending" && halt !== null) return say(...halt.sentence);
  const why = status === "paused" ? pausedWords[runs[0]?.pausedWhy ?? ""] : undefined;
  return say(...(why ?? looks[status].title));
}

function About({ state }: { readonly state: CampaignState }) {
  const say = useSay();
  const { status, approvers, approvedBy } = state;
  if (status === "awaiting_approval" || approvers.length > 0) return <Waits state={state} />;
  if (status === "scheduled") return <Before state={state} />;
  if (status === "draft") {
    return (
      <Text size="sm">
        {say("下の人数と費用を確かめて、送ってください。", "Look over people and cost below, and send it.")}
      </Text>
    );
  }
  if (approvedBy === null || status !== "approved") return null;
  return (
    <Text size="sm">
      {say(`承認した人: ${nameOf(approvedBy, say)}`, `Approved by ${nameOf(approvedBy, say)}`)}
    </Text>
  );
}

/** Of one that repeats: how often it was sent. */
function Before({ state: { runs } }: { readonly state: CampaignState }) {
  const { timeZone } = useStaff();
  const say = useSay();
  const last = runs[0];
  if (last === undefined) return null;
  const when = momentOf(last.startedAtMs, timeZone);
  return (
    <Text size="sm">
      {say(
        `これまでに${grouped(last.nth)}回送りました(前回 ${when})。`,
        `Sent ${grouped(last.nth)} times so far, last at ${when}.`,
      )}
    </Text>
  );
}

/** Who asked, and who may say yes. */
function Waits({ state }: { readonly state: CampaignState }) {
  const { askedBy, approvalPeople, approvers, mayApprove } = state;
  const say = useSay();
  const asked =
    askedBy === null || approvalPeople === null
      ? ""
      : say(
          `${nameOf(askedBy, say)}さんが、${grouped(approvalPeople)}人への配信の承認を頼みました。`,
          `${nameOf(askedBy, say)} asked for approval to send to ${grouped(approvalPeople)}. `,
        );
  const names = approvers.map((one) => nameOf(one, say));
  const who =
    names.length === 0
      ? say(
          "承認できる人がほかにいません。スタッフの画面で、全店のオーナー・店長・販促担当を招いてください。",
          "Nobody else may approve it: invite an owner, manager or marketer of the whole shop.",
        )
      : mayApprove
        ? say("内容と人数を確かめて、承認してください。", "Please look it over and approve it.")
        : say(`承認できる人: ${names.join("・")}`, `Who may approve: ${names.join(", ")}`);
  return (
    <Text size="sm">
      {asked}
      {who}
    </Text>
  );
}

function nameOf({ name }: CampaignPerson, say: Say): string {
  return name ?? say("(名前なし)", "(no name)");
}

function Buttons({
  state,
  onTold,
}: {
  readonly state: CampaignState;
  /** How to take away what was told of a pause. */
  readonly onTold: (take: () => void) => void;
}) {
  const { rights } = useStaff();
  const writes = useCampaignWrites();
  const tell = useTell();
  const say = useSay();
  const { campaignId, status, mayApprove, runs } = state;
  const move = useMutation({
    mutationFn: (verb: "approve" | "pause" | "resume") => writes.move(campaignId, verb),
    onSuccess: (_, verb) => {
      if (verb === "approve") tell(say("承認しました", "Approved"));
      else if (verb === "pause") {
        onTold(tell(say("一時停止しました", "Paused"), () => writes.move(campaignId, "resume")));
      } else onTold(tell(say("送信を再開しました", "It goes on"), () => writes.move(campaignId, "pause")));
    },
  });
  const waits = runs[0]?.pausedWhy === "needs_approval";
  const mayCancel = rights.stop && !["draft", "cancelled", "sent"].includes(status);
  const mayPause = rights.stop && status === "sending";
  const mayResume = rights.messages && status === "paused" && !waits;
  if (!mayApprove && !mayPause && !mayResume && !mayCancel) return null;
  return (
    <>
      <Trouble error={move.error} />
      <Group gap="sm">
        {mayApprove && (
          <Button loading={move.isPending} onClick={() => move.mutate("approve")}>
            {say("承認する", "Approve it")}
          </Button>
        )}
        {mayPause && (
          <Button variant="default" loading={move.isPending} onClick={() => move.mutate("pause")}>
            {say("一時停止", "Pause")}
          </Button>
        )}
        {mayResume && (
          <Button loading={move.isPending} onClick={() => move.mutate("resume")}>
            {say("再開する", "Go on")}
          </Button>
        )}
        {mayCancel && <Cancel state={state} />}
      </Group>
    </>
  );
}
