import { z } from "zod";
import { dateAt } from "../../../../shared/dates.ts";
import type { Deps } from "../../../deps.ts";
import { Conflict } from "../../../platform/database/failures.ts";
import { housekeeping } from "../../../platform/database/plan.ts";
import { othersFirst } from "../../../platform/turns.ts";
import { type LotFigures, nothingHeld, plusLots } from "../lots.core.ts";
import { lotsOf } from "../lots.ts";
import * as store from "./store-lots.ts";

/** A shop with more accounts is told what its members held last night: reading every lot takes seconds there. */
const readNowMax = 50_000;
/** Of one reading: some tenths of a second in the reports' own process, which a screen may have to wait for. */
const accountsPerStretch = 20_000;
/** A night's run has let lapse what lapses by then. */
const nightEndsMs = 2 * 3_600_000;

export const everyAccount = { fromId: 0, toId: Number.MAX_SAFE_INTEGER };

export interface KeptLots {
  readonly countedOn: string;
  readonly countedAtMs: number;
  readonly figures: LotFigures;
}

/** What was counted last, in a shop that is too large to be read at each report; null otherwise. */
export async function keptLots(deps: Deps, max = readNowMax): Promise<KeptLots | null> {
  const last = await deps.database.first(store.lastAccount, {});
  if (Number(last?.account_id ?? 0) <= max) return null;
  const row = await deps.database.first(store.wholeLots, {});
  if (row === undefined) return null;
  return {
    countedOn: row.counted_on,
    countedAtMs: Number(row.counted_at_ms),
    figures: figuresIn(row.figures),
  };
}

/** The newest night that is known to be counted, by database. */
const done = new WeakMap<Deps["database"], string>();

/**
 * Once a night, in a large shop: what all accounts hold, a stretch in a commit, and answers how many stretches it has counted. A
 * process that dies leaves its stretches; of two, one is refused.
 */
export async function countLots(
  deps: Deps,
  untilMs: number,
  max = readNowMax,
  stretch = accountsPerStretch,
): Promise<number> {
  const night = dateAt(deps.clock.nowMs() - nightEndsMs, deps.settings.timeZone);
  if (done.get(deps.database) === night) return 0;
  const last = Number((await deps.database.first(store.lastAccount, {}))?.account_id ?? 0);
  if (last <= max) return 0;
  let counted = 0;
  for (;;) {
    const row = await deps.database.first(store.lotsSoFar, { on: night });
    if (Number(row?.whole) === 1) {
      done.set(deps.database, night);
      return counted;
    }
    if (!(await countStretch(deps, night, row, { last, stretch }))) return counted;
    counted += 1;
    if (deps.clock.nowMs() >= untilMs) return counted;
    if (deps.database.engine === "sqlite") await othersFirst();
  }
}

interface SoFar {
  readonly nth: number;
  readonly through_id: number;
  readonly figures: string;
}

async function countStretch(
  deps: Deps,
  on: string,
  row: SoFar | undefined,
  { last, stretch }: { readonly last: number; readonly stretch: number },
): Promise<boolean> {
  const soFar = row === undefined ? nothingHeld : figuresIn(row.figures);
  const fromId = Number(row?.through_id ?? 0) + 1;
  const toId = fromId + stretch - 1;
  const figures = plusLots(soFar, await lotsOf(deps, on, { fromId, toId }));
  const nth = Number(row?.nth ?? 0) + 1;
  const whole = toId >= last ? 1 : 0;
  const kept = {
    on,
    nth,
    throughId: toId,
    whole,
    figures: JSON.stringify(figures),
    nowMs: deps.clock.nowMs(),
  };
  const statements = [
    store.insertLots.with(kept),
    ...(whole === 1 ? [store.dropStretches.with({ on, nth }), store.dropNights.with({ on })] : []),
  ];
  try {
    await deps.database.commit(housekeeping("sums of what is audited where it was done", statements));
    return true;
  } catch (failure) {
    if (failure instanceof Conflict) return false;
    throw failure;
  }
}

const row = z.array(z.number());
const table = z.record(z.string(), row);
const kept = z.object({ expiry: table, ages: table, ended: row, accounts: row, balances: table });

function figuresIn(text: string): LotFigures {
  return kept.parse(JSON.parse(text));
}
