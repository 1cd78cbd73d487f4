import { addDays, dateAt } from "../../../shared/dates.ts";
import type { LineTold } from "../../../shared/results/console.ts";
import type { Deps } from "../../deps.ts";
import type { Run } from "./runs.ts";
import * as units from "./store-units.ts";

export const notTold: LineTold = {
  ...{ status: "soon", opened: null, clicked: null, toldAtMs: null, isFinal: false, variants: [] },
};

export async function toldOfRun(deps: Deps, run: Run): Promise<LineTold> {
  const rows = await deps.database.all(units.ofRun, { runId: run.runId });
  return told(deps, rows);
}

export async function toldOfAutomation(
  deps: Deps,
  automationId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<LineTold> {
  const rows = await deps.database.all(units.ofAutomation, { automationId, from, to });
  // Months of one unit are parts of one whole, and no variants of each other.
  const { variants: _, ...rest } = told(deps, rows);
  return { ...rest, variants: [] };
}

type Row = units.UnitRow;

/**
 * What LINE has told of some units together. The sum is told where every part of it is; LINE hides parts of fewer than 20
 * people, and a sum without them would be too low without saying so.
 */
function told(deps: Pick<Deps, "clock" | "settings">, rows: readonly Row[]): LineTold {
  if (rows.length === 0) return notTold;
  const today = dateAt(deps.clock.nowMs(), deps.settings.timeZone);
  const answered = rows.filter(({ told_at_ms }) => told_at_ms !== null);
  const opened = sumOf(rows, "opened");
  const clicked = sumOf(rows, "clicked");
  const isFinal = rows.every(({ ask_at_ms }) => ask_at_ms === null);
  const isEarly = rows.some(({ from_on }) => today <= addDays(from_on, 1));
  const hasAny = rows.some((row) => row.opened !== null || row.clicked !== null);
  return {
    status: hasAny
      ? "told"
      : isFinal && answered.length === 0
        ? "never"
        : isEarly || answered.length === 0
          ? "soon"
          : "few",
    ...{ opened, clicked, isFinal },
    toldAtMs: answered.length === 0 ? null : Math.max(...answered.map((row) => Number(row.told_at_ms))),
    variants: rows.map((row) => ({
      ...{ variant: Number(row.variant ?? 0) },
      ...{ opened: numberOr(row.opened), clicked: numberOr(row.clicked) },
    })),
  };
}

function sumOf(rows: readonly Row[], of: "opened" | "clicked"): number | null {
  const numbers = rows.flatMap((row) => (row[of] === null ? [] : [Number(row[of])]));
  return numbers.length === rows.length ? numbers.reduce((sum, one) => sum + one, 0) : null;
}

function numberOr(value: number | null): number | null {
  return value === null ? null : Number(value);
}
