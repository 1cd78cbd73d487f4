import { type CalendarDate, dateAt } from "../../../shared/dates.ts";
import type { Deps } from "../../deps.ts";
import type { Open } from "./decide.core.ts";
import { dueIn } from "./due.ts";
import type { InForce } from "./read.ts";
import { spanOf } from "./span.core.ts";
import * as store from "./store.ts";
import type { Accounts } from "./store-due.ts";

/**
 * What automations have to say in a range of accounts on a day and has not been decided on before. `also` are reminders whose
 * time of day is still to come: they are said with what a member is reminded of now, so that a day brings one message.
 */
export async function openIn(
  deps: Deps,
  automations: readonly InForce[],
  also: readonly InForce[],
  range: Accounts,
  today: CalendarDate,
): Promise<readonly Open[]> {
  const now = await duesOf(deps, automations, range, today);
  const reminded = new Set(
    now.filter(({ from }) => from.automation.topic === "reminders").map(({ memberId }) => memberId),
  );
  const later = reminded.size === 0 ? [] : await duesOf(deps, also, range, today);
  const all = [...now, ...later.filter(({ memberId }) => reminded.has(memberId))];
  if (all.length === 0) return [];
  const decided = await deps.database.all(store.sendsAmong, {
    members: JSON.stringify([...new Set(all.map(({ memberId }) => memberId))]),
    automations: JSON.stringify([...automations, ...also].map(({ automationId }) => automationId)),
  });
  const before = new Set(decided.map((row) => keyOf(row.member_id, row.automation_id, row.occasion)));
  return all
    .filter((one) => !before.has(keyOf(one.memberId, one.from.automationId, one.occasion)))
    .sort((a, b) => a.memberId - b.memberId);
}

async function duesOf(
  deps: Deps,
  automations: readonly InForce[],
  range: Accounts,
  today: CalendarDate,
): Promise<Open[]> {
  const found: Open[] = [];
  for (const from of automations) {
    const onSince = dateAt(from.onSinceMs ?? deps.clock.nowMs(), deps.settings.timeZone);
    const dues = await dueIn(deps, from.automation, range, spanOf(today, onSince));
    found.push(...dues.map((due) => ({ ...due, from })));
  }
  return found;
}

function keyOf(memberId: number, automationId: string, occasion: string): string {
  return `${memberId} ${automationId} ${occasion}`;
}
