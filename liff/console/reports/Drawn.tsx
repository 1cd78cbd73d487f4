import { Paper, Skeleton, Text, Title } from "@mantine/core";
import { lazy, type ReactNode, Suspense } from "react";
import type { ChartProps } from "./Charts.tsx";

/** The library that draws is a script of its own, which comes when the first chart does. */
const Chart = lazy(() => import("./Charts.tsx"));

/** A chart with its name and what it says in a sentence; its numbers stand in the table beneath. */
export function Drawn({
  title,
  told,
  children,
  ...chart
}: ChartProps & {
  readonly title: string;
  readonly told: string;
  /** Beside the title: what else may be drawn. */
  readonly children?: ReactNode;
}) {
  return (
    <Paper className="sheet" p="md" component="figure" m={0}>
      <div className="chart-head">
        <Title order={2} size="h3">
          {title}
        </Title>
        {children}
      </div>
      <div role="img" aria-label={`${title}。${told}`} className="drawn">
        <Suspense fallback={<Skeleton h={260} />}>
          <Chart {...chart} />
        </Suspense>
      </div>
      <Text size="sm" c="dimmed" component="figcaption">
        {told}
      </Text>
    </Paper>
  );
}
