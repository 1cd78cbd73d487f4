import { addDays, startOfDay } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import { programmeProblems } from "../../../shared/points/programme/check.ts";
import type { Programme } from "../../../shared/points/programme/schema.ts";
import type { Simulation, SimulationAsked } from "../../../shared/points/simulation/schema.ts";
import type { Deps } from "../../deps.ts";
import { ulidFloor } from "../../platform/ids.ts";
import { mainProgramme, rulesInForce, rulesOf } from "../points/index.ts";
import { latestDays } from "./moment.ts";
import { keptOf } from "./refund.core.ts";
import { asReplayed, newTally, type PastSale, replay, simulated } from "./simulate.core.ts";
import { linesBetween, refundsBetween, salesBetween } from "./simulate-store.ts";
import { decidedBy, earlierOf } from "./sold.ts";

export type SimulationRange = Pick<SimulationAsked, "from" | "to" | "salesMax">;

/** A page is counted in one go, and a sale that comes meanwhile waits for it: some milliseconds. */
const pageSize = 200;

/**
 * Replays the sales of some business days through a programme that is not in force, and tells what would have come of
 * it: nothing is written. Each is judged by the facts of its own time – rank, segments, which purchase it was – but what
 * limits leave is counted anew, from nothing at the range's start, in the order in which sales were recorded. What came
 * back of a sale counts on neither side.
 * @throws Refusal request.invalid naming the draft's fields that do not go together.
 */
export async function simulate(
  deps: Deps,
  programme: Programme,
  range: SimulationRange,
): Promise<Simulation> {
  const problems = programmeProblems(programme);
  if (problems.length > 0) throw new Refusal("request.invalid", { fields: problems });
  const { from, to, salesMax } = range;
  const draft = asReplayed(programme, to);
  const tally = newTally();
  const current = await rulesInForce(deps, mainProgramme);
  let complete = true;
  for await (const sale of pastSales(deps, range)) {
    complete = tally.sales < salesMax;
    if (!complete) break;
    replay(tally, draft, sale);
  }
  return simulated(tally, draft, { from, to, complete, yenPerPoint: current.use.yenPerPoint });
}

/**
 * The sales of a range that were not undone, with what of each was kept, as they were recorded, read where no sale waits
 * for it.
 */
async function* pastSales(deps: Deps, { from, to }: SimulationRange): AsyncGenerator<PastSale> {
  const { report } = deps.database;
  const { timeZone } = deps.settings;
  // Ids tell when a sale was recorded: up to some weeks late, and a day's difference for stores in other zones.
  const before = ulidFloor(startOfDay(addDays(to, latestDays + 2), timeZone));
  let after = ulidFloor(startOfDay(addDays(from, -1), timeZone));
  for (;;) {
    const rows = await salesBetween(report, { from, to, after, before, limit: pageSize });
    const [first, last] = [rows[0], rows.at(-1)];
    if (first === undefined || last === undefined) return;
    const [lines, refunds] = await Promise.all([
      linesBetween(report, first.purchase_id, last.purchase_id),
      refundsBetween(report, first.purchase_id, last.purchase_id),
    ]);
    const byPurchase = Map.groupBy(lines, (line) => line.purchase_id);
    const returned = Map.groupBy(refunds, (refund) => refund.purchase_id);
    for (const row of rows) {
      const programme = await rulesOf(deps, mainProgramme, row.programme_version);
      const decided = decidedBy(row, byPurchase.get(row.purchase_id) ?? [], programme);
      const earlier = (returned.get(row.purchase_id) ?? []).map(earlierOf);
      const kept = keptOf({ programme, ...decided }, earlier);
      if (kept !== null) yield { memberId: row.member_public_id, facts: decided.facts, ...kept };
    }
    if (rows.length < pageSize) return;
    after = last.purchase_id;
  }
}
