import { Badge, Button, Table, Text } from "@mantine/core";
import type { EventLine, EventStatus } from "../../../../shared/inbox/console.ts";
import { momentOf, useSay } from "../../language.tsx";
import { useStaff } from "../../session.tsx";
import { statusColours, statusWords, typeWords } from "./words.ts";

export function EventRows(props: {
  readonly events: readonly EventLine[];
  readonly onOpen: (event: EventLine) => void;
}) {
  const { timeZone } = useStaff();
  const say = useSay();
  return (
    <Table highlightOnHover className="cards">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{say("起きた日時", "Happened")}</Table.Th>
          <Table.Th>{say("種類", "What")}</Table.Th>
          <Table.Th>{say("状態", "Status")}</Table.Th>
          <Table.Th>{say("理由", "Why")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.events.map((event) => (
          <Table.Tr key={event.eventId}>
            <Table.Td className="numbers" data-label={say("起きた日時", "Happened")}>
              {momentOf(event.occurredAtMs, timeZone)}
            </Table.Td>
            <Table.Td data-label={say("種類", "What")}>
              <Button variant="subtle" className="summary" onClick={() => props.onOpen(event)}>
                {typeWords(event.type, say)}
              </Button>
            </Table.Td>
            <Table.Td data-label={say("状態", "Status")}>
              <EventBadge status={event.status} />
            </Table.Td>
            <Table.Td data-label={say("理由", "Why")}>
              <Text size="sm" className="token" lineClamp={3}>
                {event.failure ?? "—"}
              </Text>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

export function EventBadge({ status }: { readonly status: EventStatus }) {
  const say = useSay();
  return (
    <Badge variant="light" color={statusColours[status]}>
      {statusWords(say)[status]}
    </Badge>
  );
}
