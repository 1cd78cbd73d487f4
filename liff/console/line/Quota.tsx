import { Group, Paper, Progress, SimpleGrid, Stack, Table, Text } from "@mantine/core";
import type { QuotaView } from "../../../shared/outbox/console.ts";
import { messageReasonWords } from "../../../shared/outbox/reasons.ts";
import { grouped } from "../../../shared/points/programme/words.ts";
import { momentOf, useSay } from "../language.tsx";
import { Empty, Loaded } from "../parts/States.tsx";
import { To } from "../parts/To.tsx";
import { useStaff } from "../session.tsx";
import { useQuota } from "./api.ts";
import { ReserveForm } from "./ReserveForm.tsx";

/** The month's messages: what the plan has, what is used, what is kept back, and what waits. */
export function Quota() {
  const quota = useQuota();
  return (
    <Loaded query={quota}>
      {(found) => (
        <>
          <Month quota={found} />
          <Waiting waiting={found.waiting} />
        </>
      )}
    </Loaded>
  );
}

function Month({ quota }: { readonly quota: QuotaView }) {
  const { timeZone } = useStaff();
  const say = useSay();
  const messages = (count: number): string => say(`${grouped(count)}通`, grouped(count));
  const { plan, used, readAtMs, campaignLeft } = quota;
  return (
    <Paper withBorder p="md" component="section" aria-label={say("今月の通数", "The month's messages")}>
      <Stack gap="sm">
        <Text fw={700} component="h2">
          {say("今月の通数", "The month's messages")}
        </Text>
        {plan === null || used === null ? (
          <Text size="sm" c="dimmed">
            {say(
              "LINEにまだ確認していません。最初の送信のあとに表示されます。",
              "LINE has not been asked yet; it will be with the first message.",
            )}
          </Text>
        ) : plan.kind === "none" ? (
          <Text>{say(`上限なし・${messages(used)}使用`, `No limit; ${messages(used)} used`)}</Text>
        ) : (
          <>
            <SimpleGrid cols={{ base: 2, sm: 4 }}>
              <Figure label={say("プラン", "Plan")} value={messages(plan.perMonth)} />
              <Figure label={say("使用", "Used")} value={messages(used)} />
              <Figure label={say("残り", "Left")} value={messages(Math.max(0, plan.perMonth - used))} />
              <Figure
                label={say("うち配信に使える", "Of these for campaigns")}
                value={campaignLeft === null ? "—" : messages(campaignLeft)}
              />
            </SimpleGrid>
            <Progress
              value={plan.perMonth === 0 ? 100 : Math.min(100, (used / plan.perMonth) * 100)}
              aria-label={say("今月の使用", "Used this month")}
              color={used >= plan.perMonth ? "red" : "thread"}
            />
          </>
        )}
        {readAtMs !== null && (
          <Text size="sm" c="dimmed">
            {say(
              `${momentOf(readAtMs, timeZone)}のLINEの数字に、その後送った分を足しています。LINEの数字は概数です。`,
              `LINE's figure of ${momentOf(readAtMs, timeZone)}, which is approximate, and what went out since.`,
            )}
          </Text>
        )}
        <ReserveForm quota={quota} />
      </Stack>
    </Paper>
  );
}

function Figure({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fw={700} size="lg" className="numbers">
        {value}
      </Text>
    </div>
  );
}

function Waiting({ waiting }: { readonly waiting: QuotaView["waiting"] }) {
  const { timeZone } = useStaff();
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
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {waiting.map((row) => (
              <Table.Tr key={row.reason}>
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
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Paper>
  );
}
