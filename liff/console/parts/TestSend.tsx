import { Alert, Button, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { SentTrial } from "../../../shared/outbox/console.ts";
import { useSay } from "../language.tsx";
import { useStaff } from "../session.tsx";
import { Trouble } from "./States.tsx";
import { To } from "./To.tsx";

/** What is shown, to one's own LINE: the last look before many get it. */
export function TestSend({
  ask,
  all = [],
  ready,
}: {
  readonly ask: () => Promise<SentTrial>;
  /** Where there are several to compare: each of them. */
  readonly all?: readonly (() => Promise<SentTrial>)[];
  readonly ready: boolean;
}) {
  const { rights } = useStaff();
  const say = useSay();
  const send = useMutation({
    mutationFn: async (asked: readonly (() => Promise<SentTrial>)[]) => {
      let last: SentTrial | undefined;
      for (const one of asked) last = await one();
      return last;
    },
  });
  if (!rights.messages) return null;
  return (
    <Stack gap="xs">
      <Button variant="default" disabled={!ready} loading={send.isPending} onClick={() => send.mutate([ask])}>
        {say("自分のLINEに試し送り", "Send a test to my own LINE")}
      </Button>
      {all.length > 1 && (
        <Button variant="default" disabled={!ready} loading={send.isPending} onClick={() => send.mutate(all)}>
          {say(`${all.length}パターンとも試し送り`, `Send a test of all ${all.length} variants`)}
        </Button>
      )}
      <Text size="xs" c="dimmed">
        {ready
          ? say(
              "「テスト」と付いて届きます。会員には送られません。",
              "It arrives marked as a test. Members get nothing.",
            )
          : say("入力がそろうと試し送りできます。", "Complete the form to send a test.")}
      </Text>
      <Trouble error={send.error} />
      {send.data !== undefined && (
        <Alert color="gray" role="status">
          {say("あなたのLINEに送りました。", "It is on its way to your LINE.")}{" "}
          <To to={`messages?message=${send.data.messageId}`}>
            {say("届いたか確かめる", "See what became of it")}
          </To>
        </Alert>
      )}
    </Stack>
  );
}
