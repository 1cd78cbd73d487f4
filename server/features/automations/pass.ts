import { type CalendarDate, dateAt } from "../../../shared/dates.ts";
import { isQuiet } from "../../../shared/reach/quiet.ts";
import { unitOfAutomation } from "../../../shared/results/units.ts";
import type { Deps } from "../../deps.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { readAgain } from "../../platform/http/once.ts";
import { queued } from "../../platform/outbox/index.ts";
import { othersFirst } from "../../platform/turns.ts";
import { planIssue } from "../coupons/index.ts";
import { highestAccountId, mainProgramme } from "../points/index.ts";
import { reachInForce } from "../reach/index.ts";
import { type Decided, decide, type Message, type Open } from "./decide.core.ts";
import { openIn } from "./gather.ts";
import { isEligible, timesDue } from "./pass.core.ts";
import { reachable } from "./reachable.ts";
import { automationsInForce, type InForce } from "./read.ts";
import * as store from "./store.ts";
import { addressees, messagesTo, speechOf } from "./told.ts";

const leaseMs = 60_000;
/** How long one call works before the other scheduled work goes on, and how much it looks through and sends at once. */
const turnMs = { sqlite: 250, postgres: 250, d1: 10_000 } as const;
const accountsAtOnce = 5_000;
const sendsAtOnce = { sqlite: 200, postgres: 500, d1: 100 } as const;

/** One time of sending of one day, held by this worker. */
interface Pass {
  readonly on: CalendarDate;
  readonly sendAt: string;
  readonly worker: string;
}

/**
 * Sends what is due of all automations that are on, and answers how many pages of members it worked off. Any number of
 * processes may call it at once and any may be killed: a time of sending is leased, what was sent stands in the same commit
 * as how far it came, and nobody is told twice of an occasion, because its key is taken.
 */
export async function runAutomations(deps: Deps, untilMs: number): Promise<number> {
  const nowMs = deps.clock.nowMs();
  const { timeZone } = deps.settings;
  const on = dateAt(nowMs, timeZone);
  const all = await automationsInForce(deps);
  const times = timesDue(all, nowMs, timeZone);
  if (times.length === 0) return 0;
  if (isQuiet(nowMs, (await reachInForce(deps)).quietHours, timeZone)) return 0;
  const passes = await deps.database.all(store.passesOn, { on });
  const open = times.filter((sendAt) => {
    const pass = passes.find((row) => row.send_at === sendAt);
    return pass === undefined || (pass.done_at_ms === null && pass.leased_until_ms < nowMs);
  });
  const until = Math.min(untilMs, nowMs + turnMs[deps.database.engine]);
  let pages = 0;
  for (const sendAt of open) {
    if (deps.clock.nowMs() >= until) break;
    pages += await workPass(deps, { on, sendAt, worker: deps.ids.ulid() }, until);
  }
  return pages;
}

async function workPass(deps: Deps, pass: Pass, untilMs: number): Promise<number> {
  const { on, sendAt, worker } = pass;
  const nowMs = deps.clock.nowMs();
  const lease = { on, sendAt, worker, nowMs, untilMs: nowMs + leaseMs };
  const statements = [store.openPass.with({ on, sendAt }), store.leasePass.with(lease)];
  await deps.database.commit(housekeeping("a lease is nobody's property", statements));
  for (let pages = 0; ; pages++) {
    const isLast = deps.clock.nowMs() >= untilMs;
    const did = await readAgain(deps, () => workPage(deps, pass, isLast));
    if (did === "not mine") return pages;
    if (did === "done" || isLast) return pages + 1;
    if (deps.database.engine === "sqlite") await othersFirst();
  }
}

/** Looks through the next accounts. What is too much for one commit is halved and taken up again. */
async function workPage(deps: Deps, pass: Pass, givesBack: boolean): Promise<"worked" | "done" | "not mine"> {
  const { on, sendAt, worker } = pass;
  const row = await deps.database.first(store.passAt, { on, sendAt });
  const today = dateAt(deps.clock.nowMs(), deps.settings.timeZone);
  if (row === undefined || row.leased_by !== worker || row.done_at_ms !== null || today !== on)
    return "not mine";
  const lastId = await highestAccountId(deps);
  const found = await pageAfter(deps, pass, row.through_account_id, lastId);
  const nowMs = deps.clock.nowMs();
  const decided = await decideOn(deps, found.open, on);
  const isDone = found.throughId >= lastId;
  const told = [
    ...new Set(
      decided.messages.flatMap(({ about }) =>
        about.map(({ from }) => `${from.automationId} ${from.version}`),
      ),
    ),
  ];
  const moved = store.movePass.with({
    ...{ on, sendAt, worker, throughId: found.throughId },
    ...{ sent: sentBy(decided), leftOut: decided.leftOut.length },
    ...{ told: JSON.stringify(told), toldCount: told.length },
    ...{ untilMs: givesBack || isDone ? 0 : nowMs + leaseMs, doneAtMs: isDone ? nowMs : null },
  });
  const sends = await planSends(deps, decided, on, nowMs);
  const why = "what the shop sends by itself is told by its automation, which somebody switched on";
  await deps.database.commit(housekeeping(why, [moved, ...sends]));
  return isDone ? "done" : "worked";
}

