import { changesAllowed } from "../../../../shared/coupons/changes.ts";
import { couponProblems } from "../../../../shared/coupons/check.ts";
import type { CouponState } from "../../../../shared/coupons/console.ts";
import { type Coupon, foldedCode } from "../../../../shared/coupons/schema.ts";
import { addDays, dateAt } from "../../../../shared/dates.ts";
import { Refusal } from "../../../../shared/errors.ts";
import type { Deps } from "../../../deps.ts";
import type { Actor } from "../../../platform/auth/actor.ts";
import { Conflict } from "../../../platform/database/failures.ts";
import { audited } from "../../../platform/database/plan.ts";
import type { Bound } from "../../../platform/database/prepared.ts";
import { answerRow, once, type Write } from "../../../platform/http/once.ts";
import { givenMaxOf } from "../candidates.core.ts";
import { couponState } from "./state.ts";
import * as store from "./store.ts";
import { beginBirthdays } from "./store-many.ts";

/** A new coupon, as a draft that nobody sees. */
export function makeCoupon(deps: Deps, actor: Actor, coupon: Coupon, write: Write): Promise<CouponState> {
  return once(deps, write, async () => {
    const couponId = deps.ids.publicId();
    const nowMs = deps.clock.nowMs();
    const draft = { ...coupon, version: 0 };
    const made: CouponState = {
      ...{ couponId, status: "draft", version: 0, draft, published: null, draftAtMs: nowMs },
      ...{ given: 0, used: 0, claimUrl: null, mayResume: false },
    };
    const madeBy = nameOf(actor);
    await commit(deps, actor, "coupons.make", couponId, nowMs, [
      store.insertCoupon.with({ couponId, audience: coupon.issue.to, nowMs, madeBy }),
      store.insertVersion.with({ couponId, version: 0, coupon: JSON.stringify(draft), nowMs, madeBy }),
      answerRow(write, made, nowMs),
    ]);
    return made;
  });
}

/** @throws Refusal coupon.stale, or coupon.fixed naming what an issued coupon may not change, and why. */
export async function saveDraft(
  deps: Deps,
  actor: Actor,
  couponId: string,
  coupon: Coupon,
  seenAtMs: number | null,
): Promise<CouponState> {
  const now = await couponState(deps, couponId);
  if (now.draftAtMs !== seenAtMs || now.status === "stopped") throw new Refusal("coupon.stale");
  refuseFixed(now.published, coupon);
  // A draft that is saved twice in a millisecond would otherwise look like the one before it.
  const nowMs = Math.max(deps.clock.nowMs(), (seenAtMs ?? 0) + 1);
  const text = JSON.stringify({ ...coupon, version: 0 });
  const draft = { couponId, version: 0, coupon: text, nowMs, madeBy: nameOf(actor) };
  const statements = [
    ...(seenAtMs === null ? [] : [store.dropDraftSeen.with({ couponId, seenAtMs })]),
    store.insertVersion.with(draft),
  ];
  try {
    await commit(deps, actor, "coupons.save", couponId, nowMs, statements);
  } catch (failure) {
    // Somebody else has saved between reading and writing.
    throw failure instanceof Conflict ? new Refusal("coupon.stale") : failure;
  }
  return couponState(deps, couponId);
}

function refuseFixed(published: Coupon | null, coupon: Coupon): void {
  const refused = published === null ? [] : changesAllowed(published, coupon);
  if (refused.length > 0) throw new Refusal("coupon.fixed", { fields: refused });
}

/**
 * Puts the draft into force. What members have keeps the version it was given with; those that everyone may use are the new
 * version's at once, which is never worse.
 * @throws Refusal coupon.stale, coupon.fixed, coupon.code_taken, request.invalid naming what is to be put right first.
 */
