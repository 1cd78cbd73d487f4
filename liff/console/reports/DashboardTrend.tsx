import { SegmentedControl } from "@mantine/core";
import { grouped } from "../../../shared/points/programme/words.ts";
import type { Dashboard, Sums } from "../../../shared/reports/dashboard.ts";
import { useSay } from "../language.tsx";
import { usePlace } from "../router.tsx";
import type { Words } from "../screen.ts";
import { colours } from "./colours.ts";
import { Drawn } from "./Drawn.tsx";
import { atOf, numberOf, shortOf, tickOf } from "./words.ts";

const kinds = ["yen", "sales", "earned", "used"] as const;
type Kind = (typeof kinds)[number];

const names: Readonly<Record<Kind, Words>> = {
  yen: ["売上", "Yen"],
  sales: ["会計", "Sales"],
  earned: ["付与", "Given"],
  used: ["利用", "Used"],
};

/** One sum over the period's days or months, beside the year before. */
export function Trend({ view }: { readonly view: Dashboard }) {
  const { query, refine } = usePlace();
  const say = useSay();
  const kind = kinds.find((one) => one === query.get("chart")) ?? "yen";
  const drawnOf = (sums: Sums): number => sums[kind];
  const { series } = view;
  const first = series[0];
  if (series.length < 2 || first === undefined) return null;
  const best = series.reduce((top, point) => (drawnOf(point.sums) > drawnOf(top.sums) ? point : top), first);
  const most = grouped(Math.max(0, drawnOf(best.sums)));
  return (
    <Drawn
      title={say(`${names[kind][0]}の推移`, `${names[kind][1]} over time`)}
      told={say(
        `もっとも多いのは${atOf(best.at)}の${most}。点線は前の年。数字は下の表にあります。`,
        `Most on ${atOf(best.at)}: ${most}. The dashes are the year before. The numbers stand in the table below.`,
      )}
      points={series.map(({ at, sums, before }) => ({
        at: tickOf(at),
        now: drawnOf(sums),
        before: drawnOf(before),
      }))}
      marks={[
        { key: "now", name: say("この期間", "This period"), shape: "bar", colour: colours.now },
        { key: "before", name: say("前の年", "Year before"), shape: "dashes", colour: colours.before },
      ]}
      short={(value) => shortOf(value, say)}
      exact={numberOf}
    >
      <SegmentedControl
        aria-label={say("グラフの数字", "What is drawn")}
        value={kind}
        data={kinds.map((value) => ({ value, label: say(...names[value]) }))}
        onChange={(value) => refine({ chart: value === "yen" ? null : value })}
      />
    </Drawn>
  );
}