function sentBy({ messages }: Decided): number {
  return messages.reduce((sum, { about }) => sum + about.length, 0);
}

interface Page {
  readonly open: readonly Open[];
  readonly throughId: number;
}

async function pageAfter(deps: Deps, pass: Pass, afterId: number, lastId: number): Promise<Page> {
  const { now, later } = await automationsOf(deps, pass);
  const most = sendsAtOnce[deps.database.engine];
  for (let size = accountsAtOnce; ; size = Math.max(1, Math.floor(size / 4))) {
    const throughId = Math.min(afterId + size, lastId);
    const range = { programmeId: mainProgramme, fromId: afterId + 1, toId: throughId };
    const open = throughId <= afterId ? [] : await openIn(deps, now, later, range, pass.on);
    if (open.length <= most || size === 1) return { open, throughId };
  }
}

/** Those of this time, and the reminders of later today that may be said together with theirs. */
async function automationsOf(
  deps: Deps,
  { on, sendAt }: Pass,
): Promise<{ readonly now: readonly InForce[]; readonly later: readonly InForce[] }> {
  const { timeZone } = deps.settings;
  const all = await automationsInForce(deps);
  const eligible = all.filter((one) => isEligible(one, on, timeZone));
  return {
    now: eligible.filter(({ automation }) => automation.sendAt === sendAt),
    later: eligible.filter(
      ({ automation }) => automation.sendAt > sendAt && automation.topic === "reminders",
    ),
  };
}

async function decideOn(deps: Deps, open: readonly Open[], on: CalendarDate): Promise<Decided> {
  if (open.length === 0) return { messages: [], leftOut: [], putOff: 0 };
  return decide(open, await reachable(deps, open, on));
}

async function planSends(
  deps: Deps,
  { messages, leftOut }: Decided,
  on: CalendarDate,
  nowMs: number,
): Promise<Bound[]> {
  const keyed = messages.map((message) => ({ message, key: `automation:${deps.ids.ulid()}` }));
  const rows = [
    ...keyed.flatMap(({ message, key }) => message.about.map((one) => rowOf(one, on, nowMs, null, key))),
    ...leftOut.map((one) => rowOf(one, on, nowMs, one.why, null)),
  ];
  if (rows.length === 0) return [];
  const told = messages.flatMap(({ about }) => about);
  const speech = await speechOf(deps, told, on);
  const people = await addressees(deps, [...new Set(told.map(({ memberId }) => memberId))]);
  const letters = keyed.flatMap(({ message, key }) => {
    const to = people.get(message.memberId);
    if (to?.lineUserId == null) return [];
    const reason = reasonOf(message);
    const { memberId, lineUserId } = { ...to, lineUserId: to.lineUserId };
    const made = messagesTo(to, message, speech);
    // Of reminders in one message, openings are those of the first.
    const [first] = message.about;
    const unit = first === undefined ? {} : { unit: unitOfAutomation(first.from.automationId) };
    return [queued(deps, { dedupeKey: key, lineUserId, memberId, reason, messages: made, ...unit })];
  });
  return [store.insertSends.with(rows), ...letters, ...(await planCoupons(deps, told, on, nowMs))];
}

function rowOf(one: Open, on: CalendarDate, nowMs: number, why: string | null, key: string | null) {
  const { automationId, version, automation } = one.from;
  const counts = key !== null && automation.capped ? 1 : 0;
  return [one.memberId, automationId, one.occasion, version, on, why, key, counts, nowMs];
}

function reasonOf({ about }: Message): "reminder" | "campaign" {
  return about[0]?.from.automation.topic === "reminders" ? "reminder" : "campaign";
}

/** The coupons that come with messages, once a member and occasion. */
async function planCoupons(
  deps: Deps,
  told: readonly Open[],
  on: CalendarDate,
  nowMs: number,
): Promise<Bound[]> {
  const plans: Bound[] = [];
  for (const { memberId, from, occasion } of told) {
    const { couponId } = from.automation;
    if (couponId === null) continue;
    const issuing = {
      ...{ via: "segment", occasion: `automation:${from.automationId}:${occasion}` },
      ...{ actor: `system:automation`, nowMs, businessDate: on },
    };
    plans.push(...(await planIssue(deps, couponId, memberId, issuing)));
  }
  return plans;
}
