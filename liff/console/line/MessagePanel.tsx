import { Button, Code, Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { answerWords } from "../../../shared/outbox/answers.ts";
import type { MessageView } from "../../../shared/outbox/console.ts";
import { messageReasonWords } from "../../../shared/outbox/reasons.ts";
import { grouped } from "../../../shared/points/programme/words.ts";
import { momentOf, useSay } from "../language.tsx";
import { Loaded } from "../parts/States.tsx";
import { usePlace } from "../router.tsx";
import { useStaff } from "../session.tsx";
import { useMessage } from "./api.ts";
import { DropOne } from "./DropOne.tsx";
import { Facts } from "./Facts.tsx";
import { Addressee, StatusBadge } from "./MessageRows.tsx";
import { Panel } from "./Panel.tsx";
import { Said } from "./Said.tsx";
import { SendAgain } from "./SendAgain.tsx";

/** One message: as the member sees it, and its whole story. */
export function MessagePanel(props: { readonly messageId: string | null; readonly onClose: () => void }) {
  const { messageId, onClose } = props;
  const say = useSay();
  return (
    <Panel title={say("メッセージの詳細", "The message")} opened={messageId !== null} onClose={onClose}>
      {messageId !== null && <One messageId={messageId} key={messageId} />}
    </Panel>
  );
}

function One({ messageId }: { readonly messageId: string }) {
  const message = useMessage(messageId);
  return (
    <Loaded query={message}>
      {(found) => (
        <Stack gap="md">
          <Answer message={found} />
          <Said messages={found.messages} />
          <Story message={found} />
          <SendAgain message={found} />
          <DropOne message={found} />
        </Stack>
      )}
    </Loaded>
  );
}

/** What became of it, in words, and what to do. */
function Answer({ message }: { readonly message: MessageView }) {
  const say = useSay();
  const words = answerWords[message.answer];
  return (
    <div role="status">
      <Group gap="xs">
        <StatusBadge status={message.status} />
        <Text fw={700}>{say(...words.what)}</Text>
      </Group>
      {words.next !== null && (
        <Text size="sm" c="dimmed">
          {say(...words.next)}
        </Text>
      )}
    </div>
  );
}

function Story({ message }: { readonly message: MessageView }) {
  const { timeZone } = useStaff();
  const say = useSay();
  const moment = (atMs: number | null): string => (atMs === null ? "—" : momentOf(atMs, timeZone));
  const ways = {
    push: say("プッシュ(通数に数えられます)", "Push: counts in the plan"),
    multicast: say("マルチキャスト(人数分が通数に数えられます)", "Multicast: counts once for each person"),
    reply: say("返信(無料)", "Reply: free"),
  };
  const lines: readonly (readonly [string, ReactNode])[] = [
    [say("宛先", "To"), <Addressee message={message} key="to" />],
    [say("理由", "Why"), say(...messageReasonWords[message.reason])],
    [say("送り方", "How"), ways[message.via]],
    [say("送信箱に入った", "Queued"), moment(message.queuedAtMs)],
    [say("最後に試した", "Last tried"), moment(message.triedAtMs)],
    [say("試した回数", "Tries"), grouped(message.attempts)],
    ...(message.dueAtMs === null ? [] : [[say("次に試す", "Tried next"), moment(message.dueAtMs)] as const]),
    [say("決まった", "Settled"), moment(message.settledAtMs)],
    [say("LINEの状態コード", "LINE's status"), message.lineStatus ?? "—"],
    [say("LINEのリクエストID", "LINE's request id"), <Code key="id">{message.lineRequestId ?? "—"}</Code>],
    ...(message.lineAnswer === null
      ? []
      : [[say("LINEの返事", "LINE's answer"), <Code key="answer">{message.lineAnswer}</Code>] as const]),
    [say("お問い合わせ番号", "Reference"), <Code key="reference">{message.messageId}</Code>],
  ];
  return (
    <div>
      <Facts lines={lines} />
      <Other messageId={message.sentAgainAs}>
        {say("送り直したメッセージ", "What was sent in its place")}
      </Other>
      <Other messageId={message.insteadOf}>{say("元のメッセージ", "What it stands for")}</Other>
    </div>
  );
}

/** The other one of two: the first that failed, and the one that a person had sent in its place. */
function Other(props: { readonly messageId: string | null; readonly children: ReactNode }) {
  const { refine } = usePlace();
  if (props.messageId === null) return null;
  return (
    <Button variant="subtle" px={0} onClick={() => refine({ message: props.messageId }, "opened")}>
      {props.children}
    </Button>
  );
}
