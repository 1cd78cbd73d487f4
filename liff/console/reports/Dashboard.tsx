import { Alert, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { dayOf } from "../../../shared/points/programme/words.ts";
import type { Compared, Dashboard, PeriodFigures } from "../../../shared/reports/dashboard.ts";
import { momentOf, type Say, useSay } from "../language.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { usePlace } from "../router.tsx";
import { useStaff } from "../session.tsx";
import { useDashboard } from "./api.ts";
import { ByDayOrStore } from "./DashboardTables.tsx";
import { Trend } from "./DashboardTrend.tsx";
import "./reports.css";
import { LineCost } from "./LineCost.tsx";
import { ChooseDates, ScopeBar, useScope } from "./Scope.tsx";
import { Tile, type TileProps } from "./Tile.tsx";
import { tilesOf } from "./tiles.ts";

/** What a shop looks at in the morning: how it goes, beside the year before, and what each number is made of. */
export function DashboardScreen() {
  const say = useSay();
  const { query, ready } = useScope();
  const asked = useDashboard(query, ready);
  return (
    <>
      <Heading
        title={say("ダッシュボード", "Dashboard")}
        about={say(
          "会員・売上・ポイントの動きを、前の年と並べて見ます。",
          "Members, sales and points, beside the year before.",
        )}
      />
      <ScopeBar />
      {ready ? <Loaded query={asked}>{(view) => <Figures view={view} />}</Loaded> : <ChooseDates />}
    </>
  );
}

function Figures({ view }: { readonly view: Dashboard }) {
  const say = useSay();
  const { timeZone } = useStaff();
  const place = usePlace().query.get("place");
  const { now, counted } = view;
  return (
    <Stack gap="lg">
      <Text size="sm" c="dimmed" className="numbers">
        {daysWords(now)} ・ {say("集計時刻", "Counted at")} {momentOf(counted.atMs, timeZone)}
        {view.running &&
          ` ・ ${say("今日はまだ途中です", "Today is not over")}${
            now.from === now.to
              ? ""
              : say("。前年も同じ日付までです", ", and the year before ends on the same date")
          }`}
      </Text>
      {!counted.whole && <StillCounting />}
      {tilesOf(view, say, place).map(({ title, tiles }) => (
        <section key={title} aria-label={title}>
          <Title order={2} size="h3" mb="sm">
            {title}
          </Title>
          <SimpleGrid cols={{ base: 2, sm: 3, lg: 4 }} spacing="sm">
            {tiles.map(({ of, ...tile }) => (
              <Tile key={tile.name} {...tile} value={of(now.figures)} beside={besideOf(view, of, say)} />
            ))}
          </SimpleGrid>
        </section>
      ))}
      {view.line !== null && <LineCost line={view.line} />}
      <Trend view={view} />
      <ByDayOrStore view={view} />
      <HowItIsCounted />
    </Stack>
  );
}

export function StillCounting() {
  const say = useSay();
  return (
    <Alert color="yellow" title={say("過去の履歴を集計しています", "The history is still being counted")}>
      {say(
        "終わるまで、古い日の数字は少なく出ます。しばらくしてから開き直してください。",
        "Until it is done, the numbers of older days are too low. Please come back in a while.",
      )}
    </Alert>
  );
}

function daysWords({ from, to }: { readonly from: string; readonly to: string }): string {
  return from === to ? dayOf(from) : `${dayOf(from)} – ${dayOf(to)}`;
}

function besideOf(view: Dashboard, of: (figures: PeriodFigures) => number, say: Say): TileProps["beside"] {
  const { now, yearBefore, weekBefore, running } = view;
  const compared = !(running && now.from === now.to);
  const whole = compared ? "" : say("(1日)", ", whole day");
  const countOf = ({ figures }: Compared): number | null => (isNothing(figures) ? null : of(figures));
  return [
    ...(weekBefore === null
      ? []
      : [{ name: `${say("前週", "Week before")}${whole}`, value: countOf(weekBefore), compared }]),
    { name: `${say("前年", "Year before")}${whole}`, value: countOf(yearBefore), compared },
  ];
}

/** There was no shop yet, or nothing was carried over from then. */
function isNothing(figures: PeriodFigures): boolean {
  return Object.values(figures).every((value) => value === null || value === 0);
}

/** Each definition in plain words, once on the page. */
function HowItIsCounted() {
  const say = useSay();
  const lines: readonly (readonly [string, string])[] = [
    [
      "取消と返品の金額・ポイントは、取り消した日・返品した日の数字から引きます。締めた月の数字が後から変わることはありません(通信が切れていたレジの会計が後から届いたときを除く)。",
      "What is voided or returned is taken off on the day on which that happens, so the numbers of a month that is over do not change, except by sales that a till without a network tells later.",
    ],
    [
      "来店・来店会員は、取り消されていない会計のある日を数えます。同じ会員が同じ日に2回会計しても来店は1回です。取消は10分ほどで反映されます。",
      "Visits are members' days with a sale that stands: two sales on one day are one visit. An undone sale leaves them within some ten minutes.",
    ],
    [
      "リピート率は、期間中に2日以上来店した会員 ÷ 期間中に来店した会員です。",
      "The repeat rate is members who came on two days or more, of all who came in the period.",
    ],
    [
      "今日・昨日・今週・過去30日(昨日まで)の前年は、曜日をそろえて364日前と比べます。今日は途中なので、1日ぶんの数字と並べるだけで割合は出しません。月より長い期間は同じ日付で比べ、2月は月末どうしを比べます。",
      "A day, a week and the last 30 days, which end yesterday, stand beside the same weekdays, 364 days before; a day that is not over has no share of a whole one; longer periods beside the same dates, and the end of February beside the end of February.",
    ],
    [
      "発行残高は、付与と調整から利用と失効を引いた、期間の最後の日の終わりの残りです。まだ使えない仮ポイントを含み、仮押さえ中のポイントは利用に数えます。",
      "Outstanding points are those given and moved by hand, less used and lapsed, at the end of the last day; with those that cannot be used yet, without those put aside for a payment.",
    ],
  ];
  return (
    <details>
      <summary>{say("数え方", "How it is counted")}</summary>
      <Stack gap="xs" mt="sm">
        {lines.map((line) => (
          <Text size="sm" key={line[1]}>
            {say(...line)}
          </Text>
        ))}
      </Stack>
    </details>
  );
}
