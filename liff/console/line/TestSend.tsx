import { Alert, Button, Paper, Stack, Text, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { answerWords } from "../../../shared/outbox/answers.ts";
import { type SentTrial, trialUnitsMax } from "../../../shared/outbox/console.ts";
import { ask } from "../../api/client.ts";
import { newKey } from "../api.ts";
import { useSay } from "../language.tsx";
import { Loaded, Trouble } from "../parts/States.tsx";
import { To } from "../parts/To.tsx";
import { useStaff } from "../session.tsx";
import { useMessage } from "./api.ts";
import { StatusBadge } from "./MessageRows.tsx";

/** Sends a text to oneself, to see that sending works. */
export function TestSend() {
  const { rights } = useStaff();
  const queries = useQueryClient();
  const say = useSay();
  const [text, setText] = useState(() => say("テスト送信です。", "This is a test."));
  // One key for each text: a second press, or a lost answer, sends nothing twice.
  const key = useRef(newKey());
  const send = useMutation({
    mutationFn: () =>
      ask<SentTrial>("/api/console/messages/test", {
        body: { text: text.trim() },
        idempotencyKey: key.current,
      }),
    onSuccess: async () => {
      key.current = newKey();
      await queries.invalidateQueries({ queryKey: ["messages", "list"] });
    },
  });
  if (!rights.messages) return null;
  return (
    <Paper withBorder p="md" component="section" aria-label={say("自分にテスト送信", "Test to yourself")}>
      <Stack gap="xs" align="flex-start">
        <Text fw={700} component="h2">
          {say("自分にテスト送信", "Test to yourself")}
        </Text>
        <Text size="sm" c="dimmed">
          {say(
            "あなたのLINEに、このアカウントから1通届きます(通数に数えられます)。",
            "This account sends one message to your own LINE. It counts in the plan.",
          )}
        </Text>
        <Textarea
          label={say("本文", "Text")}
          w="100%"
          maw={520}
          autosize
          minRows={2}
          maxLength={trialUnitsMax}
          value={text}
          onChange={({ currentTarget }) => {
            key.current = newKey();
            setText(currentTarget.value);
          }}
        />
        <Trouble error={send.error} />
        <Button
          variant="default"
          disabled={text.trim() === ""}
          loading={send.isPending}
          onClick={() => send.mutate()}
        >
          {say("自分に送る", "Send it to me")}
        </Button>
        {send.data !== undefined && <Outcome trial={send.data} />}
      </Stack>
    </Paper>
  );
}

function Outcome({ trial }: { readonly trial: SentTrial }) {
  const message = useMessage(trial.messageId);
  const say = useSay();
  return (
    <Alert color={trial.follows ? "gray" : "yellow"} w="100%" maw={520}>
      {!trial.follows && (
        <Text size="sm" mb="xs">
          {say(
            "あなたはこのアカウントを友だちに追加していないか、ブロックしています。LINEは受け付けても届けません。",
            "You have not added this account as a friend, or block it: LINE accepts the message and does not deliver it.",
          )}
        </Text>
      )}
      <Loaded query={message}>
        {(found) => (
          <Text size="sm" component="div" role="status">
            <StatusBadge status={found.status} /> {say(...answerWords[found.answer].what)}{" "}
            <To to={`messages?message=${found.messageId}`}>{say("詳細", "Details")}</To>
          </Text>
        )}
      </Loaded>
    </Alert>
  );
}
