import { addDays, addMonths, startOfDay } from "../../../shared/dates.ts";
import {
  ageBounds,
  type BalanceBand,
  balanceBounds,
  type ExpiryRow,
  type Liability,
} from "../../../shared/reports/liability.ts";
import type { Deps } from "../../deps.ts";
import { ulidFloor } from "../../platform/ids.ts";
import { mainProgramme, rulesInForce } from "../points/index.ts";
import { todayOf } from "./scope.ts";
import * as store from "./store-liability.ts";

/** What the shop owes in points, by the lots themselves. */
export async function liability(deps: Deps): Promise<Liability> {
  const { report } = deps.database;
  const today = todayOf(deps);
  const ended = { from: addMonths(today, -12), to: addDays(today, -1) };
  const [byExpiry, byAge, over, owed, held, programme] = await Promise.all([
    store.lotsByExpiry(report),
    store.lotsByAge(report, openedSince(deps, today)),
    store.lotsEnded(report, ended.from, ended.to),
    store.heldAndOwed(report),
    store.balances(report, balanceBounds),
    rulesInForce(deps, mainProgramme),
  ]);
  const of = (rows: typeof byAge): number => rows.reduce((sum, { points }) => sum + Number(points), 0);
  const given = Number(over.points ?? 0);
  const lapsed = Number(over.lapsed ?? 0);
  return {
    asOf: today,
    points: of(byAge),
    pending: of(byAge.filter(({ pending }) => Number(pending) === 1)),
    held: Number(owed.held ?? 0),
    debt: Number(owed.debt ?? 0),
    yenPerPoint: programme.use.yenPerPoint,
    byAge: ageBounds.map((fromMonths, nth) => {
      const rows = byAge.filter(({ band }) => Number(band) === fromMonths);
      const lots = rows.reduce((sum, row) => sum + Number(row.lots), 0);
      return { fromMonths, toMonths: ageBounds[nth + 1] ?? null, points: of(rows), lots };
    }),
    byExpiry: byExpiry.map(monthOf).sort((a, b) => (a.month < b.month ? -1 : 1)),
    byOrigin: [...new Set(byAge.map(({ origin }) => origin))].map((origin) => ({
      origin,
      points: of(byAge.filter((row) => row.origin === origin)),
    })),
    ended: { ...ended, given, lapsed, used: given - lapsed - Number(over.remaining ?? 0) },
    balances: bandsOf(held),
  };
}

/** A lot's key is made when it is opened, so ages are ranges of keys; the youngest first. */
function openedSince({ settings }: Deps, today: string) {
  return ageBounds.map((band, nth) => {
    const months = ageBounds[nth + 1];
    if (months === undefined) return { before: "", band };
    return { before: ulidFloor(startOfDay(addMonths(today, -months), settings.timeZone)), band };
  });
}

function monthOf(row: Awaited<ReturnType<typeof store.lotsByExpiry>>[number]): ExpiryRow {
  return {
    month: row.month,
    points: Number(row.points),
    lots: Number(row.lots),
    members: Number(row.members),
  };
}

function bandsOf(rows: Awaited<ReturnType<typeof store.balances>>): readonly BalanceBand[] {
  return balanceBounds.map((from, nth) => {
    const row = rows.find(({ band }) => Number(band) === from);
    const next = balanceBounds[nth + 1];
    const to = next === undefined ? null : next - 1;
    return { from, to, members: Number(row?.members ?? 0), points: Number(row?.points ?? 0) };
  });
}
