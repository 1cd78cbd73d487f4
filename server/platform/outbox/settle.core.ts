import type { Answer, InDoubt, NotTaken, Refused } from "../line/answer.core.ts";
import type { Outcome, Status } from "./outcomes.ts";
import { type Kind, type Lane, laneOf, type Reason } from "./reasons.ts";

/** A leased row, as far as its fate depends on it. */
export interface Tried {
  readonly kind: Kind;
  readonly reason: Reason;
  readonly lane: Lane;
  readonly attempts: number;
  readonly people: number;
  readonly retryKey: string;
  /** Since when LINE may have taken it by an earlier try; null where every earlier one is known not to have been taken. */
  readonly inDoubtSinceMs: number | null;
  /** Set for replies. */
  readonly replyUntilMs: number | null;
  readonly late: "push" | "silence" | null;
}

/** What the row says afterwards. */
export interface Settled {
  readonly status: Status;
  readonly outcome: Outcome;
  readonly kind: Kind;
  readonly lane: Lane;
  readonly attempts: number;
  readonly retryKey: string;
  readonly dueAtMs: number;
  readonly inDoubtSinceMs: number | null;
  readonly settledAtMs: number | null;
}

/** What an answer means for others than its own row. */
export type Effect =
  /** Every row of these endpoints waits: this many milliseconds at first, twice as long the next time. */
  | {
      readonly kind: "slow_down";
      readonly endpoints: "own" | "all";
      readonly firstMs: number;
      readonly maxMs: number;
    }
  | { readonly kind: "fine" }
  | { readonly kind: "month_used_up" }
  /** This person's other rows wait until then. */
  | { readonly kind: "flooded"; readonly untilMs: number }
  /** LINE knows nobody by this id; of a multicast, the recipient at this place of the request. */
  | { readonly kind: "unknown_user"; readonly recipient: number | null }
  /** One of several recipients is unknown and LINE does not say which: two halves find out. */
  | { readonly kind: "split" };

export interface Verdict {
  readonly row: Settled;
  readonly effect: Effect | null;
}

export interface Tools {
  readonly nowMs: number;
  /** 0 to 999, so that rows which failed together do not come back together. */
  readonly jitter: number;
  /** A retry key for a request that LINE has not seen. */
  newKey(): string;
}

/**
 * LINE forgets a retry key 24 hours after its first request (Messaging API reference, "Retry failed API requests"); an hour
 * before that a repetition could already be a second message.
 */
export const giveUpAfterMs = 23 * 3_600_000;

/** What becomes of a row that LINE answered, or did not. */
export function settle(row: Tried, answer: Answer, tools: Tools): Verdict {
  switch (answer.kind) {
    case "accepted":
      return {
        row: final(row, "sent", answer.status === 409 ? "accepted_before" : "accepted", tools),
        effect: fine,
      };
    case "refused":
      return refused(row, answer, tools);
    case "not_taken":
      return notTaken(row, answer, tools);
    case "in_doubt":
      return inDoubt(row, answer, tools);
  }
}

const fine: Effect = { kind: "fine" };

/** What is to be done with a row before LINE is asked; null: ask. */
export function beforeAsking(row: Tried, nowMs: number): Settled | null {
  if (row.kind === "reply") return nowMs > (row.replyUntilMs ?? 0) ? lateReply(row, nowMs) : null;
  const { inDoubtSinceMs } = row;
  if (inDoubtSinceMs === null || nowMs - inDoubtSinceMs <= giveUpAfterMs) return null;
  return { ...unchanged(row, nowMs), status: "unknown", outcome: "gave_up", settledAtMs: nowMs };
}

function refused(row: Tried, answer: Refused, tools: Tools): Verdict {
  if (row.kind === "reply" && answer.why === "reply_token")
    return { row: tokenRefused(row, tools), effect: fine };
  if (answer.why !== "unknown_user" || row.kind === "reply") {
    return { row: final(row, "refused", "refused_by_line", tools), effect: fine };
  }
  if (row.kind === "push" || (row.people === 1 && answer.recipient === null)) {
    const effect = { kind: "unknown_user", recipient: null } as const;
    return { row: final(row, "refused", "unknown_user", tools), effect };
  }
  // The body changes, and with it the key: this request was refused as a whole, so nobody has it.
  const again = {
    ...waiting(row, "split", tools.nowMs, tools),
    inDoubtSinceMs: null,
    retryKey: tools.newKey(),
  };
  const { recipient } = answer;
  return { row: again, effect: recipient === null ? { kind: "split" } : { kind: "unknown_user", recipient } };
}

/** Close to the end of the minute LINE's clock may already be past it, and "invalid" would mean that. */
const clocksDifferMs = 2_000;

/**
 * "Invalid reply token": on a first try it says that the token is of no use any more. On a repetition inside its minute it
 * says that the try which was not answered has used it, since nobody else has it: the reply was sent.
 */