export async function issueCoupon(
  deps: Deps,
  actor: Actor,
  couponId: string,
  seenAtMs: number,
): Promise<CouponState> {
  const now = await couponState(deps, couponId);
  if (now.draft === null || now.draftAtMs !== seenAtMs || now.status === "stopped") {
    throw new Refusal("coupon.stale");
  }
  refuseFixed(now.published, now.draft);
  const nowMs = deps.clock.nowMs();
  const today = dateAt(nowMs, deps.settings.timeZone);
  const fields = couponProblems(now.draft, today);
  if (fields.length > 0) throw new Refusal("request.invalid", { fields });
  const statements = await inForce(deps, actor, { ...now, draft: now.draft }, today, nowMs);
  const action = now.status === "draft" ? "coupons.issue" : "coupons.change";
  try {
    await commit(deps, actor, action, couponId, nowMs, statements);
  } catch (failure) {
    if (!(failure instanceof Conflict)) throw failure;
    throw new Refusal(failure.constraint === "coupon_code_once" ? "coupon.code_taken" : "coupon.stale");
  }
  return couponState(deps, couponId);
}

async function inForce(
  deps: Deps,
  actor: Actor,
  now: CouponState & { readonly draft: Coupon },
  today: string,
  nowMs: number,
): Promise<readonly Bound[]> {
  const { couponId, draft } = now;
  const version = now.version + 1;
  const row = await deps.database.first(store.couponRow, { couponId });
  const { issue, validity, stock } = draft;
  const coupon = JSON.stringify({ ...draft, version });
  return [
    store.insertVersion.with({ couponId, version, coupon, nowMs, madeBy: nameOf(actor) }),
    store.putInForce.with({
      couponId,
      version,
      audience: issue.to,
      foldedCode: issue.to === "code" ? foldedCode(issue.code) : null,
      secret: issue.to === "qr" ? (row?.secret ?? deps.ids.secret()) : null,
      fromOn: validity.from,
      toOn: validity.to,
      givenMax: givenMaxOf(draft),
      usedMax: stock.usedMax,
    }),
    ...(version === 1 && issue.to === "birthday"
      ? [beginBirthdays.with({ couponId, throughOn: addDays(today, -1) })]
      : []),
    // What somebody saves meanwhile stays a draft.
    store.dropDraftSeen.with({ couponId, seenAtMs: now.draftAtMs ?? 0 }),
  ];
}

/**
 * Ends giving and using at once, or takes that back: until the end of the day on which it was stopped. Members' coupons are
 * not touched by either, so what they had they have again.
 * @throws Refusal coupon.resume_too_late, coupon.code_taken.
 */
export async function moveCoupon(
  deps: Deps,
  actor: Actor,
  couponId: string,
  to: "issued" | "stopped",
): Promise<CouponState> {
  const now = await couponState(deps, couponId);
  if (now.status === to || now.published === null) return now;
  if (to === "issued" && !now.mayResume) throw new Refusal("coupon.resume_too_late");
  const nowMs = deps.clock.nowMs();
  const { issue } = now.published;
  const moved = store.moveCoupon.with({
    couponId,
    status: to,
    foldedCode: to === "issued" && issue.to === "code" ? foldedCode(issue.code) : null,
    stoppedAtMs: to === "stopped" ? nowMs : null,
  });
  const action = to === "stopped" ? "coupons.stop" : "coupons.resume";
  try {
    await commit(deps, actor, action, couponId, nowMs, [moved]);
  } catch (failure) {
    if (failure instanceof Conflict) throw new Refusal("coupon.code_taken");
    throw failure;
  }
  return couponState(deps, couponId);
}

/** Throws away what is being written: the changes of an issued coupon, or a coupon that was never issued. */
export async function dropDraft(deps: Deps, actor: Actor, couponId: string): Promise<{ dropped: boolean }> {
  const now = await couponState(deps, couponId);
  if (now.draft === null) throw new Refusal("coupon.not_draft");
  const statements = [
    store.dropDraft.with({ couponId }),
    ...(now.status === "draft" ? [store.dropCoupon.with({ couponId })] : []),
  ];
  await commit(deps, actor, "coupons.drop_draft", couponId, deps.clock.nowMs(), statements);
  return { dropped: now.status === "draft" };
}

export function nameOf(actor: Actor): string {
  return `${actor.kind}:${actor.id}`;
}

export function commit(
  deps: Deps,
  actor: Actor,
  action: string,
  couponId: string,
  nowMs: number,
  statements: readonly Bound[],
  details: Readonly<Record<string, string | number>> = {},
): Promise<void> {
  const auditId = deps.ids.ulid();
  const row = { auditId, atMs: nowMs, actor, action, subject: `coupon:${couponId}`, nodeId: null, details };
  return deps.database.commit(audited(row, statements));
}
