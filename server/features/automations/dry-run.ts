import type { Automation, DryRun, LeftOut } from "../../../shared/automations/schema.ts";
import { addDays, dateAt, timeAt } from "../../../shared/dates.ts";
import type { Deps } from "../../deps.ts";
import { highestAccountId, mainProgramme } from "../points/index.ts";
import type { Open } from "./decide.core.ts";
import { openIn } from "./gather.ts";
import { reachable } from "./reachable.ts";
import type { InForce } from "./read.ts";
import { addressees } from "./told.ts";

const accountsAtOnce = 50_000;
const shownMax = 20;

/**
 * Whom an automation, saved or not, would tell at its next time of sending, by what is known now. It writes nothing. What a
 * member was told before by the saved one is not told again; `automationId` is null for one that was never saved.
 */
export async function dryRun(
  deps: Deps,
  automationId: string | null,
  automation: Automation,
  onSinceMs: number | null,
): Promise<DryRun> {
  const nowMs = deps.clock.nowMs();
  const { timeZone } = deps.settings;
  const today = dateAt(nowMs, timeZone);
  const on = timeAt(nowMs, timeZone) < automation.sendAt ? today : addDays(today, 1);
  const from: InForce = {
    ...{ automationId: automationId ?? "", status: "off", version: 0, automation },
    ...{ onSinceMs: onSinceMs ?? nowMs, changedAtMs: nowMs },
  };
  const found = { concerned: 0, willBeSent: 0, leftOut: new Map<LeftOut, number>() };
  const some: { one: Open; left: LeftOut | null }[] = [];
  const lastId = await highestAccountId(deps);
  for (let fromId = 1; fromId <= lastId; fromId += accountsAtOnce) {
    const toId = Math.min(lastId, fromId + accountsAtOnce - 1);
    const open = await openIn(deps, [from], [], { programmeId: mainProgramme, fromId, toId }, on);
    if (open.length === 0) continue;
    const reasonOf = await reachable(deps, open, on);
    for (const one of open) {
      const left = reasonOf(one.memberId, from);
      found.concerned += 1;
      if (left === null) found.willBeSent += 1;
      else found.leftOut.set(left, (found.leftOut.get(left) ?? 0) + 1);
      if (some.length < shownMax) some.push({ one, left });
    }
  }
  const people = await addressees(deps, [...new Set(some.map(({ one }) => one.memberId))]);
  return {
    ...{ on, sendAt: automation.sendAt, concerned: found.concerned, willBeSent: found.willBeSent },
    leftOut: Object.fromEntries(found.leftOut),
    members: some.flatMap(({ one, left }) => {
      const person = people.get(one.memberId);
      if (person === undefined) return [];
      return [{ memberId: person.publicId, name: person.name, occasion: one.occasion, left }];
    }),
  };
}
