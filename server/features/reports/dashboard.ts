import { addDays, startOfDay } from "../../../shared/dates.ts";
import {
  type Compared,
  type Dashboard,
  type DashboardAsked,
  keptOf,
  noSums,
  type PeriodFigures,
  type SeriesPoint,
  type StoreFigures,
  type Sums,
} from "../../../shared/reports/dashboard.ts";
import {
  type Days,
  dayCount,
  daysDrawnMax,
  pointsOf,
  usualPeriod,
  weekBefore,
  yearBefore,
} from "../../../shared/reports/periods.ts";
import type { Deps } from "../../deps.ts";
import { activeAt, cameIn } from "./came.ts";
import { lineMonths } from "./line-cost.ts";
import { askedOf, type ByDay, byStore, type Reading, sumsByDay } from "./reading.ts";
import { rangeOf, type Scope, scopeOf, todayOf, together } from "./scope.ts";
import * as store from "./store-figures.ts";
import { membersBetween } from "./store-members.ts";
import { sumsOf, totalOf, within } from "./sums.core.ts";

/** Everything of the morning's screen: a period, the same days a year before, day by day and store by store. */
export async function dashboard(deps: Deps, asked: DashboardAsked): Promise<Dashboard> {
  const scope = await scopeOf(deps, asked.place);
  const period = asked.period ?? usualPeriod(todayOf(deps));
  const days = rangeOf(deps, { ...asked, period });
  const before = yearBefore(period, days);
  const week = period === "today" || period === "yesterday" ? weekBefore(days) : null;
  const { answer, recent } = await together(deps, async (recent) => {
    const reading = { deps, scope, recent };
    const [now, year, lastWeek, stores, line] = await Promise.all([
      periodOf(reading, days),
      periodOf(reading, before),
      week === null ? null : periodOf(reading, week),
      storesIn(reading, days, before),
      scope.storeIds === null ? lineMonths(reading, [todayOf(deps).slice(0, 7)]) : [],
    ]);
    return {
      running: days.to === todayOf(deps),
      now: now.compared,
      yearBefore: year.compared,
      weekBefore: lastWeek?.compared ?? null,
      series: seriesOf(days, now.byDay, before, year.byDay),
      stores,
      line: line[0] ?? null,
    };
  });
  return { ...answer, counted: { whole: recent.whole, atMs: deps.clock.nowMs() } };
}

async function periodOf(
  reading: Reading,
  days: Days,
): Promise<{ readonly compared: Compared; readonly byDay: ByDay }> {
  const { scope } = reading;
  const asked = askedOf(reading);
  const isWhole = scope.storeIds === null;
  const [byDay, visits, active, coupons, shop] = await Promise.all([
    sumsByDay(reading, days),
    cameIn(reading, days),
    activeAt(reading, days.to),
    store.couponsIn(asked, days),
    isWhole ? wholeShop(reading, days) : nobodys,
  ]);
  const count = (kind: string) => Number(coupons.find((row) => row.kind === kind)?.count ?? 0);
  const figures: PeriodFigures = {
    ...totalOf(byDay.values()),
    ...visits,
    ...shop,
    couponsGiven: count("issued"),
    couponsUsed: count("redeemed") - count("undone"),
    active30: active.recent,
    active90: active.whole,
  };
  return { compared: { ...days, figures }, byDay };
}

/** Members belong to no store, nor do messages and the balance. */
const nobodys = { members: null, joined: null, left: null, messages: null, outstanding: null };

async function wholeShop(reading: Reading, days: Days) {
  const { deps, recent } = reading;
  const asked = askedOf(reading);
  const { timeZone } = deps.settings;
  const fromMs = startOfDay(days.from, timeZone);
  const untilMs = startOfDay(addDays(days.to, 1), timeZone);
  const [[before, during], messages, kept] = await Promise.all([
    membersBetween(asked.db, asked.dialect, [
      [0, fromMs],
      [fromMs, untilMs],
    ]),
    store.messagesIn(asked, days, { mark: recent.marks("message").through, fromMs, untilMs }),
    store.sumsUntil(asked, days.to),
  ]);
  const since = within(recent.folded, { from: "", to: days.to }, null).map(({ sums }) => sums);
  const [joined, left] = [during?.joined ?? 0, during?.left ?? 0];
  const members = (before?.joined ?? 0) - (before?.left ?? 0) + joined - left;
  return { members, joined, left, messages, outstanding: keptOf(totalOf([sumsOf(kept), ...since])) };
}

/** The period's points beside those of the year before, first beside first; of the longer one the end is left out. */
function seriesOf(days: Days, now: ByDay, before: Days, then: ByDay): readonly SeriesPoint[] {
  const points = pointsOf(days);
  const others = pointsOf(before);
  const sumsAt = (byDay: ByDay, at: string | undefined): Sums =>
    at === undefined
      ? noSums
      : totalOf([...byDay].filter(([on]) => on.startsWith(at)).map(([, sums]) => sums));
  return points.map((at, nth) => ({
    at,
    sums: sumsAt(now, at),
    beforeAt: others[nth] ?? "",
    before: sumsAt(then, others[nth]),
  }));
}

async function storesIn(reading: Reading, days: Days, before: Days): Promise<readonly StoreFigures[]> {
  const { scope, recent } = reading;
  const asked = askedOf(reading);
  const [rows, then, visitors] = await Promise.all([
    byStore(reading, days),
    byStore(reading, before),
    dayCount(days) > daysDrawnMax
      ? null
      : store.visitorsByStore(asked, days, recent.marks("purchase").through),
  ]);
  const cameTo = new Map((visitors ?? []).map((row) => [Number(row.store_id), Number(row.visitors)]));
  return scope.places
    .filter(({ kind, nodeId }) => kind === "store" && (rows.has(nodeId) || then.has(nodeId)))
    .map((node) => ({
      publicId: node.publicId,
      name: node.name,
      areaName: areaOf(scope, node.path),
      sums: rows.get(node.nodeId) ?? noSums,
      visitors: visitors === null ? null : (cameTo.get(node.nodeId) ?? 0),
      beforeYen: then.get(node.nodeId)?.yen ?? 0,
    }))
    .sort((a, b) => b.sums.yen - a.sums.yen);
}

function areaOf({ places }: Scope, path: string): string | null {
  return places.find(({ kind, path: area }) => kind === "area" && path.startsWith(area))?.name ?? null;
}
