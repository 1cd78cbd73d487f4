import { Alert, Button, Group, List, Paper, SimpleGrid, Stack, Table, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { addDays, weekdayOf } from "../../../shared/dates.ts";
import { quoteEarn } from "../../../shared/points/earn/quote.ts";
import { reduced } from "../../../shared/points/earn/reduce.ts";
import type { Award, EarnFacts } from "../../../shared/points/earn/types.ts";
import { awardLineWords, whyNotWords } from "../../../shared/points/programme/explain.ts";
import type { Programme } from "../../../shared/points/programme/schema.ts";
import { dayOf, pointsOf, yenOf } from "../../../shared/points/programme/words.ts";
import type { Simulation } from "../../../shared/points/simulation/schema.ts";
import type { Rank } from "../../../shared/ranks/schema.ts";
import { ask } from "../../api/client.ts";
import { useLadder } from "../api.ts";
import { useDraft } from "../draft.tsx";
import { counted, useLanguage, useSay } from "../language.tsx";
import { Choice, DateField, NumField } from "../parts/Fields.tsx";
import { Heading, Trouble } from "../parts/States.tsx";
import { spendTrouble } from "../parts/spend-limit.ts";
import { useStaff } from "../session.tsx";
import { useWrongs, Watched } from "../wrong.tsx";
import { Changes } from "./Rules.tsx";

/** What a sale would earn, and what past sales would have earned. */
export function PreviewScreen() {
  const say = useSay();
  return (
    <>
      <Heading
        title={say("試算", "Preview")}
        about={say(
          "編集中のルールで計算します。何も書き込まれません。",
          "Counted by the rules as they are being edited. Nothing is written.",
        )}
      />
      <Changes />
      <Calculator />
      <Replay />
    </>
  );
}

interface Trial {
  readonly amountYen: number;
  readonly pointsUsed: number;
  readonly on: string;
  readonly at: string;
  readonly rank: string;
  readonly storeId: string;
  readonly channel: "store" | "ec";
  readonly nth: number;
  readonly birthday: boolean;
}

/** One amount typed at the till, as the engine wants it. Rules in draft count, because trying them is the point. */
function tried(programme: Programme, trial: Trial, rank: Rank | undefined): Award {
  const basket = basketOf(programme, trial);
  const pointsYen = Math.min(trial.amountYen, trial.pointsUsed * programme.use.yenPerPoint);
  const facts: EarnFacts = {
    trigger: "purchase",
    memberId: "",
    amountsAre: programme.amountIs,
    businessDate: trial.on,
    weekday: weekdayOf(trial.on),
    timeOfDay: trial.at,
    places: trial.storeId === "" ? [] : [trial.storeId],
    storeId: trial.storeId === "" ? null : trial.storeId,
    channel: trial.channel,
    rank: rank === undefined ? null : { code: rank.code, multiplierPerMille: rank.multiplierPerMille },
    segments: [],
    nthPurchase: trial.nth,
    firstOfDay: true,
    birthdayMonth: trial.birthday,
    paymentMethods: [],
    pointsUsed: trial.pointsUsed,
    pools: {},
  };
  const rules = programme.rules.map((rule) =>
    rule.state === "draft" ? { ...rule, state: "active" as const } : rule,
  );
  return quoteEarn({ ...programme, rules }, facts, reduced(basket, pointsYen, programme.use));
}

function basketOf(programme: Programme, trial: Trial) {
  return {
    amountsAre: programme.amountIs,
    lines: [
      {
        lineId: "1",
        itemCode: null,
        categories: [],
        brand: null,
        quantity: 1,
        amountYen: trial.amountYen,
        taxPerMille: programme.taxPerMille,
        kind: "item" as const,
      },
    ],
    discountYen: 0,
    payments: [],
  };
}

function Calculator() {
  const { draft } = useDraft();
  const { language } = useLanguage();
  const { stores, businessDate } = useStaff();
  const ladder = useLadder().data?.ladder;
  const say = useSay();
  const wrongs = useWrongs();
  const [trial, setTrial] = useState<Trial>({
    amountYen: 1280,
    pointsUsed: 0,
    on: businessDate,
    at: "12:00",
    rank: "",
    storeId: stores.find((place) => place.kind === "store")?.publicId ?? "",
    channel: "store",
    nth: 2,
    birthday: false,
  });
  const change = (part: Partial<Trial>): void => setTrial({ ...trial, ...part });
  const ranks = ladder?.enabled ? ladder.ranks : [];
  const award = useMemo(
    () =>
      tried(
        draft,
        trial,
        ranks.find((rank) => rank.code === trial.rank),
      ),
    [draft, trial, ranks],
  );
  const lines = basketOf(draft, trial).lines.map((line) => ({ ...line, discountYen: 0, couponYen: 0 }));
  const trouble = spendTrouble(draft, lines, trial.pointsUsed, say);
  return (
    <Paper withBorder p="md" component="section" aria-label={say("会計の試算", "A sale")}>
      <Watched by={wrongs}>
        <Stack>
          <Group align="flex-start">
            <NumField
              at="amountYen"
              label={
                draft.amountIs === "tax_included"
                  ? say("金額(税込)", "Amount with tax")
                  : say("金額(税抜)", "Amount without tax")
              }
              unit="¥"
              min={1}
              w={160}
              value={trial.amountYen}
              onChange={(amountYen) => change({ amountYen })}
            />
            <NumField
              at="pointsUsed"
              label={say("使うポイント", "Points used")}
              unit="P"
              w={200}
              error={trouble ?? undefined}
              value={trial.pointsUsed}
              onChange={(pointsUsed) => change({ pointsUsed })}
            />
            <DateField
              label={say("日付", "Date")}
              value={trial.on}
              onChange={(on) => on !== null && change({ on })}
            />
            <TextInput
              type="time"
              label={say("時刻", "Time")}
              value={trial.at}
              w={130}
              onChange={({ currentTarget }) =>
                currentTarget.value !== "" && change({ at: currentTarget.value })
              }
            />
            {ranks.length > 0 && (
              <Choice
                label={say("ランク", "Rank")}
                w={170}
                value={trial.rank}
                options={Object.fromEntries([
                  ["", say("指定なし", "None")],
                  ...ranks.map((rank) => [rank.code, rank.name[language]]),
                ])}
                onChange={(rank) => change({ rank })}
              />
            )}
            <Choice
              label={say("お店", "Store")}
              w={170}
              value={trial.storeId}
              options={Object.fromEntries(stores.map((place) => [place.publicId, place.name]))}
              onChange={(storeId) => change({ storeId })}
            />
            <Choice
              label={say("販売方法", "Channel")}
              w={150}
              value={trial.channel}
              options={{ store: say("店頭", "Store"), ec: say("オンライン", "Online") }}
              onChange={(channel) => change({ channel })}
            />
            <NumField
              at="nth"
              label={say("何回目の購入", "Which purchase")}
              min={1}
              max={100_000}
              w={140}
              value={trial.nth}
              onChange={(nth) => change({ nth })}
            />
            <Choice
              label={say("誕生月", "Birthday month")}
              w={130}
              value={trial.birthday ? "yes" : "no"}
              options={{ no: say("いいえ", "No"), yes: say("はい", "Yes") }}
              onChange={(birthday) => change({ birthday: birthday === "yes" })}
            />
          </Group>
          {trouble === null && !wrongs.any ? (
            <Explained award={award} trial={trial} />
          ) : (
            <Alert
              color="red"
              role="status"
              title={say("この内容では会計できません", "This sale could not be made")}
            >
              {trouble ?? say("赤い欄を直してください。", "Put the red fields right first.")}
            </Alert>
          )}
        </Stack>
      </Watched>
    </Paper>
  );
}

function Explained({ award, trial }: { readonly award: Award; readonly trial: Trial }) {
  const { draft } = useDraft();
  const { language } = useLanguage();
  const say = useSay();
  const name = (ruleId: string | null): string | null =>
    draft.rules.find((rule) => rule.ruleId === ruleId)?.name[language] ?? null;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <div role="status">
        <Text size="sm" c="dimmed">
          {yenOf(trial.amountYen)} {say("で付くポイント", "earns")}
        </Text>
        <Text className="sum numbers">{pointsOf(award.points, language)}</Text>
        <List mt="xs" size="sm" spacing={4}>
          {award.lines.map((line) => (
            <List.Item key={`${line.ruleId} ${line.lineIds.join(" ")}`}>
              <b>{line.name[language]}</b>: {awardLineWords(line, language)}
            </List.Item>
          ))}
        </List>
        {award.yenToNextPoint !== null && award.yenToNextPoint > 0 && (
          <Text size="sm" mt="xs">
            {say(
              `あと${yenOf(award.yenToNextPoint)}で次のポイント`,
              `${yenOf(award.yenToNextPoint)} more for the next point`,
            )}
          </Text>
        )}
      </div>
      <div>
        <Text size="sm" c="dimmed">
          {say("これより多くない理由", "Why not more")}
        </Text>
        {award.whyNot.length === 0 ? (
          <Text size="sm">{say("すべてのルールが付いています。", "Every rule gives what it can.")}</Text>
        ) : (
          <List size="sm" spacing={4} mt={4}>
            {award.whyNot.map((why) => (
              <List.Item key={`${why.ruleId} ${why.reason}`}>
                {whyNotWords(why, name(why.ruleId), language)}
              </List.Item>
            ))}
          </List>
        )}
      </div>
    </SimpleGrid>
  );
}

