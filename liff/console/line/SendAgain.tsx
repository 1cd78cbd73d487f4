import { Alert, Button, Checkbox, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { MessageView, SentAgain } from "../../../shared/outbox/console.ts";
import { ask } from "../../api/client.ts";
import { useSay } from "../language.tsx";
import { Trouble } from "../parts/States.tsx";
import { usePlace } from "../router.tsx";
import { useStaff } from "../session.tsx";

/**
 * Sends what LINE refused, or may not have got, once more as a new message. Where it may arrive twice the person says
 * that they know.
 */
export function SendAgain({ message }: { readonly message: MessageView }) {
  const { rights } = useStaff();
  const { refine } = usePlace();
  const queries = useQueryClient();
  const say = useSay();
  const [known, setKnown] = useState(false);
  const again = useMutation({
    mutationFn: () =>
      ask<SentAgain>(`/api/console/messages/${message.messageId}/again`, { body: { mayArriveTwice: known } }),
    onSuccess: async ({ messageId }) => {
      await queries.invalidateQueries({ queryKey: ["messages"] });
      refine({ message: messageId }, "opened");
    },
  });
  if (message.again === "no" || !rights.messages) return null;
  const twice = message.again === "twice";
  return (
    <Alert color={twice ? "orange" : "gray"} title={say("もう一度送る", "Send it again")}>
      <Stack gap="xs">
        <Text size="sm">
          {twice
            ? say(
                "届いている場合、会員は同じお知らせを2回受け取ります。会員に届いたか確かめられるときは、先に確かめてください。",
                "If it did arrive, the member gets the same message twice. Where you can ask them, please do so first.",
              )
            : say(
                "同じ内容を、新しいメッセージとして送ります。断られた原因を先に直してください。",
                "The same content goes out as a new message. Please put right first why it was refused.",
              )}
        </Text>
        {twice && (
          <Checkbox
            checked={known}
            onChange={({ currentTarget }) => setKnown(currentTarget.checked)}
            label={say("2回届くかもしれないと分かっています", "I know that it may arrive twice")}
          />
        )}
        <Trouble error={again.error} />
        <Button
          variant={twice ? "filled" : "default"}
          disabled={twice && !known}
          loading={again.isPending}
          onClick={() => again.mutate()}
        >
          {say("もう一度送る", "Send it again")}
        </Button>
      </Stack>
    </Alert>
  );
}
