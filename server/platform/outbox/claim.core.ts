import { isStale, quotaAskMs, quotaUsefulMs } from "./quota.core.ts";
import { isCampaignLane, isPaidLane, type Kind, kindOfLane, type Lane } from "./reasons.ts";

/** What stands in the way at this moment, as the database says. */
export interface Look {
  readonly stopped: boolean;
  readonly heldWhy: "month_over" | "reserved_by_other" | null;
  readonly heldUntilMs: number;
  readonly campaignWhy: "reserve" | "quota_unknown" | null;
  readonly campaignLeft: number | null;
  readonly quotaReadAtMs: number;
  readonly quotaAskedAtMs: number;
  readonly quotaMonth: string | null;
  readonly buckets: Readonly<Record<Kind, Bucket>>;
  /** Lanes in which something is due, the first to be served first. */
  readonly due: readonly Lane[];
}

export interface Bucket {
  /** Until when the endpoint's time is taken, UTC microseconds. */
  readonly freeAtUs: number;
  readonly closedUntilMs: number;
  readonly slowdowns: number;
}

export type Turn =
  | { readonly do: "claim"; readonly lane: Lane; readonly limit: number; readonly people: number | null }
  /** Read LINE's figures first. */
  | { readonly do: "quota" }
  /** Campaigns would touch the reserve: say so. */
  | { readonly do: "hold_campaign" }
  | { readonly do: "nothing" };

/** Nobody waits longer than this for the rate with rows in hand: the switch must take effect, and a lease is short. */
export const paceMaxMs = 300;

/** So many requests, one after another at the endpoint's rate, fit into that time; one in any case. */
export function pacedMax(costUs: number): number {
  return costUs <= 0 ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor((paceMaxMs * 1000) / costUs));
}

/** At most so many under way at a time: each has 500 people, and what is under way cannot be stopped. */
export const multicastsMax = 32;

/** The next thing to do, with room for so many more requests under way, of which so many may be multicasts. */
export function nextTurn(look: Look, nowMs: number, room: number, multicasts = multicastsMax): Turn {
  if (look.stopped) return { do: "nothing" };
  for (const lane of look.due) {
    const turn = turnOf(
      look,
      lane,
      nowMs,
      kindOfLane(lane) === "multicast" ? Math.min(room, multicasts) : room,
    );
    if (turn !== null) return turn;
  }
  return { do: "nothing" };
}

function turnOf(look: Look, lane: Lane, nowMs: number, limit: number): Turn | null {
  const kind = kindOfLane(lane);
  if (limit < 1) return null;
  const { closedUntilMs, freeAtUs } = look.buckets[kind];
  if (closedUntilMs > nowMs || freeAtUs / 1000 - nowMs > paceMaxMs) return null;
  const claim = { do: "claim", lane, limit, people: null } as const;
  if (isPaidLane(lane) && look.heldWhy !== null) {
    if (look.heldUntilMs > nowMs) return null;
    if (look.heldWhy === "month_over")
      return nowMs - look.quotaAskedAtMs < quotaAskMs ? null : { do: "quota" };
  }
  // Somebody else's reservation: one message finds out whether it is over, and a campaign's keeps to its share all the same.
  const asked = isPaidLane(lane) && look.heldWhy !== null ? { ...claim, limit: 1 } : claim;
  return isCampaignLane(lane) ? campaignTurn(look, asked, nowMs) : asked;
}

function campaignTurn(look: Look, claim: Turn & { do: "claim" }, nowMs: number): Turn | null {
  const read = { readAtMs: look.quotaReadAtMs, month: look.quotaMonth };
  if (isStale(read, nowMs)) {
    if (nowMs - look.quotaAskedAtMs >= quotaAskMs) return { do: "quota" };
    if (nowMs - look.quotaReadAtMs >= quotaUsefulMs) return null;
  }
  if (look.campaignWhy !== null) return null;
  if (look.campaignLeft === null) return claim;
  if (look.campaignLeft <= 0) return { do: "hold_campaign" };
  return { ...claim, people: look.campaignLeft };
}

/** The first of the candidates whose people together are no more than that; in the order in which they wait. */
export function fitting<C extends { readonly people: number }>(
  found: readonly C[],
  people: number | null,
): readonly C[] {
  if (people === null) return found;
  let left = people;
  const taken: C[] = [];
  for (const one of found) {
    left -= one.people;
    if (left < 0) break;
    taken.push(one);
  }
  return taken;
}