function Replay() {
  const { draft } = useDraft();
  const { businessDate } = useStaff();
  const { language } = useLanguage();
  const say = useSay();
  const [days, setDays] = useState(30);
  const wrongs = useWrongs();
  const simulation = useMutation({
    mutationFn: () =>
      ask<Simulation>("/api/console/simulate", {
        body: { programme: draft, from: addDays(businessDate, 1 - days), to: businessDate },
        timeoutMs: 60_000,
      }),
  });
  const result = simulation.data;
  return (
    <Paper withBorder p="md" component="section" aria-label={say("過去の会計での試算", "Past sales")}>
      <Stack>
        <Group align="flex-end">
          <Watched by={wrongs}>
            <NumField
              at="days"
              label={say(
                "過去の会計を、編集中のルールで計算し直す",
                "Count past sales again by the edited rules",
              )}
              unit={say("日", "days")}
              min={1}
              max={400}
              w={300}
              value={days}
              onChange={setDays}
            />
          </Watched>
          <Button
            variant="default"
            disabled={wrongs.any}
            loading={simulation.isPending}
            onClick={() => simulation.mutate()}
          >
            {say("計算する", "Count")}
          </Button>
        </Group>
        <Trouble error={simulation.error} />
        {result !== undefined && (
          <>
            <Text>
              {say(
                `${dayOf(result.from)}〜${dayOf(result.to)}の会計${result.sales}件: ${pointsOf(result.points.before, language)} → ${pointsOf(result.points.after, language)}(${yenOf(result.yen.before)} → ${yenOf(result.yen.after)}相当)`,
                `${counted(result.sales, "sale")} from ${dayOf(result.from)} to ${dayOf(result.to)}: ${pointsOf(result.points.before, language)} → ${pointsOf(result.points.after, language)} (worth ${yenOf(result.yen.before)} → ${yenOf(result.yen.after)})`,
              )}
            </Text>
            <Text size="sm">
              {say(
                `増える会員${result.members.win}人・減る会員${result.members.lose}人・変わらない会員${result.members.same}人`,
                `Members who get more: ${result.members.win}, less: ${result.members.lose}, the same: ${result.members.same}`,
              )}
            </Text>
            {!result.complete && (
              <Alert color="yellow">
                {say("会計が多いため、途中までの結果です。", "There are more sales than were counted.")}
              </Alert>
            )}
            {result.byRule.length > 0 && (
              <div className="scroll-x">
                <Table>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{say("ルール", "Rule")}</Table.Th>
                      <Table.Th ta="right">{say("これまで", "Before")}</Table.Th>
                      <Table.Th ta="right">{say("変更後", "After")}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {result.byRule.map((rule) => (
                      <Table.Tr key={rule.ruleId}>
                        <Table.Td>{rule.name[language]}</Table.Td>
                        <Table.Td ta="right" className="numbers">
                          {pointsOf(rule.points.before, language)}
                        </Table.Td>
                        <Table.Td ta="right" className="numbers">
                          {pointsOf(rule.points.after, language)}
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </div>
            )}
          </>
        )}
      </Stack>
    </Paper>
  );
}
