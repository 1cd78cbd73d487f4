import { Group, Paper, Text, Title } from "@mantine/core";
import type { CouponResults } from "../../../../shared/coupons/console.ts";
import { addDays } from "../../../../shared/dates.ts";
import { dayOf, grouped } from "../../../../shared/points/programme/words.ts";
import { useSay } from "../../language.tsx";
import { useStaff } from "../../session.tsx";
import { daysDrawn } from "./days.core.ts";

const heightPx = 120;

/**
 * Given and used, day by day, two bars beside each other. Who cannot see it hears its sum in a sentence; every number of it
 * stands in the table below.
 */
export function DayChart({ days }: { readonly days: CouponResults["byDay"] }) {
  const { businessDate } = useStaff();
  const say = useSay();
  const drawn = daysDrawn(days, businessDate, addDays);
  const most = Math.max(0, ...drawn.map(({ given, used }) => Math.max(given, used)));
  const first = drawn[0];
  if (most === 0 || first === undefined) return null;
  const best = drawn.reduce((top, day) => (day.used > top.used ? day : top), first);
  const told =
    best.used === 0
      ? say("この期間に利用はありません。", "None was used in these days.")
      : say(
          `利用がもっとも多かったのは${dayOf(best.on)}の${grouped(best.used)}回です。`,
          `Most were used on ${dayOf(best.on)}: ${grouped(best.used)}.`,
        );
  const high = (value: number): number => (value / most) * heightPx;
  return (
    <Paper withBorder p="md" component="figure" m={0} className="figure">
      <Group justify="space-between" component="figcaption" mb="sm">
        <Title order={2} size="h3">
          {say("日ごとの配布と利用", "Given and used, by day")}
        </Title>
        <Group gap="md">
          <Text size="sm" className="chart-key" data-kind="given">
            {say("配布", "Given")}
          </Text>
          <Text size="sm" className="chart-key" data-kind="used">
            {say("利用", "Used")}
          </Text>
        </Group>
      </Group>
      <svg
        className="chart"
        viewBox={`0 0 ${drawn.length * 10} ${heightPx}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={say(
          `日ごとの配布と利用のグラフ。${dayOf(first.on)}から${dayOf(businessDate)}まで。${told}`,
          `Chart of given and used by day, ${dayOf(first.on)} to ${dayOf(businessDate)}. ${told}`,
        )}
      >
        {drawn.map(({ on, given, used }, nth) => (
          <g key={on}>
            <title>
              {say(`${dayOf(on)} 配布${given} 利用${used}`, `${dayOf(on)}: ${given} given, ${used} used`)}
            </title>
            <rect x={nth * 10} width="10" y="0" height={heightPx} fill="#fff0" />
            <rect x={nth * 10 + 1} width="4" y={heightPx - high(given)} height={high(given)} fill="#b9aa95" />
            <rect x={nth * 10 + 5} width="4" y={heightPx - high(used)} height={high(used)} fill="#b03a2e" />
          </g>
        ))}
      </svg>
      <Group justify="space-between">
        <Text size="sm" c="dimmed" className="numbers">
          {dayOf(first.on)}
        </Text>
        <Text size="sm" c="dimmed">
          {say(`最大 ${grouped(most)}`, `at most ${grouped(most)}`)}
        </Text>
        <Text size="sm" c="dimmed" className="numbers">
          {dayOf(businessDate)}
        </Text>
      </Group>
      <Text size="sm" mt={4}>
        {told}
      </Text>
    </Paper>
  );
}
