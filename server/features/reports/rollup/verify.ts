import { dateAt } from "../../../../shared/dates.ts";
import { noSums, plus, type Sums } from "../../../../shared/reports/dashboard.ts";
import type { Deps } from "../../../deps.ts";
import { housekeeping } from "../../../platform/database/plan.ts";
import { cameOn } from "../store-came.ts";
import { sumsOf } from "../sums.core.ts";
import { folded } from "./fold.core.ts";
import { live } from "./live.ts";
import { sources } from "./sources.ts";
import * as store from "./store.ts";

export type VerifyDeps = Pick<Deps, "database" | "clock"> & {
  readonly settings: Pick<Deps["settings"], "timeZone">;
};

/** A day of a store, and who came. */
interface Day {
  readonly sums: Sums;
  /** Sales that stand, of all members together. */
  readonly standing: number;
}

const nothing: Day = { sums: noSums, standing: 0 };
const rowsPerPage = 5_000;
const toldMax = 20;

/**
 * Counts everything anew and holds the kept sums beside it, with what reports add live. Days before today alone: today goes on
 * meanwhile.
 */
export async function verifyReports(
  deps: VerifyDeps,
): Promise<readonly { readonly subject: string; readonly what: string }[]> {
  const today = dateAt(deps.clock.nowMs(), deps.settings.timeZone);
  const [kept, anew] = [await keptDays(deps), await recounted(deps)];
  const came = await wrongDays(deps);
  const keys = [...new Set([...kept.keys(), ...anew.keys()])].filter((key) => key < today).sort();
  const days = keys
    .flatMap((key) => {
      const [on = "", storeId = ""] = key.split("/");
      const [is, should] = [textOf(kept.get(key) ?? nothing), textOf(anew.get(key) ?? nothing)];
      return is === should
        ? []
        : [
            {
              subject: `report ${on} of store ${storeId}`,
              what: `has ${is}, and its rows come to ${should}`,
            },
          ];
    })
    .slice(0, toldMax);
  return [...days, ...came.slice(0, toldMax)];
}

/** Counted days beside the same counted anew; those that are due to be counted again are left out. */
async function wrongDays(deps: VerifyDeps) {
  const { report } = deps.database;
  const found: { readonly subject: string; readonly what: string }[] = [];
  for (const { business_date: on } of await store.freshDays(report)) {
    const [kept, anew] = await Promise.all([store.keptCame(report, on), cameOn(report, on)]);
    const [is, should] = [kept, anew].map((rows) =>
      rows
        .map((row) => [Number(row.nth), row.key, Number(row.firsts), Number(row.visits)].join(" "))
        .sort()
        .join(", "),
    );
    if (is !== should)
      found.push({ subject: `visits of ${on}`, what: "are counted otherwise than they are" });
    if (found.length >= toldMax) break;
  }
  return found;
}

function textOf({ sums, standing }: Day): string {
  return [...Object.entries(sums), ["standing", standing]].map(([name, sum]) => `${name} ${sum}`).join(", ");
}

type Days = Map<string, Day>;

function add(days: Days, key: string, { sums, standing }: Day): void {
  const known = days.get(key) ?? nothing;
  days.set(key, { sums: plus(known.sums, sums), standing: known.standing + standing });
}

function addFolded(days: Days, { days: rows, visits }: ReturnType<typeof folded>): void {
  for (const { on, storeId, sums } of rows) add(days, `${on}/${storeId}`, { sums, standing: 0 });
  for (const { on, storeId, sales } of visits)
    add(days, `${on}/${storeId}`, { sums: noSums, standing: sales });
}

async function keptDays(deps: VerifyDeps): Promise<Days> {
  const days: Days = new Map();
  const { report } = deps.database;
  const [sums, visits] = await Promise.all([store.keptDays(report), store.keptVisits(report)]);
  for (const row of sums) {
    add(days, `${row.business_date}/${row.store_id}`, { sums: sumsOf(row), standing: 0 });
  }
  for (const row of visits) {
    add(days, `${row.business_date}/${row.store_id}`, { sums: noSums, standing: Number(row.sales ?? 0) });
  }
  addFolded(days, (await live(deps)).folded);
  return days;
}

async function recounted(deps: VerifyDeps): Promise<Days> {
  const days: Days = new Map();
  for (const source of sources) {
    let after = "";
    for (;;) {
      const page = await source.read(deps, after, deps.clock.nowMs() + 60_000, rowsPerPage);
      addFolded(days, folded(page.changes));
      after = page.through ?? after;
      if (!page.more) break;
    }
  }
  return days;
}

/** Forgets all that is kept; the job counts it anew from the first row. */
export async function forgetReports(deps: Pick<Deps, "database">): Promise<void> {
  const statements = store.forgetAll.map((forget) => forget.with({}));
  await deps.database.commit(housekeeping("sums that can be counted anew at any time", statements));
}
