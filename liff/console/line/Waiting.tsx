import { Alert, Button, Group, Paper, Table, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Dropped, QuotaView } from "../../../shared/outbox/console.ts";
import { messageReasonWords } from "../../../shared/outbox/reasons.ts";
import { grouped } from "../../../shared/points/programme/words.ts";
import { ask } from "../../api/client.ts";
import { momentOf, useSay } from "../language.tsx";
import { Empty, Trouble } from "../parts/States.tsx";
import { To } from "../parts/To.tsx";
import { useStaff } from "../session.tsx";

/** What waits, by reason; what the shop has to say can be dropped as a whole. */
export function Waiting({ waiting }: { readonly waiting: QuotaView["waiting"] }) {
  const say = useSay();
  return (
    <Paper withBorder p="md" component="section" aria-label={say("待っているメッセージ", "What waits")}>
      <Group justify="space-between" mb="xs">
        <Text fw={700} component="h2">
          {say("待っているメッセージ", "What waits")}
        </Text>
        <To to="messages?status=waiting">{say("一覧で見る", "See the list")}</To>
      </Group>
      {waiting.length === 0 ? (
        <Empty>{say("待っているものはありません。", "Nothing waits.")}</Empty>
      ) : (
        <Table className="cards">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say("理由", "Why")}</Table.Th>
              <Table.Th ta="right">{say("件数", "Messages")}</Table.Th>
              <Table.Th ta="right">{say("人数", "People")}</Table.Th>
              <Table.Th>{say("いちばん古いもの", "The oldest")}</Table.Th>
              <Table.Th />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {waiting.map((row) => (
              <Row row={row} key={row.reason} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Paper>
  );
}

function Row({ row }: { readonly row: QuotaView["waiting"][number] }) {
  const { timeZone, rights } = useStaff();
  const say = useSay();
  const [sure, setSure] = useState(false);
  return (
    <>
      <Table.Tr>
        <Table.Td data-label={say("理由", "Why")}>{say(...messageReasonWords[row.reason])}</Table.Td>
        <Table.Td ta="right" className="numbers" data-label={say("件数", "Messages")}>
          {grouped(row.messages)}
        </Table.Td>
        <Table.Td ta="right" className="numbers" data-label={say("人数", "People")}>
          {grouped(row.people)}
        </Table.Td>
        <Table.Td className="numbers" data-label={say("いちばん古いもの", "The oldest")}>
          {momentOf(row.oldestAtMs, timeZone)}
        </Table.Td>
        <Table.Td className={row.droppable ? "" : "none"} ta="right" data-label="">
          {row.droppable && rights.messages && !sure && (
            <Button size="xs" variant="default" onClick={() => setSure(true)}>
              {say("取りやめる", "Drop")}
            </Button>
          )}
        </Table.Td>
      </Table.Tr>
      {sure && (
        <Table.Tr>
          <Table.Td colSpan={5}>
            <DropAll row={row} onDone={() => setSure(false)} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

function DropAll(props: { readonly row: QuotaView["waiting"][number]; readonly onDone: () => void }) {
  const { row, onDone } = props;
  const queries = useQueryClient();
  const say = useSay();
  const drop = useMutation({
    mutationFn: () =>
      ask<Dropped>("/api/console/messages/drop", { body: { reason: row.reason, untilId: row.newestId } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["messages"] });
      onDone();
    },
  });
  return (
    <Alert color="red" title={say("待っているものを送らずに終えます", "What waits is never sent")}>
      <Text size="sm" mb="xs">
        {say(
          `${say(...messageReasonWords[row.reason])} ${grouped(row.messages)}件(${grouped(row.people)}人)を取りやめます。元に戻せません。すでに送った分は変わりません。`,
          `${grouped(row.messages)} messages to ${grouped(row.people)} people are dropped for good. Those that went out stay as they are.`,
        )}
      </Text>
      <Trouble error={drop.error} />
      <Group gap="xs">
        <Button color="red" loading={drop.isPending} onClick={() => drop.mutate()}>
          {say("送らずに取りやめる", "Drop them")}
        </Button>
        <Button variant="subtle" color="gray" onClick={onDone}>
          {say("やめる", "Cancel")}
        </Button>
      </Group>
    </Alert>
  );
}
