import type { Automation, Trigger } from "../../../shared/automations/schema.ts";
import type { CalendarDate } from "../../../shared/dates.ts";
import type { Deps } from "../../deps.ts";
import { ladderInForce } from "../ranks/index.ts";
import { stampGoals } from "../stamps/index.ts";
import { daysIn, type Span, shifted, yearlyIn } from "./span.core.ts";
import * as store from "./store-due.ts";

/** One member and one occasion of an automation. */
export interface Due {
  readonly memberId: number;
  /** Once a member, ever: `birthday:2027`, `points:2027-03-31:7`. */
  readonly occasion: string;
  readonly facts: DueFacts;
}

/** What the occasion itself says, for the blanks of the message. */
export interface DueFacts {
  readonly visits?: number;
  readonly years?: number;
  readonly days?: number;
  readonly expiring?: { readonly points: number; readonly on: CalendarDate };
  readonly coupon?: { readonly couponId: string; readonly version: number; readonly untilOn: CalendarDate };
  readonly card?: { readonly cardId: string; readonly missing: number };
  /** Its code. */
  readonly rank?: string;
}

/** Everybody in a range of accounts whom the automation concerns on the days of a span, told before or not. */
export async function dueIn(
  deps: Deps,
  { trigger }: Pick<Automation, "trigger">,
  range: store.Accounts,
  span: Span,
): Promise<readonly Due[]> {
  const asking: Asking = { deps, range, span };
  switch (trigger.kind) {
    case "welcome":
      return welcome(asking, trigger);
    case "nth_visit":
      return nthVisit(asking, trigger);
    case "birthday":
      return birthday(asking, trigger);
    case "anniversary":
      return anniversary(asking, trigger);
    case "dormant":
      return dormant(asking, trigger);
    case "points_expiring":
      return pointsExpiring(asking, trigger);
    case "coupon_expiring":
      return couponExpiring(asking, trigger);
    case "stamp_near":
      return stampNear(asking, trigger);
    case "rank_near":
      return rankNews(asking, trigger, "near_upgrade");
    case "rank_will_fall":
      return rankNews(asking, trigger, "will_downgrade");
    case "rank_changed":
      return rankChanged(asking, trigger);
    case "refund":
      return refund(asking, trigger);
  }
}

interface Asking {
  readonly deps: Deps;
  readonly range: store.Accounts;
  readonly span: Span;
}

type Of<K extends Trigger["kind"]> = Extract<Trigger, { readonly kind: K }>;

async function welcome({ deps, range, span }: Asking, { delayDays }: Of<"welcome">): Promise<Due[]> {
  const { timeZone } = deps.settings;
  const rows = await store.joined(deps.database.report, range, shifted(span, -delayDays), timeZone);
  return rows.map((row) => ({ memberId: row.member_id, occasion: "welcome", facts: {} }));
}

async function nthVisit({ deps, range, span }: Asking, trigger: Of<"nth_visit">): Promise<Due[]> {
  const { nth, delayDays } = trigger;
  const rows = await store.nthVisits(deps.database.report, range, shifted(span, -delayDays), nth);
  return rows.map((row) => ({
    memberId: row.member_id,
    occasion: `visit:${nth}`,
    facts: { visits: nth },
  }));
}

async function birthday({ deps, range, span }: Asking, { daysBefore }: Of<"birthday">): Promise<Due[]> {
  const kept = yearlyIn(shifted(span, daysBefore));
  const rows = await store.born(deps.database.report, range, [...kept.keys()]);
  return rows.map((row) => ({
    memberId: row.member_id,
    occasion: `birthday:${yearOf(kept.get(row.on ?? "") ?? span.to)}`,
    facts: {},
  }));
}

async function anniversary({ deps, range, span }: Asking, { daysBefore }: Of<"anniversary">): Promise<Due[]> {
  const kept = yearlyIn(shifted(span, daysBefore));
  const rows = await store.firstVisits(deps.database.report, range, [...kept.keys()]);
  return rows.flatMap((row) => {
    const first = row.on ?? "";
    const on = kept.get(first.slice(5)) ?? span.to;
    const years = yearOf(on) - yearOf(first);
    if (years < 1) return [];
    return [{ memberId: row.member_id, occasion: `anniversary:${yearOf(on)}`, facts: { years } }];
  });
}

function yearOf(date: CalendarDate): number {
  return Number(date.slice(0, 4));
}

