import { Badge, Button, Table, Text } from "@mantine/core";
import { answerWords } from "../../../shared/outbox/answers.ts";
import type { MessageFound, MessageStatus } from "../../../shared/outbox/console.ts";
import { messageReasonWords, messageStatusWords } from "../../../shared/outbox/reasons.ts";
import { grouped } from "../../../shared/points/programme/words.ts";
import { momentOf, type Say, useSay } from "../language.tsx";
import { To } from "../parts/To.tsx";
import { useStaff } from "../session.tsx";

/** A table on a PC; on a phone each row is a card. */
export function MessageRows(props: {
  readonly messages: readonly MessageFound[];
  readonly onOpen: (message: MessageFound) => void;
  /** On a member's own page their name would be in every row. */
  readonly ofOneMember?: boolean;
}) {
  const { messages, onOpen, ofOneMember = false } = props;
  const say = useSay();
  return (
    <Table highlightOnHover className="cards">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{say("日時", "When")}</Table.Th>
          {!ofOneMember && <Table.Th>{say("会員", "Member")}</Table.Th>}
          <Table.Th>{say("理由", "Why")}</Table.Th>
          <Table.Th>{say("内容", "What")}</Table.Th>
          <Table.Th>{say("結果", "Result")}</Table.Th>
          {ofOneMember && <Table.Th>{say("通数", "Counted")}</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {messages.map((message) => (
          <Row message={message} onOpen={onOpen} ofOneMember={ofOneMember} key={message.messageId} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Row(props: {
  readonly message: MessageFound;
  readonly onOpen: (message: MessageFound) => void;
  readonly ofOneMember: boolean;
}) {
  const { message, onOpen, ofOneMember } = props;
  const { timeZone } = useStaff();
  const say = useSay();
  return (
    <Table.Tr>
      <Table.Td className="numbers brief" data-label={say("日時", "When")}>
        {momentOf(message.queuedAtMs, timeZone)}
      </Table.Td>
      {!ofOneMember && (
        <Table.Td className="addressee" data-label={say("会員", "Member")}>
          <Addressee message={message} />
        </Table.Td>
      )}
      <Table.Td className="brief" data-label={say("理由", "Why")}>
        {say(...messageReasonWords[message.reason])}
      </Table.Td>
      <Table.Td data-label={say("内容", "What")}>
        <Button variant="subtle" className="summary" onClick={() => onOpen(message)}>
          {message.summary === "" ? say("(文字なし)", "(no text)") : message.summary}
        </Button>
      </Table.Td>
      <Table.Td data-label={say("結果", "Result")}>
        <div>
          <StatusBadge status={message.status} />
          {message.status !== "sent" && <Text size="sm">{say(...answerWords[message.answer].what)}</Text>}
        </div>
      </Table.Td>
      {ofOneMember && (
        <Table.Td className="brief" data-label={say("通数", "Counted")}>
          {costWords(message, say)}
        </Table.Td>
      )}
    </Table.Tr>
  );
}

/** Whether it counts in the month's messages that the plan allows. LINE counts what it delivered, a reply never. */
function costWords({ via, status }: MessageFound, say: Say): string {
  if (via === "reply") return say("無料(返信)", "Free, a reply");
  if (status === "sent") return say("1通", "1");
  return status === "waiting" || status === "unknown" ? say("未定", "Not known yet") : "—";
}

export function Addressee({ message }: { readonly message: Pick<MessageFound, "member" | "people"> }) {
  const { member, people } = message;
  const say = useSay();
  if (people > 1) return <>{say(`${grouped(people)}人`, `${grouped(people)} people`)}</>;
  if (member === null) return <>{say("会員でない友だち", "A friend, no member")}</>;
  return <To to={`members/${member.publicId}`}>{member.name ?? say("(名前なし)", "(no name)")}</To>;
}

const colours: Readonly<Record<MessageStatus, string>> = {
  waiting: "blue",
  sent: "green",
  refused: "red",
  unknown: "orange",
  dropped: "gray",
};

export function StatusBadge({ status }: { readonly status: MessageStatus }) {
  const say = useSay();
  return (
    <Badge variant="light" color={colours[status]}>
      {say(...messageStatusWords[status])}
    </Badge>
  );
}