function tokenRefused(row: Tried, tools: Tools): Settled {
  const doubted = row.inDoubtSinceMs !== null;
  const fresh = tools.nowMs + clocksDifferMs <= (row.replyUntilMs ?? 0);
  if (doubted && fresh) return final(row, "sent", "reply_was_used", tools);
  return lateReply({ ...row, attempts: row.attempts + 1 }, tools.nowMs);
}

/**
 * The token's minute is over. Where an answer was lost, a push could be the same words a second time, so it is not made; the
 * push has a key of its own from the beginning, and its doubt begins anew.
 */
function lateReply(row: Tried, nowMs: number): Settled {
  const same = unchanged(row, nowMs);
  if (row.inDoubtSinceMs !== null) {
    return { ...same, status: "unknown", outcome: "reply_in_doubt", settledAtMs: nowMs };
  }
  if (row.late !== "push") return { ...same, status: "dropped", outcome: "reply_late", settledAtMs: nowMs };
  return { ...same, outcome: "late_so_pushed", kind: "push", lane: laneOf("push", row.reason) };
}

const endpointBackoff = { firstMs: 1_000, maxMs: 60_000 };
const tokenBackoff = { firstMs: 5_000, maxMs: 300_000 };
const floodFirstMs = 60_000;
const floodMaxMs = 3_600_000;

/** Certain not to arrive: the doubt is what it was before, and the 23 hours do not run. */
function notTaken(row: Tried, { why }: NotTaken, tools: Tools): Verdict {
  const { nowMs } = tools;
  const at = (dueAtMs: number): Settled => waiting(row, why, dueAtMs, tools);
  switch (why) {
    case "rate_limited":
      return { row: at(nowMs), effect: { kind: "slow_down", endpoints: "own", ...endpointBackoff } };
    case "token_refused":
    case "no_token":
      return { row: at(nowMs), effect: { kind: "slow_down", endpoints: "all", ...tokenBackoff } };
    case "not_allowed":
      return { row: at(nowMs), effect: { kind: "slow_down", endpoints: "own", ...tokenBackoff } };
    case "month_used_up":
      // A reply is not counted, so this is not about the month.
      if (row.kind !== "reply") return { row: at(nowMs), effect: { kind: "month_used_up" } };
      return { row: at(nowMs + backoffMs(row.attempts, tools.jitter)), effect: null };
    case "audience_busy":
      return { row: at(nowMs + 4 * backoffMs(row.attempts, tools.jitter)), effect: null };
    case "user_flooded": {
      const untilMs = nowMs + Math.min(floodFirstMs * 2 ** row.attempts, floodMaxMs);
      return { row: at(untilMs), effect: { kind: "flooded", untilMs } };
    }
  }
}

function inDoubt(row: Tried, { why }: InDoubt, tools: Tools): Verdict {
  const { nowMs } = tools;
  const dueAtMs = nowMs + backoffMs(row.attempts, tools.jitter);
  const inDoubtSinceMs = row.inDoubtSinceMs ?? nowMs;
  const again = { ...waiting(row, why, dueAtMs, tools), inDoubtSinceMs };
  if (row.kind === "reply") {
    const { replyUntilMs } = row;
    if (dueAtMs <= (replyUntilMs ?? 0)) return { row: again, effect: null };
    return {
      row: { ...again, status: "unknown", outcome: "reply_in_doubt", settledAtMs: nowMs },
      effect: null,
    };
  }
  if (dueAtMs - inDoubtSinceMs <= giveUpAfterMs) return { row: again, effect: null };
  return { row: { ...again, status: "unknown", outcome: "gave_up", settledAtMs: nowMs }, effect: null };
}

/** 1, 2, 4 … seconds, five minutes at the most, and up to a tenth more. */
function backoffMs(attempts: number, jitter: number): number {
  const ms = Math.min(1_000 * 2 ** Math.min(attempts, 20), 300_000);
  return ms + Math.floor((ms * jitter) / 10_000);
}

function unchanged(row: Tried, nowMs: number): Settled {
  const { kind, lane, attempts, retryKey } = row;
  return {
    ...{ status: "waiting", outcome: "no_answer", kind, lane, attempts, retryKey, dueAtMs: nowMs },
    ...{ inDoubtSinceMs: null, settledAtMs: null },
  };
}

function waiting(row: Tried, outcome: Outcome, dueAtMs: number, { nowMs }: Tools): Settled {
  const { attempts, inDoubtSinceMs } = row;
  return { ...unchanged(row, nowMs), outcome, attempts: attempts + 1, dueAtMs, inDoubtSinceMs };
}

function final(row: Tried, status: Status, outcome: Outcome, { nowMs }: Tools): Settled {
  return { ...unchanged(row, nowMs), status, outcome, attempts: row.attempts + 1, settledAtMs: nowMs };
}