async function dormant({ deps, range, span }: Asking, { days }: Of<"dormant">): Promise<Due[]> {
  const rows = await store.lastSeen(deps.database.report, range, shifted(span, -days));
  return rows.map((row) => ({ memberId: row.member_id, occasion: `since:${row.on}`, facts: { days } }));
}

/** The step that each last day stands at: of a day that two steps could mean, the nearer to the end. */
function stepsOf(span: Span, daysBefore: readonly number[]): ReadonlyMap<CalendarDate, number> {
  const steps = new Map<CalendarDate, number>();
  for (const step of [...daysBefore].sort((a, b) => b - a)) {
    // What lapsed while nothing ran is told nobody.
    for (const day of daysIn(shifted(span, step))) if (day >= span.to) steps.set(day, step);
  }
  return steps;
}

async function pointsExpiring(
  { deps, range, span }: Asking,
  { daysBefore, pointsMin }: Of<"points_expiring">,
): Promise<Due[]> {
  const steps = stepsOf(span, daysBefore);
  const rows = await store.lapsing(deps.database.report, range, [...steps.keys()], span.to);
  return rows
    .map((row) => ({ memberId: row.member_id, on: row.on, points: Number(row.points) }))
    .filter(({ points }) => points >= pointsMin)
    .map(({ memberId, on, points }) => ({
      memberId,
      occasion: `points:${on}:${steps.get(on)}`,
      facts: { expiring: { points, on } },
    }));
}

async function couponExpiring(
  { deps, range, span }: Asking,
  { daysBefore }: Of<"coupon_expiring">,
): Promise<Due[]> {
  const steps = stepsOf(span, daysBefore);
  const rows = await store.endingCoupons(deps.database.report, range, [...steps.keys()]);
  return rows.map((row) => {
    const untilOn = row.on ?? span.to;
    return {
      memberId: row.member_id,
      occasion: `coupon:${row.member_coupon_id}:${steps.get(untilOn)}`,
      facts: { coupon: { couponId: row.coupon_id, version: row.version, untilOn } },
    };
  });
}

async function stampNear({ deps, range, span }: Asking, trigger: Of<"stamp_near">): Promise<Due[]> {
  const { missingMax, delayDays } = trigger;
  const rows = await store.stampedCards(deps.database.report, range, shifted(span, -delayDays));
  const goals = await stampGoals(
    deps,
    rows.map((row) => ({ cardId: row.card_id, version: row.version })),
  );
  return rows.flatMap((row) => {
    const missing = (goals.get(`${row.card_id} ${row.version}`)?.goal ?? 0) - row.stamps;
    if (missing < 1 || missing > missingMax) return [];
    const occasion = `stamp:${row.card_id}:${row.round}`;
    return [{ memberId: row.member_id, occasion, facts: { card: { cardId: row.card_id, missing } } }];
  });
}

async function rankNews(
  { deps, range, span }: Asking,
  { delayDays }: { readonly delayDays: number },
  kind: "near_upgrade" | "will_downgrade",
): Promise<Due[]> {
  const rows = await store.rankNews(deps.database.report, range, shifted(span, -delayDays), kind);
  return rows.map((row) => ({
    memberId: row.member_id,
    occasion: `${kind}:${row.occasion}`,
    facts: { rank: row.rank },
  }));
}

async function rankChanged(asking: Asking, trigger: Of<"rank_changed">): Promise<Due[]> {
  const { deps, range, span } = asking;
  const rows = await store.rankChanges(deps.database.report, range, shifted(span, -trigger.delayDays));
  if (rows.length === 0) return [];
  const order = (await ladderInForce(deps)).ranks.map(({ code }) => code);
  return rows
    .filter((row) => {
      const rises = order.indexOf(row.to_rank) > order.indexOf(row.from_rank ?? "");
      return rises === (trigger.direction === "up");
    })
    .map((row) => ({
      memberId: row.member_id,
      occasion: `rank:${row.nth}`,
      facts: { rank: row.to_rank },
    }));
}

async function refund({ deps, range, span }: Asking, { delayDays }: Of<"refund">): Promise<Due[]> {
  const rows = await store.returned(deps.database.report, range, shifted(span, -delayDays));
  return rows.map((row) => ({
    memberId: row.member_id,
    occasion: `refund:${row.refund_id}`,
    facts: {},
  }));
}
