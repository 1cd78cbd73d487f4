import { Alert, Badge, Button, Group, List, Paper, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type SendingView, stopReasonMax } from "../../../shared/outbox/console.ts";
import { ask } from "../../api/client.ts";
import { momentOf, useSay } from "../language.tsx";
import { Loaded, Trouble } from "../parts/States.tsx";
import { useStaff } from "../session.tsx";
import { useSending, useSendingChanges } from "./api.ts";

/** The switch that stops everything. */
export function Switch() {
  const sending = useSending();
  const say = useSay();
  return (
    <Paper withBorder p="md" component="section" aria-label={say("送信のスイッチ", "The switch")}>
      <Stack gap="sm">
        <Loaded query={sending}>
          {(state) => (state.stopped === null ? <Running /> : <Stopped stopped={state.stopped} />)}
        </Loaded>
        <Changes />
      </Stack>
    </Paper>
  );
}

/** Takes over the server's answer at once, and asks anew for what hangs on it. */
function useSwitched() {
  const queries = useQueryClient();
  return async (state: SendingView) => {
    queries.setQueryData(["messages", "sending"], state);
    await queries.invalidateQueries({ queryKey: ["messages"] });
  };
}

function Running() {
  const { rights } = useStaff();
  const switched = useSwitched();
  const say = useSay();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const stop = useMutation({
    mutationFn: () =>
      ask<SendingView>("/api/console/messages/sending/stop", { body: { reason: reason.trim() } }),
    onSuccess: switched,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    stop.mutate();
  };
  return (
    <>
      <Group justify="space-between">
        <Group gap="xs">
          <Badge color="green" variant="light" size="lg">
            {say("送信中", "Sending")}
          </Badge>
          <Text>{say("メッセージは、できるとすぐにLINEへ送られます。", "Messages go to LINE at once.")}</Text>
        </Group>
        {rights.stop && !asking && (
          <Button color="red" onClick={() => setAsking(true)}>
            {say("送信をすべて停止する", "Stop everything")}
          </Button>
        )}
      </Group>
      {asking && (
        <Alert color="red" title={say("すべての送信を停止します", "Everything stops")}>
          <form onSubmit={submit}>
            <Stack gap="xs">
              <Text size="sm">
                {say(
                  "1秒以内に、配信・お知らせ・トークへの返事のすべてが止まります。途中の配信も、まだ送っていない人の分が止まります。止めたものは消えず、再開すると送られます。ただし、トークへの返事は1分を過ぎると無料では返せず、「自動応答」の「遅れた返事」で決めた時間までなら通常のメッセージとして送られます。",
                  "Within a second campaigns, receipts and replies in the chat stop, also in the middle of a campaign. Nothing is lost: it goes out when you resume. A reply in the chat, though, is free for a minute only; until the time set under Answers it goes out as a message that counts, and after it not at all.",
                )}
              </Text>
              <TextInput
                label={say("理由(記録されます)", "Why; it is recorded")}
                data-autofocus
                autoFocus
                maxLength={stopReasonMax}
                value={reason}
                onChange={({ currentTarget }) => setReason(currentTarget.value)}
              />
              <Trouble error={stop.error} />
              <Group gap="xs">
                <Button type="submit" color="red" disabled={reason.trim() === ""} loading={stop.isPending}>
                  {say("停止する", "Stop")}
                </Button>
                <Button variant="subtle" color="gray" onClick={() => setAsking(false)}>
                  {say("やめる", "Cancel")}
                </Button>
              </Group>
            </Stack>
          </form>
        </Alert>
      )}
    </>
  );
}

function Stopped({ stopped }: { readonly stopped: NonNullable<SendingView["stopped"]> }) {
  const { rights, timeZone } = useStaff();
  const switched = useSwitched();
  const say = useSay();
  const [sure, setSure] = useState(false);
  const resume = useMutation({
    mutationFn: () => ask<SendingView>("/api/console/messages/sending/resume", { method: "POST", body: {} }),
    onSuccess: switched,
  });
  const by = stopped.by ?? say("スタッフ", "staff");
  return (
    <>
      <Group justify="space-between">
        <Group gap="xs">
          <Badge color="red" variant="filled" size="lg">
            {say("停止中", "Stopped")}
          </Badge>
          <Text>
            {say(
              `${momentOf(stopped.atMs, timeZone)}、${by}さん: ${stopped.reason}`,
              `${momentOf(stopped.atMs, timeZone)}, ${by}: ${stopped.reason}`,
            )}
          </Text>
        </Group>
        {rights.messages && !sure && (
          <Button onClick={() => setSure(true)}>{say("送信を再開する", "Resume")}</Button>
        )}
      </Group>
      {!rights.messages && (
        <Text size="sm" c="dimmed">
          {say(
            "再開できるのは、全店のオーナー・店長・販促担当です。",
            "Owners, managers and marketers of the whole shop can resume.",
          )}
        </Text>
      )}
      {sure && (
        <Alert color="yellow" title={say("待っているものがすべて送られます", "All that waits goes out")}>
          <Text size="sm" mb="xs">
            {say(
              "下の「待っているメッセージ」を確かめてから再開してください。お知らせが先、配信があとに送られます。",
              "Please look at what waits, below. Receipts and the like go first, campaigns after them.",
            )}
          </Text>
          <Trouble error={resume.error} />
          <Group gap="xs">
            <Button loading={resume.isPending} onClick={() => resume.mutate()}>
              {say("再開する", "Resume")}
            </Button>
            <Button variant="subtle" color="gray" onClick={() => setSure(false)}>
              {say("やめる", "Cancel")}
            </Button>
          </Group>
        </Alert>
      )}
    </>
  );
}

function Changes() {
  const { data } = useSendingChanges();
  const { timeZone } = useStaff();
  const say = useSay();
  if (data === undefined || data.changes.length === 0) return null;
  return (
    <details>
      <summary className="tap">{say("停止と再開の記録(90日)", "Stopped and resumed, 90 days")}</summary>
      <List size="sm">
        {data.changes.map((change) => (
          <List.Item key={`${change.atMs} ${change.stopped}`}>
            {momentOf(change.atMs, timeZone)}{" "}
            {change.stopped ? say("停止", "Stopped") : say("再開", "Resumed")} {change.by ?? ""}
            {change.reason === null ? "" : `: ${change.reason}`}
          </List.Item>
        ))}
      </List>
    </details>
  );
}
