import { Button, Group, List, Paper, Stack, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ConsoleHistoryItem, MemberBalance } from "../../../shared/points/programme/console.ts";
import { awardLineWords, whyNotWords } from "../../../shared/points/programme/explain.ts";
import { dayOf, pointsOf, yenOf } from "../../../shared/points/programme/words.ts";
import type { EntryKind } from "../../../shared/points/schema.ts";
import type { SaleExplained } from "../../../shared/purchases/schema.ts";
import { ask } from "../../api/client.ts";
import { useHistory } from "../api.ts";
import { momentOf, type Say, signed, useLanguage, useSay } from "../language.tsx";
import { useStaff } from "../session.tsx";
import { DateField } from "./Fields.tsx";
import { reasonWords } from "./reasons.ts";
import { Empty, Loaded } from "./States.tsx";

function kindWords(say: Say): Readonly<Record<EntryKind, string>> {
  return {
    earn: say("付与", "Earned"),
    spend: say("利用", "Used"),
    void: say("取消", "Undone"),
    refund: say("返品", "Returned"),
    adjust: say("手動調整", "Adjusted"),
    expire: say("失効", "Lapsed"),
    hold: say("お支払い処理中", "Held"),
    release: say("お支払い処理の中止", "Released"),
    activate: say("仮ポイントの確定", "Became usable"),
    reinstate: say("復活", "Reinstated"),
  };
}

/** Everything that moved a member's points, newest first, with who did it and why. */
export function History({ memberId }: { readonly memberId: string }) {
  const history = useHistory(memberId);
  const say = useSay();
  return (
    <Paper withBorder p="md" component="section" aria-label={say("履歴", "History")}>
      <Text fw={700} component="h2" mb="xs">
        {say("履歴", "History")}
      </Text>
      <Loaded query={history}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0)
            return <Empty>{say("まだ履歴がありません。", "Nothing has happened yet.")}</Empty>;
          return <Lines items={items} />;
        }}
      </Loaded>
      {history.hasNextPage && (
        <Button
          variant="default"
          mt="sm"
          loading={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {say("もっと見る", "Show more")}
        </Button>
      )}
    </Paper>
  );
}

