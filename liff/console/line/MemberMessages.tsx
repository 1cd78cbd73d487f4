import { Group, Paper, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { MessageList } from "../../../shared/outbox/console.ts";
import { ask } from "../../api/client.ts";
import { useSay } from "../language.tsx";
import { Empty, Loaded } from "../parts/States.tsx";
import { To } from "../parts/To.tsx";
import { usePlace } from "../router.tsx";
import { MessageRows } from "./MessageRows.tsx";

const shown = 5;

/** On a member's page: what they were sent last. */
export function MemberMessages({ memberId }: { readonly memberId: string }) {
  const { go } = usePlace();
  const say = useSay();
  const messages = useQuery({
    queryKey: ["messages", "of", memberId],
    queryFn: () => ask<MessageList>("/api/console/messages", { query: { member: memberId } }),
  });
  return (
    <Paper withBorder p="md" component="section" aria-label={say("メッセージ", "Messages")}>
      <Group justify="space-between" mb="xs">
        <Text fw={700} component="h2">
          {say("メッセージ", "Messages")}
        </Text>
        <To to={`messages?member=${memberId}`}>{say("すべて見る", "See all")}</To>
      </Group>
      <Loaded query={messages}>
        {({ messages: found }) =>
          found.length === 0 ? (
            <Empty>{say("まだ何も送っていません。", "Nothing has been sent yet.")}</Empty>
          ) : (
            <MessageRows
              messages={found.slice(0, shown)}
              ofOneMember
              onOpen={({ messageId }) => go(`messages?member=${memberId}&message=${messageId}`)}
            />
          )
        }
      </Loaded>
    </Paper>
  );
}
