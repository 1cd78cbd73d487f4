import type { Deps } from "../../deps.ts";
import { updatingRows } from "../../platform/database/json-rows.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { kindBy, planGiveMany, takingBack } from "../coupons/index.ts";
import type { Run } from "./run.ts";
import { notSentNow } from "./store-settle.ts";

/** What the coupons of a commit are: written by it, and who has none left for them. */
export interface Gift {
  readonly statements: readonly Bound[];
  readonly given: number;
  /** They are left out of the message that speaks of it. */
  readonly short: ReadonlySet<number>;
}

const noGift: Gift = { statements: [], given: 0, short: new Set() };
const giver = "system:campaigns";

/** Of one coupon a member has one for each run, whoever resends what. */
export function occasionOf({ publicId }: Pick<Run, "publicId">): string {
  return `campaign:${publicId}`;
}

const leftShort = updatingRows(
  "campaign_recipient",
  { member_id: "integer", run_id: "integer" },
  { reason: "text" },
  "campaign_recipient.reason is null",
);

/** The coupon of a run for some of its recipients, or the reason for which they are not sent to. */
export async function planGift(
  deps: Deps,
  run: Run,
  members: readonly number[],
  at: { readonly nowMs: number; readonly on: string },
): Promise<Gift> {
  const { couponId } = run.document;
  if (couponId === null || members.length === 0) return noGift;
  const found = await kindBy(deps, couponId);
  const giving = { via: "segment" as const, occasion: occasionOf(run), actor: giver, ...at };
  const { statements, given, short } =
    found === null
      ? { statements: [], given: 0, short: members }
      : await planGiveMany(deps, found, members, giving);
  const reasons = short.map((memberId) => [memberId, run.runId, "no_coupon"]);
  return {
    statements: [...statements, ...(reasons.length === 0 ? [] : [leftShort.with(reasons)])],
    ...{ given, short: new Set(short) },
  };
}

const ofSettled = takingBack<{
  couponId: string;
  occasion: string;
  actor: string;
  reason: string;
  nowMs: number;
  on: string;
  runId: number;
}>((db, p) => notSentNow(db, p));

/** Whoever of the batches that are settled by this commit was not sent to has no coupon of it either. */
export function planTakeBack(run: Run, at: { readonly nowMs: number; readonly on: string }): Bound[] {
  const { couponId } = run.document;
  if (couponId === null) return [];
  const taken = { couponId, occasion: occasionOf(run), actor: giver, reason: "not_sent" };
  return ofSettled.with({ ...taken, ...at, runId: run.runId });
}