function Lines({ items }: { readonly items: readonly ConsoleHistoryItem[] }) {
  const say = useSay();
  return (
    <Table className="cards">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{say("日時", "When")}</Table.Th>
          <Table.Th>{say("内容", "What")}</Table.Th>
          <Table.Th ta="right">{say("金額", "Amount")}</Table.Th>
          <Table.Th ta="right">{say("ポイント", "Points")}</Table.Th>
          <Table.Th ta="right">{say("残高(仮ポイント込み)", "Balance with pending")}</Table.Th>
          <Table.Th>{say("お店・担当", "Store and staff")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map((item) => (
          <Line item={item} key={item.seq} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Line({ item }: { readonly item: ConsoleHistoryItem }) {
  const { timeZone } = useStaff();
  const { language } = useLanguage();
  const say = useSay();
  const [open, setOpen] = useState(false);
  const who =
    item.by.name ??
    (item.by.kind === "key"
      ? say("API連携", "API")
      : item.by.kind === "member"
        ? say("会員本人", "The member")
        : item.by.kind === "staff"
          ? say("スタッフ", "Staff")
          : say("自動処理", "Automatic"));
  const earned = item.kind === "earn" && item.purchaseId !== null;
  return (
    <>
      <Table.Tr>
        <Table.Td className="numbers" data-label={say("日時", "When")}>
          {momentOf(item.occurredAtMs, timeZone)}
        </Table.Td>
        <Table.Td data-label={say("内容", "What")}>
          <div>
            {kindWords(say)[item.kind]}
            {item.undone && say("(取消済み)", " (undone)")}
            {item.reasonCode !== null && (
              <Text size="sm" c="dimmed">
                {reasonWords(say)[item.reasonCode]}
                {item.reason === null ? "" : `: ${item.reason}`}
                {item.fileName === null ? "" : ` (${item.fileName})`}
              </Text>
            )}
            {item.receiptNumber !== null && (
              <Text size="sm" c="dimmed">
                {say("会計番号", "Receipt")} {item.receiptNumber}
              </Text>
            )}
            {earned && (
              <Button
                variant="subtle"
                size="compact-sm"
                px={0}
                aria-expanded={open}
                onClick={() => setOpen(!open)}
              >
                {open ? say("内訳を閉じる", "Close") : say("付与の内訳", "Why so many")}
              </Button>
            )}
          </div>
        </Table.Td>
        <Table.Td
          ta="right"
          className={item.amountYen === null ? "none" : "numbers"}
          data-label={say("金額", "Amount")}
        >
          {item.amountYen === null ? "—" : yenOf(item.amountYen)}
        </Table.Td>
        <Table.Td ta="right" className="numbers" data-label={say("ポイント", "Points")}>
          {signed(item.points, language)}
        </Table.Td>
        <Table.Td
          ta="right"
          className="numbers"
          data-label={say("残高(仮ポイント込み)", "Balance with pending")}
        >
          {pointsOf(item.balanceAfter, language)}
        </Table.Td>
        <Table.Td data-label={say("お店・担当", "Store and staff")}>
          <div>
            {item.storeName !== null && <div>{item.storeName}</div>}
            <Text size="sm" c="dimmed">
              {who}
            </Text>
          </div>
        </Table.Td>
      </Table.Tr>
      {open && item.purchaseId !== null && (
        <Table.Tr>
          <Table.Td colSpan={6}>
            <Why purchaseId={item.purchaseId} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

/** Why a sale earned what it did and not more, by the rules of its day. */
function Why({ purchaseId }: { readonly purchaseId: string }) {
  const { language } = useLanguage();
  const say = useSay();
  const sale = useQuery({
    queryKey: ["sale", purchaseId],
    queryFn: () => ask<SaleExplained>(`/api/console/purchases/${encodeURIComponent(purchaseId)}`),
  });
  return (
    <Loaded query={sale}>
      {({ award, amountYen, amountsAre, pointsEarned, pointsUsed, programmeVersion }) => (
        <Stack gap={4}>
          <Text size="sm">
            {say(
              `${amountsAre === "tax_included" ? "税込" : "税抜"}${yenOf(amountYen)}・${pointsOf(pointsEarned, "ja")}付与${pointsUsed > 0 ? `・${pointsOf(pointsUsed, "ja")}利用` : ""}・バージョン${programmeVersion}のルール`,
              `${yenOf(amountYen)} ${amountsAre === "tax_included" ? "with" : "without"} tax, ${pointsOf(pointsEarned, "en")} earned${pointsUsed > 0 ? `, ${pointsOf(pointsUsed, "en")} used` : ""}, by version ${programmeVersion} of the rules`,
            )}
          </Text>
          <List size="sm" spacing={2}>
            {award.lines.map((line) => (
              <List.Item key={`${line.ruleId} ${line.lineIds.join(" ")}`}>
                <b>{line.name[language]}</b>: {awardLineWords(line, language)}
              </List.Item>
            ))}
            {award.whyNot.map((why) => (
              <List.Item key={`${why.ruleId} ${why.reason}`} c="dimmed">
                {whyNotWords(why, why.name?.[language] ?? null, language)}
              </List.Item>
            ))}
          </List>
        </Stack>
      )}
    </Loaded>
  );
}

/** What the member held at the end of a day, as the ledger says. */
export function BalanceOn({ memberId }: { readonly memberId: string }) {
  const { businessDate } = useStaff();
  const { language } = useLanguage();
  const say = useSay();
  const [on, setOn] = useState<string | null>(null);
  const asked = on !== null && on <= businessDate ? on : null;
  const balance = useQuery({
    queryKey: ["member", memberId, "balance", asked],
    enabled: asked !== null,
    queryFn: () =>
      ask<MemberBalance>(`/api/console/members/${encodeURIComponent(memberId)}/balance`, {
        query: { on: asked ?? "" },
      }),
  });
  return (
    <Paper withBorder p="md" component="section" aria-label={say("過去の残高", "Balance on a day")}>
      <Group align="flex-start">
        <DateField
          label={say("過去の日の残高", "Balance at the end of")}
          value={on}
          error={
            on !== null && asked === null
              ? say("今日までの日付を選んでください", "A day up to today, please")
              : undefined
          }
          onChange={setOn}
        />
        {asked !== null && (
          <Loaded query={balance}>
            {(found) => (
              <div role="status">
                <Text size="sm" c="dimmed">
                  {say(`${dayOf(found.on)}の終わり`, `At the end of ${dayOf(found.on)}`)}
                </Text>
                <Text fw={700} size="xl" className="numbers" data-testid="balance-on">
                  {pointsOf(found.usable, language)}
                </Text>
                <Group gap="md">
                  {found.pending > 0 && (
                    <Text size="sm">
                      {say("仮ポイント", "Pending")} {pointsOf(found.pending, language)}
                    </Text>
                  )}
                  {found.held > 0 && (
                    <Text size="sm">
                      {say("お支払い処理中", "Held")} {pointsOf(found.held, language)}
                    </Text>
                  )}
                  {found.debt > 0 && (
                    <Text size="sm">
                      {say("不足", "Owed")} {pointsOf(found.debt, language)}
                    </Text>
                  )}
                </Group>
              </div>
            )}
          </Loaded>
        )}
      </Group>
    </Paper>
  );
}
