import { Group, Paper, SegmentedControl, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import type { CouponFigures, CouponResults, CouponState } from "../../../../shared/coupons/console.ts";
import { grouped } from "../../../../shared/points/programme/words.ts";
import { type Say, useSay } from "../../language.tsx";
import { Loaded } from "../../parts/States.tsx";
import { Teach } from "../../parts/Teach.tsx";
import type { Column } from "../../parts/table/columns.ts";
import { FiguresByDay, FiguresByStore, figureColumn } from "../../parts/table/FiguresBy.tsx";
import { usePlace } from "../../router.tsx";
import { useResults } from "./api.ts";
import { DayChart } from "./DayChart.tsx";

/** What became of it: in all, day by day as a chart, and by day or store as a table with its file. */
export function Results({ state }: { readonly state: CouponState }) {
  const results = useResults(state.couponId);
  const isShown = state.published?.mode !== "scan";
  const isEveryones = state.published?.issue.to === "everyone";
  return (
    <Loaded query={results}>
      {(answer) => (
        <Stack gap="lg">
          <Sums results={answer} isShown={isShown} isEveryones={isEveryones} />
          <DayChart days={answer.byDay} />
          <Tables results={answer} isEveryones={isEveryones} />
        </Stack>
      )}
    </Loaded>
  );
}

function Sums({
  results,
  isShown,
  isEveryones,
}: {
  readonly results: CouponResults;
  readonly isShown: boolean;
  /** Who has it without being given it is not counted: rows are made when one is touched. */
  readonly isEveryones: boolean;
}) {
  const say = useSay();
  const { given, seen, used, yen, points } = results;
  const rate = given === 0 || isEveryones ? null : Math.round((used / given) * 1000) / 10;
  const figures: readonly (readonly [string, string, string])[] = [
    isEveryones
      ? [say("配布", "Given"), "—", say("会員全員", "Every member")]
      : [say("配布", "Given"), grouped(given), ""],
    [say("見た会員", "Members who saw it"), grouped(seen), ""],
    [
      say("利用", "Used"),
      grouped(used),
      rate === null ? "" : say(`配布の${rate}%`, `${rate}% of those given`),
    ],
    [say("値引き", "Taken off"), `¥${grouped(yen)}`, used === 0 || yen === 0 ? "" : perUse(yen, used, say)],
    ...(points === 0 ? [] : ([[say("付けたポイント", "Points"), `${grouped(points)}P`, ""]] as const)),
  ];
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        {figures.map(([label, value, more]) => (
          <Paper withBorder p="md" key={label} className="figure">
            <Text size="sm" c="dimmed">
              {label}
            </Text>
            <Text fz={28} fw={700} className="numbers">
              {value}
            </Text>
            <Text size="sm" c="dimmed" className="numbers">
              {more}
            </Text>
          </Paper>
        ))}
      </SimpleGrid>
      {isShown && (
        <Text size="sm" c="dimmed">
          {say(
            "スタッフに見せて使われた分は、お会計と結びつかないため、値引きの金額に入りません。",
            "Uses that were only shown to staff have no sale, and so no yen here.",
          )}
        </Text>
      )}
    </>
  );
}

function perUse(yen: number, used: number, say: Say): string {
  const each = grouped(Math.round(yen / used));
  return say(`1回あたり¥${each}`, `¥${each} a use`);
}

function figuresOf(isEveryones: boolean): readonly Column<CouponFigures>[] {
  return [
    ...(isEveryones ? [] : [figureColumn("given", ["配布", "Given"])]),
    figureColumn("used", ["利用", "Used"]),
    figureColumn("yen", ["値引き(円)", "Yen off"]),
    figureColumn("points", ["ポイント", "Points"]),
  ];
}

interface Tabled {
  readonly results: CouponResults;
  readonly isEveryones: boolean;
}

function Tables({ results: { byDay, byStore }, isEveryones }: Tabled) {
  const { query, refine } = usePlace();
  const say = useSay();
  const by = query.get("by") === "store" ? "store" : "day";
  const figures = figuresOf(isEveryones);
  return (
    <Stack gap="sm" component="section">
      <Group justify="space-between">
        <Title order={2} size="h3">
          {by === "day" ? say("日ごと(90日)", "By day, 90 days") : say("お店ごと", "By store")}
        </Title>
        <SegmentedControl
          aria-label={say("内訳", "By")}
          value={by}
          data={[
            { value: "day", label: say("日ごと", "By day") },
            { value: "store", label: say("お店ごと", "By store") },
          ]}
          onChange={(value) => refine({ by: value === "day" ? null : value, sort: null, page: null })}
        />
      </Group>
      {by === "day" ? (
        <FiguresByDay
          name={["クーポン 日ごと", "Coupon by day"]}
          figures={figures}
          rows={byDay}
          empty={<Nothing />}
        />
      ) : (
        <FiguresByStore
          name={["クーポン お店ごと", "Coupon by store"]}
          figures={figures}
          rows={byStore}
          order="-used"
          none={["お店の指定なし", "No store"]}
          empty={<Nothing />}
        />
      )}
    </Stack>
  );
}

function Nothing() {
  const say = useSay();
  return (
    <Teach title={say("まだ数字がありません", "No figures yet")}>
      {say("最初の1枚が届くか使われると、ここに並びます。", "They appear when the first is given or used.")}
    </Teach>
  );
}
