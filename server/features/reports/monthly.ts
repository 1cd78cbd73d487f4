import { addDays, addMonths, endOfMonth, startOfDay } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import { keptOf, noSums, type Sums } from "../../../shared/reports/dashboard.ts";
import {
  type Monthly,
  type MonthlyAsked,
  type MonthRow,
  monthsMax,
  type PartRow,
} from "../../../shared/reports/monthly.ts";
import { type Days, monthsOf } from "../../../shared/reports/periods.ts";
import type { Deps } from "../../deps.ts";
import { mainProgramme } from "../points/index.ts";
import { ladderInForce } from "../ranks/index.ts";
import { cohortVisits } from "./came.ts";
import { lineMonths } from "./line-cost.ts";
import { askedOf, byStore, type Reading, sumsByDay } from "./reading.ts";
import type { Part } from "./rollup/fold.core.ts";
import { scopeOf, todayOf, together } from "./scope.ts";
import * as figures from "./store-figures.ts";
import { membersBetween } from "./store-members.ts";
import * as store from "./store-months.ts";
import { addedUp, sumsOf, totalOf, within } from "./sums.core.ts";

/** Month by month, and the months together by store, area, rank, sex and age. */
export async function monthly(deps: Deps, asked: MonthlyAsked): Promise<Monthly> {
  const scope = await scopeOf(deps, asked.place);
  const days = monthsAsked(deps, asked);
  const { answer, recent } = await together(deps, async (recent) => {
    const reading = { deps, scope, recent };
    const [months, stores, parts] = await Promise.all([
      monthRows(reading, days),
      byStore(reading, days),
      scope.storeIds === null ? partRows(reading, days) : noParts,
    ]);
    return { months, ...placeRows(reading, stores), ...parts };
  });
  return { ...answer, counted: { whole: recent.whole, atMs: deps.clock.nowMs() } };
}

/** @throws Refusal request.invalid for months the wrong way round or too many. */
function monthsAsked(deps: Deps, { from, to }: MonthlyAsked): Days {
  const last = to ?? todayOf(deps).slice(0, 7);
  const first = from ?? addMonths(`${last}-01`, -12).slice(0, 7);
  const days = { from: `${first}-01`, to: endOfMonth(`${last}-01`) };
  const problem = first > last ? "before_from" : monthsOf(days).length > monthsMax ? "too_long" : null;
  if (problem !== null) throw new Refusal("request.invalid", { fields: [{ field: "to", problem }] });
  return days;
}

async function monthRows(reading: Reading, days: Days): Promise<readonly MonthRow[]> {
  const { scope } = reading;
  const [byDay, visits, before, members, line] = await Promise.all([
    sumsByDay(reading, days),
    visitsByMonth(reading, days),
    keptBefore(reading, days.from),
    scope.storeIds === null ? membersByMonth(reading, monthsOf(days)) : null,
    scope.storeIds === null ? lineMonths(reading, monthsOf(days)) : [],
  ]);
  const sums = addedUp([...byDay].map(([on, sum]) => [on.slice(0, 7), sum] as const));
  let outstanding = before;
  return monthsOf(days).map((month, nth) => {
    const sum = sums.get(month) ?? noSums;
    outstanding += keptOf(sum);
    return {
      ...{ month, sums: sum },
      visits: visits(month).visits,
      visitors: visits(month).visitors,
      ...(members?.(month) ?? { joined: null, left: null, members: null }),
      outstanding: scope.storeIds === null ? outstanding : null,
      ...{ messages: line[nth]?.messages ?? null, messagesYen: line[nth]?.yen ?? null },
    };
  });
}

/** Of the whole shop from days that are counted already; of a place from its visits. */
async function visitsByMonth(reading: Reading, days: Days) {
  const rows =
    reading.scope.storeIds === null
      ? await cohortVisits(reading, monthsOf(days))
      : await store.visitsByMonth(askedOf(reading), days, reading.recent.marks("purchase").through);
  return (month: string) =>
    rows
      .filter((row) => row.month === month)
      .reduce(
        (sum, row) => ({
          visits: sum.visits + Number(row.visits),
          visitors: sum.visitors + Number(row.visitors),
        }),
        { visits: 0, visitors: 0 },
      );
}

async function keptBefore(reading: Reading, from: string): Promise<number> {
  const to = addDays(from, -1);
  const kept = await figures.sumsUntil(askedOf(reading), to);
  const since = within(reading.recent.folded, { from: "", to }, null).map(({ sums }) => sums);
  return keptOf(totalOf([sumsOf(kept), ...since]));
}

