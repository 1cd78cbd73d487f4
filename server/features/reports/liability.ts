import {
  ageBounds,
  type BalanceBand,
  balanceBounds,
  type Liability,
} from "../../../shared/reports/liability.ts";
import type { Deps } from "../../deps.ts";
import { mainProgramme, rulesInForce } from "../points/index.ts";
import type { LotFigures } from "./lots.core.ts";
import { endedDays, lotsOf } from "./lots.ts";
import { everyAccount, keptLots } from "./rollup/lots.ts";
import { todayOf } from "./scope.ts";

/** What the shop owes in points, by the lots themselves: as they are now or, in a large shop, as they were last night. */
export async function liability(deps: Deps): Promise<Liability> {
  const kept = await keptLots(deps);
  if (kept !== null) return liabilityOf(deps, kept.figures, kept.countedOn, kept.countedAtMs);
  const today = todayOf(deps);
  return liabilityOf(deps, await lotsOf(deps, today, everyAccount), today, null);
}

export async function liabilityOf(
  deps: Deps,
  { expiry, ages, ended, accounts, balances }: LotFigures,
  asOf: string,
  countedAtMs: number | null,
): Promise<Liability> {
  const programme = await rulesInForce(deps, mainProgramme);
  const byAge = Object.entries(ages).map(([key, [points = 0, lots = 0]]) => {
    const [band, origin = "", pending] = key.split("/");
    return { band: Number(band), origin, isPending: pending === "1", points, lots };
  });
  const sum = (rows: typeof byAge, of: "points" | "lots" = "points"): number =>
    rows.reduce((total, row) => total + row[of], 0);
  const [given = 0, lapsed = 0, left = 0] = ended;
  return {
    ...{ asOf, countedAtMs },
    points: sum(byAge),
    pending: sum(byAge.filter(({ isPending }) => isPending)),
    held: accounts[0] ?? 0,
    debt: accounts[1] ?? 0,
    yenPerPoint: programme.use.yenPerPoint,
    byAge: ageBounds.map((fromMonths, nth) => {
      const rows = byAge.filter(({ band }) => band === fromMonths);
      const toMonths = ageBounds[nth + 1] ?? null;
      return { fromMonths, toMonths, points: sum(rows), lots: sum(rows, "lots") };
    }),
    byExpiry: Object.entries(expiry)
      .map(([month, [points = 0, lots = 0, members = 0]]) => ({ month, points, lots, members }))
      .sort((a, b) => (a.month < b.month ? -1 : 1)),
    byOrigin: [...new Set(byAge.map(({ origin }) => origin))].map((origin) => ({
      origin,
      points: sum(byAge.filter((row) => row.origin === origin)),
    })),
    ended: { ...endedDays(asOf), given, lapsed, used: given - lapsed - left },
    balances: bandsOf(balances),
  };
}

function bandsOf(held: LotFigures["balances"]): readonly BalanceBand[] {
  return balanceBounds.map((from, nth) => {
    const next = balanceBounds[nth + 1];
    const to = next === undefined ? null : next - 1;
    const [members = 0, points = 0] = held[String(from)] ?? [];
    return { from, to, members, points };
  });
}
