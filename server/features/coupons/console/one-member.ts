import type { GiveAsked, GivenByHand } from "../../../../shared/coupons/console.ts";
import { isReserved } from "../../../../shared/coupons/evaluate.ts";
import type { HeldCoupon, MemberCoupons } from "../../../../shared/coupons/views.ts";
import { dateAt } from "../../../../shared/dates.ts";
import { Refusal } from "../../../../shared/errors.ts";
import type { Deps } from "../../../deps.ts";
import type { Actor } from "../../../platform/auth/actor.ts";
import { answerRow, once, readAgain, type Write } from "../../../platform/http/once.ts";
import { type Member, memberById, memberByPublicId, memberNumberOf } from "../../members/index.ts";
import { staffNames } from "../../stores/index.ts";
import type { MemberCoupon } from "../candidates.core.ts";
import { type CouponDoing, type CouponDraft, changed, issued, planOf } from "../draft.ts";
import { mayBeGiven } from "../issue.ts";
import { heldBy, kindBy } from "../read.ts";
import { undoTap } from "../taps.ts";
import type { FactsOf } from "../use.ts";
import { walletOf } from "../wallet.ts";
import { commit, nameOf } from "./publish.ts";
import { couponIn } from "./state.ts";
import * as store from "./store-results.ts";

/** A coupon of one member, in the hands of staff at the console. */

/** @throws Refusal member.not_found, member.left, coupon.not_given_by_hand. */
export function giveByHand(
  deps: Deps,
  actor: Actor,
  couponId: string,
  { memberId, reason }: GiveAsked,
  write: Write,
): Promise<GivenByHand> {
  return once(deps, write, async () => {
    const member = await existing(deps, memberId);
    if (member.status === "left") throw new Refusal("member.left");
    const doing = doingOf(deps, actor, member.memberId);
    const found = await kindBy(deps, couponId);
    const mayGive =
      found !== null && found.kind.audience !== "everyone" && mayBeGiven(found, doing.businessDate);
    if (!mayGive) throw new Refusal("coupon.not_given_by_hand");
    const walletId = deps.ids.ulid();
    // Each giving is an occasion of its own: to give another is a decision, and its repetition finds the first answer.
    const made = issued(deps, found, "staff", `staff:${walletId}`, doing, walletId);
    // Why stands with the coupon and in no log: it is about a person, and goes when they go.
    const draft = { ...made, changes: made.changes.map((change) => ({ ...change, reason })) };
    await commit(
      deps,
      actor,
      "coupons.give",
      couponId,
      doing.nowMs,
      [...planOf([draft]), answerRow(write, { walletId }, doing.nowMs)],
      { member: member.publicId },
    );
    return { walletId };
  });
}

/** @throws Refusal coupon.not_found, coupon.not_revocable where it is used, expired or in a payment. */
export function revoke(
  deps: Deps,
  actor: Actor,
  couponId: string,
  walletId: string,
  reason: string,
): Promise<HeldCoupon> {
  return move(deps, actor, couponId, walletId, "coupons.revoke", (whole, doing) => {
    const { status, untilOn } = whole.row;
    if (status === "revoked") return null;
    const inHand = status === "held" || (status === "reserved" && !isReserved(whole.row, doing.nowMs));
    const isOver = untilOn !== null && untilOn < doing.businessDate;
    if (!inHand || isOver) throw new Refusal("coupon.not_revocable");
    const gone = {
      status: "revoked" as const,
      ...{ reservedFor: null, reservedUntilMs: null, presentedUntilMs: null },
    };
    return changed(whole, "revoked", gone, doing, { reason });
  });
}

/** Takes a withdrawal back. @throws Refusal coupon.not_found, member.left: what left with a member stays gone. */
export function reinstate(deps: Deps, actor: Actor, couponId: string, walletId: string): Promise<HeldCoupon> {
  return move(deps, actor, couponId, walletId, "coupons.reinstate", async (whole, doing) => {
    if (whole.row.status !== "revoked") return null;
    if ((await memberById(deps, whole.row.memberId))?.status === "left") throw new Refusal("member.left");
    return changed(whole, "reinstated", { status: "held" }, doing);
  });
}

/**
 * Gives back what the member used by their own tap, on whatever day.
 * @throws Refusal coupon.not_found, coupon.not_undoable, member.left.
 */
