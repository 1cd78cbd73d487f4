import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Legend,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { roundTicks } from "./ticks.ts";

/** One thing that a chart draws of each point. */
export interface Mark {
  readonly key: string;
  readonly name: string;
  readonly shape: "bar" | "line" | "dashes";
  readonly colour: string;
  /** Bars of one stack stand on one another. */
  readonly stack?: string;
}

export interface ChartProps {
  /** Each with `at`, its word on the axis, and a number for each mark. */
  readonly points: readonly Readonly<Record<string, string | number>>[];
  readonly marks: readonly Mark[];
  /** A number on the axis, and one in the note beside the pointer. */
  readonly short: (value: number) => string;
  readonly exact: (value: number) => string;
}

/** How high each mark reaches at a point: bars of one stack together, above and below nothing. */
function heightsOf(point: ChartProps["points"][number], marks: readonly Mark[]): readonly number[] {
  const stacks = new Map<string, readonly [below: number, above: number]>();
  for (const { key, stack = key } of marks) {
    const value = Number(point[key] ?? 0);
    const [below, above] = stacks.get(stack) ?? [0, 0];
    stacks.set(stack, [below + Math.min(0, value), above + Math.max(0, value)]);
  }
  return [...stacks.values()].flat();
}

/** Bars and lines over time. What it shows stands in a table beneath it, so it is a picture to who cannot see. */
export default function Chart({ points, marks, short, exact }: ChartProps) {
  const drawn = points.flatMap((point) => heightsOf(point, marks));
  const ticks = roundTicks(Math.min(...drawn), Math.max(...drawn));
  return (
    <ResponsiveContainer width="100%" height={260}>
      <ComposedChart
        data={[...points]}
        margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="#e8e0d4" />
        <XAxis dataKey="at" tick={{ fontSize: 12, fill: "#5f564b" }} tickLine={false} minTickGap={16} />
        <YAxis
          width={56}
          tick={{ fontSize: 12, fill: "#5f564b" }}
          tickLine={false}
          axisLine={false}
          tickFormatter={short}
          ticks={[...ticks]}
          domain={[ticks[0] ?? 0, ticks.at(-1) ?? 1]}
        />
        <Tooltip formatter={(value) => exact(Number(value))} cursor={{ fill: "#f3ede4" }} />
        <Legend wrapperStyle={{ fontSize: 13 }} />
        {marks.map(({ key, name, shape, colour, stack }) =>
          shape === "bar" ? (
            <Bar
              key={key}
              dataKey={key}
              name={name}
              fill={colour}
              maxBarSize={36}
              isAnimationActive={false}
              {...(stack === undefined ? {} : { stackId: stack })}
            />
          ) : (
            <Line
              key={key}
              dataKey={key}
              name={name}
              stroke={colour}
              strokeWidth={2}
              dot={false}
              isAnimationActive={false}
              {...(shape === "dashes" ? { strokeDasharray: "5 4" } : {})}
            />
          ),
        )}
      </ComposedChart>
    </ResponsiveContainer>
  );
}
