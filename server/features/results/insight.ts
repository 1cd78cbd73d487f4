import { addDays, addMonths, dateAt, endOfMonth, startOfDay } from "../../../shared/dates.ts";
import { unitOfAutomation, unitOfRun } from "../../../shared/results/units.ts";
import type { Deps } from "../../deps.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import { failureText } from "../../platform/log.ts";
import * as store from "./store-units.ts";
import { inTurns } from "./turns.ts";

const hourMs = 3_600_000;
/** LINE allows 60 questions of this kind an hour, and somebody may ask by hand too. */
const questionsAtOnce = 20;
const everyMs = hourMs / 2;
/** LINE adds for 14 days after sending, and a day's numbers are there on the next. */
const addsForDays = 16;

/**
 * Asks LINE what became of what was sent: of each name once a day, from the day after on until it adds nothing any more. A 429
 * ends the round; nothing, which LINE says of fewer than 20 people and of days that it has not counted, is an answer too.
 */
export function askInsight(deps: Deps): Promise<number> {
  return inTurns(deps, "insight", async () => {
    await nameUnits(deps);
    const nowMs = deps.clock.nowMs();
    const due = await deps.database.all(store.dueUnits, { nowMs, limit: questionsAtOnce });
    let done = 0;
    for (const unit of due) {
      const isFull = await ask(deps, unit);
      done += 1;
      if (isFull) return { done, againAtMs: nowMs + hourMs };
    }
    return { done, againAtMs: nowMs + everyMs };
  });
}

/** LINE counts days in Japan, wherever the shop is. */
const lineZone = "Asia/Tokyo";

/** A row for each name under which something was sent. */
async function nameUnits(deps: Deps): Promise<void> {
  const nowMs = deps.clock.nowMs();
  const rows = (await deps.database.all(store.newUnits, { sinceMs: nowMs - addsForDays * 24 * hourMs })).map(
    ({ run_id, public_id, started_at_ms, variant }) => {
      const from = dateAt(Number(started_at_ms), lineZone);
      const to = addDays(from, 30);
      const until = startOfDay(addDays(from, addsForDays), lineZone);
      return [unitOfRun(public_id, Number(variant)), from, to, run_id, variant, null, firstAsk(from), until];
    },
  );
  const today = dateAt(nowMs, lineZone);
  for (const month of [addMonths(today, -1), today]) {
    const [from, to] = [`${month.slice(0, 7)}-01`, endOfMonth(month)];
    const until = startOfDay(addDays(to, addsForDays), lineZone);
    for (const { automation_id } of await deps.database.all(store.newMonths, { from, to })) {
      rows.push([unitOfAutomation(automation_id), from, to, null, null, automation_id, nowMs, until]);
    }
  }
  if (rows.length === 0) return;
  await deps.database.commit(housekeeping("what LINE is asked about", [store.insertUnits.with(rows)]));
}

/** In the morning of the day after: LINE counts a day when it is over. */
function firstAsk(on: string): number {
  return startOfDay(addDays(on, 1), lineZone) + 9 * hourMs;
}

/** Answers whether LINE has had enough of questions for this hour. */
async function ask(
  deps: Deps,
  { unit, from_on: from, to_on, ask_until_ms }: NonNullable<(typeof store.dueUnits)["row"]>,
): Promise<boolean> {
  const nowMs = deps.clock.nowMs();
  const today = dateAt(nowMs, lineZone);
  const to = today < to_on ? today : to_on;
  const isLast = nowMs >= Number(ask_until_ms);
  try {
    const { opened, clicked } = await deps.line.unitStatistics(unit, from, to);
    const askAtMs = isLast ? null : nowMs + 24 * hourMs;
    const answer = store.answerUnit.with({ unit, from, nowMs, opened, clicked, askAtMs });
    await deps.database.commit(housekeeping("what LINE has told", [answer]));
    return false;
  } catch (failure) {
    const isFull = Object(failure).status === 429;
    const problem = failureText(failure).slice(0, 300);
    // A day of trying on after the last day: then what was told before stands.
    const askAtMs = nowMs >= Number(ask_until_ms) + 24 * hourMs ? null : nowMs + hourMs;
    const failed = store.failUnit.with({ unit, from, nowMs, problem, askAtMs });
    await deps.database.commit(housekeeping("what LINE did not tell", [failed]));
    if (!isFull) deps.log.warn("insight.failed", { unit, problem });
    return isFull;
  }
}