export function undoUse(
  deps: Deps,
  actor: Actor,
  couponId: string,
  walletId: string,
  reason: string,
): Promise<HeldCoupon> {
  return move(deps, actor, couponId, walletId, "coupons.undo", ({ row }, doing) =>
    undoTap(deps, row, doing, reason),
  );
}

function move(
  deps: Deps,
  actor: Actor,
  couponId: string,
  walletId: string,
  action: string,
  decide: (whole: CouponDraft, doing: CouponDoing) => CouponDraft | null | Promise<CouponDraft | null>,
): Promise<HeldCoupon> {
  return readAgain(deps, async () => {
    const row = await ofCoupon(deps, couponId, walletId);
    const doing = doingOf(deps, actor, row.memberId);
    const draft = await decide({ row, isNew: false, changes: [], given: 0, used: 0 }, doing);
    if (draft !== null) {
      const details = { coupon: walletId };
      await commit(deps, actor, action, couponId, doing.nowMs, planOf([draft]), details);
    }
    const found = (await heldCoupons(deps, row.memberId)).find((one) => one.walletId === walletId);
    if (found === undefined) throw new Refusal("coupon.not_found");
    return found;
  });
}

/** Looked up together with the coupon it is of. */
async function ofCoupon(deps: Deps, couponId: string, walletId: string): Promise<MemberCoupon> {
  const found = await deps.database.first(store.rowOfCoupon, { id: walletId, couponId });
  const nowMs = deps.clock.nowMs();
  const at = { todayOn: dateAt(nowMs, deps.settings.timeZone), nowMs };
  const held = found === undefined ? null : await heldBy(deps, found.member_id, walletId, at);
  if (held === null || held.row === null) throw new Refusal("coupon.not_found");
  return held.row;
}

function doingOf(deps: Deps, actor: Actor, memberId: number): CouponDoing {
  const nowMs = deps.clock.nowMs();
  return {
    ...{ actor: nameOf(actor), memberId, nowMs, storeId: null, tillId: null, purchaseId: null },
    businessDate: dateAt(nowMs, deps.settings.timeZone),
  };
}

async function existing(deps: Deps, typed: string): Promise<Member> {
  const number = memberNumberOf(typed);
  const member = number === null ? null : await memberByPublicId(deps, number);
  if (member === null) throw new Refusal("member.not_found");
  return member;
}

const shownMax = 100;

/** The newest hundred with all that happened to them, and what every member may use; who left uses none of those. */
export async function memberCoupons(deps: Deps, publicId: string, factsOf: FactsOf): Promise<MemberCoupons> {
  const member = await existing(deps, publicId);
  const [coupons, wallet] = await Promise.all([
    heldCoupons(deps, member.memberId),
    member.status === "left" ? null : factsOf(deps, member).then((rank) => walletOf(deps, member, rank)),
  ]);
  const open = (wallet?.usable ?? []).filter(({ walletId, couponId }) => walletId === couponId);
  return {
    coupons,
    everyones: open.map(({ couponId, name, from, untilOn, refused }) => ({
      ...{ couponId, name, from, untilOn, refused },
    })),
  };
}

async function heldCoupons(deps: Deps, memberId: number): Promise<readonly HeldCoupon[]> {
  const [rows, names] = await Promise.all([
    deps.database.all(store.couponsOfOne, { memberId, limit: shownMax }),
    staffNames(deps),
  ]);
  const ids = JSON.stringify(rows.map((row) => row.member_coupon_id));
  const changes = rows.length === 0 ? [] : await deps.database.all(store.changesOfMany, { ids });
  return rows.map((row) => ({
    walletId: row.member_coupon_id,
    couponId: row.coupon_id,
    name: couponIn(row.coupon).name,
    status: row.status,
    via: row.via,
    issuedAtMs: row.issued_at_ms,
    untilOn: row.until_on,
    changes: changes
      .filter((change) => change.member_coupon_id === row.member_coupon_id)
      .map((change) => ({
        kind: change.kind,
        atMs: change.at_ms,
        actorName: names.get(change.actor.replace(/^staff:/, "")) ?? null,
        storeName: change.name,
        purchaseId: change.purchase_id,
        yen: change.yen,
        reason: change.reason,
      })),
  }));
}