async function membersByMonth(reading: Reading, months: readonly string[]) {
  const { db, dialect } = askedOf(reading);
  const startOf = (day: string) => startOfDay(day, reading.deps.settings.timeZone);
  const ranges = months.map(
    (month) => [startOf(`${month}-01`), startOf(addMonths(`${month}-01`, 1))] as const,
  );
  const [before, ...during] = await membersBetween(db, dialect, [[0, ranges[0]?.[0] ?? 0], ...ranges]);
  let members = (before?.joined ?? 0) - (before?.left ?? 0);
  const rows = new Map(
    months.map((month, nth) => {
      const { joined, left } = during[nth] ?? { joined: 0, left: 0 };
      members += joined - left;
      return [month, { joined, left, members }] as const;
    }),
  );
  return (month: string) => rows.get(month);
}

function placeRows({ scope }: Reading, stores: ReadonlyMap<number, Sums>) {
  const rowsOf = (kind: "store" | "area"): readonly PartRow[] =>
    scope.places
      .filter((place) => place.kind === kind)
      .map((place) => ({
        value: place.publicId,
        ...{ name: place.name, nameEn: null },
        sums: totalOf(
          scope.places
            .filter(({ kind: of, path }) => of === "store" && path.startsWith(place.path))
            .map(({ nodeId }) => stores.get(nodeId) ?? noSums),
        ),
        members: null,
      }))
      .filter(({ sums }) => Object.values(sums).some((sum) => sum !== 0))
      .sort((a, b) => b.sums.yen - a.sums.yen);
  return { byStore: rowsOf("store"), byArea: rowsOf("area") };
}

const noParts = { byRank: [], bySex: [], byAge: [] };

async function partRows({ deps, recent }: Reading, days: Days) {
  const { report } = deps.database;
  const [from, to] = [days.from.slice(0, 7), days.to.slice(0, 7)];
  const [kept, ladder] = await Promise.all([store.partsIn(report, from, to), ladderInForce(deps)]);
  const nothing = { coupon_yen: 0, returned_yen: 0, adjusted: 0 };
  const sums = addedUp<string>([
    ...kept.map((row) => [`${row.part}/${row.value}`, sumsOf({ ...row, ...nothing })] as const),
    ...recent.folded.parts
      .filter(({ month }) => month >= from && month <= to)
      .map(({ part, value, sums: sum }) => [`${part}/${value}`, sum] as const),
  ]);
  const today = todayOf(deps);
  const codes = new Set([...ladder.ranks.map(({ code }) => code), ...valuesOf("rank", sums.keys())]);
  const wanted = partsOf(Number(today.slice(0, 4)), [...codes]);
  const members = new Map(await store.membersByPart(report, mainProgramme, wanted));
  const rows = (
    part: Part,
    nameOf: (value: string) => { readonly ja: string; readonly en: string } | null,
  ): readonly PartRow[] =>
    [...new Set([...sums.keys(), ...members.keys()])]
      .filter((key) => key.startsWith(`${part}/`) && (sums.has(key) || members.get(key) !== 0))
      .map((key) => {
        const value = key.slice(part.length + 1);
        const name = nameOf(value);
        return {
          value,
          name: name?.ja ?? null,
          nameEn: name?.en ?? null,
          sums: sums.get(key) ?? noSums,
          members: members.get(key) ?? 0,
        };
      })
      .sort((a, b) => b.sums.yen - a.sums.yen);
  const rankName = (code: string) => ladder.ranks.find((rank) => rank.code === code)?.name ?? null;
  return { byRank: rows("rank", rankName), bySex: rows("sex", () => null), byAge: rows("age", () => null) };
}

function valuesOf(part: Part, keys: Iterable<string>): readonly string[] {
  return [...keys]
    .filter((key) => key.startsWith(`${part}/`))
    .map((key) => key.slice(part.length + 1))
    .filter((value) => value !== "");
}

/** Every rank, sex and age band, with those of whom it is not known; bands as `ageBand` has them. */
function partsOf(year: number, ranks: readonly string[]): readonly store.PartOf[] {
  const band = (from: number): readonly [number, number] => [
    from === 80 ? 0 : year - from - 9,
    from === 0 ? year + 200 : year - from,
  ];
  return [
    { key: "rank/", rank: null },
    ...ranks.map((rank) => ({ key: `rank/${rank}`, rank })),
    { key: "sex/", sex: null },
    ...(["female", "male", "other"] as const).map((sex) => ({ key: `sex/${sex}`, sex })),
    { key: "age/", born: null },
    ...[0, 10, 20, 30, 40, 50, 60, 70, 80].map((from) => ({ key: `age/${from}`, born: band(from) })),
  ];
}
