import { rankRefusal, takesYen, type Visit, visitRefusal } from "../../../shared/coupons/evaluate.ts";
import type { CouponShown, WalletCoupon } from "../../../shared/coupons/views.ts";
import { dateAt, timeAt, weekdayOf } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import { audited, housekeeping } from "../../platform/database/plan.ts";
import { answerRow, once, readAgain, writeOf } from "../../platform/http/once.ts";
import type { Member } from "../members/index.ts";
import { openStore, type PlaceNode, placesOf } from "../stores/index.ts";
import { type HeldNow, type MemberCoupon, type Moment, ofRow, refusalNow } from "./candidates.core.ts";
import { type CouponDoing, type CouponDraft, changed, draftOf, planOf } from "./draft.ts";
import { proofFrom } from "./proof.ts";
import { redeemed, refusalOf } from "./sale.ts";
import { withdrawChoice } from "./store.ts";
import { walletCoupon } from "./view.ts";
import { momentNow, theirs } from "./wallet.ts";

/** What the member does with a coupon on the phone: 時限 is opened, かざす is chosen for the till, 見せる is used. */

/** What is asked of a member beside a coupon; ranks and points stand above this slice. */
export type MemberFacts = Pick<Visit, "rankCode" | "ladder" | "nthPurchase">;
export type FactsOf = (deps: Deps, member: Member) => Promise<MemberFacts>;

const presentedMs = 5 * 60_000;
const renewAfterMs = 60_000;

function doingOf(member: Member, { todayOn, nowMs }: Moment, storeId: number | null): CouponDoing {
  return {
    actor: `member:${member.publicId}`,
    memberId: member.memberId,
    storeId,
    tillId: null,
    purchaseId: null,
    businessDate: todayOn,
    nowMs,
  };
}

function auditOf(deps: Deps, member: Member, action: string, row: MemberCoupon, nodeId: number | null) {
  return {
    auditId: deps.ids.ulid(),
    atMs: deps.clock.nowMs(),
    actor: { kind: "member" as const, id: member.publicId },
    action,
    subject: `coupon:${row.id}`,
    nodeId,
    details: { couponId: row.couponId },
  };
}

function after(held: HeldNow, { row }: CouponDraft, at: Moment): WalletCoupon {
  return walletCoupon(ofRow({ ...held, row }, held.usesLeft), at);
}

/**
 * Starts a timed coupon's countdown, by the server's clock and once: asked again, it says the same end.
 * @throws Refusal coupon.not_found, and the reason why it cannot be used.
 */
export function openCoupon(
  deps: Deps,
  factsOf: FactsOf,
  member: Member,
  walletId: string,
): Promise<WalletCoupon> {
  return readAgain(deps, async () => {
    const at = momentNow(deps);
    const held = await theirs(deps, member, walletId, at);
    const minutes = held.coupon.timedMinutes;
    if (minutes === null) throw new Refusal("coupon.not_found", { walletId, reason: "not_found" });
    // Opened before: how much is left, or that it is over, is what the page wants to know.
    if (held.row !== null && held.row.timedUntilMs !== null) return walletCoupon(held, at);
    refuse(held, at);
    await refuseRank(deps, held, factsOf, member);
    const doing = doingOf(member, at, null);
    const patch = { timedUntilMs: at.nowMs + minutes * 60_000 };
    const draft = changed(draftOf(deps, held, doing), "opened", patch, doing);
    await deps.database.commit(
      audited(auditOf(deps, member, "coupons.open", draft.row, null), planOf([draft])),
    );
    return after(held, draft, at);
  });
}

function refuse(held: HeldNow, at: Moment): void {
  const refused = refusalNow(held, at, null);
  if (refused !== null) throw refusalOf(held, refused);
}

/** Before a countdown runs, or a code is held to a reader, for nothing. */
async function refuseRank(deps: Deps, held: HeldNow, factsOf: FactsOf, member: Member): Promise<void> {
  const { conditions } = held.coupon;
  const refused = conditions.ranks === null ? null : rankRefusal(conditions, await factsOf(deps, member));
  if (refused !== null) throw refusalOf(held, refused);
}

/**
 * Chooses a coupon for the next reading at a till, for five minutes; asked again, for five more.
 * @throws Refusal coupon.not_found, and the reason why it cannot be used.
 */
export function presentCoupon(
  deps: Deps,
  factsOf: FactsOf,
  member: Member,
  walletId: string,
): Promise<WalletCoupon> {
  return readAgain(deps, async () => {
    const at = momentNow(deps);
    const held = await theirs(deps, member, walletId, at);
    refuse(held, at);
    await refuseRank(deps, held, factsOf, member);
    const until = held.row?.presentedUntilMs ?? 0;
    if (until > at.nowMs + presentedMs - renewAfterMs) return walletCoupon(held, at);
    const doing = doingOf(member, at, null);
    const patch = { presentedUntilMs: at.nowMs + presentedMs };
    const draft = changed(draftOf(deps, held, doing), "presented", patch, doing);
    await deps.database.commit(
      audited(auditOf(deps, member, "coupons.present", draft.row, null), planOf([draft])),
    );
    return after(held, draft, at);
  });
}

/** Takes the choice back. */
export async function withdrawCoupon(deps: Deps, member: Member, walletId: string): Promise<WalletCoupon> {
  const at = momentNow(deps);
  const held = await theirs(deps, member, walletId, at);
  if (held.row === null || held.row.presentedUntilMs === null) return walletCoupon(held, at);
  const why = "a choice on the phone that was taken back; what was chosen stays in the coupon's changes";
  await deps.database.commit(housekeeping(why, [withdrawChoice.with({ id: held.row.id })]));
  return walletCoupon({ ...held, row: { ...held.row, presentedUntilMs: null } }, at);
}

/**
 * 見せる, and 時限 while it runs: used by the member's own tap, before the eyes of staff.
 * @throws Refusal coupon.at_the_till for what is used in a sale alone, coupon.open_first, coupon.store_needed, store.not_found
 * and the reason why it cannot be used.
 */
export function redeemCoupon(
  deps: Deps,
  factsOf: FactsOf,
  member: Member,
  asked: { readonly walletId: string; readonly storeId: string | null },
  key: string,
): Promise<CouponShown> {
  const { walletId, storeId } = asked;
  const write = writeOf(`card:${member.publicId}`, key, ["redeem", walletId, storeId]);
  return once(deps, write, async () => {
    const at = momentNow(deps);
    const [held, facts, store] = await Promise.all([
      theirs(deps, member, walletId, at),
      factsOf(deps, member),
      storeId === null ? null : openStore(deps, storeId),
    ]);
    refuse(held, at);
    await refuseHere(deps, held, facts, store, at);
    const draft = redeemed(deps, held, { yen: 0, points: 0 }, doingOf(member, at, store?.nodeId ?? null));
    const made: CouponShown = {
      coupon: after(held, draft, at),
      usedAtMs: at.nowMs,
      storeName: store?.name ?? null,
      proof: proofFrom(deps, at.nowMs),
    };
    const row = auditOf(deps, member, "coupons.redeem", draft.row, store?.nodeId ?? null);
    await deps.database.commit(audited(row, [answerRow(write, made, at.nowMs), ...planOf([draft])]));
    return made;
  });
}

async function refuseHere(
  deps: Deps,
  held: HeldNow,
  facts: MemberFacts,
  store: PlaceNode | null,
  at: Moment,
): Promise<void> {
  const { coupon, row, walletId } = held;
  // Points are given by a sale: who shows the screen alone would use the coupon up for nothing.
  if (coupon.mode === "scan" || !takesYen(coupon)) throw new Refusal("coupon.at_the_till", { walletId });
  if (coupon.mode === "timed" && (row === null || row.timedUntilMs === null)) {
    throw new Refusal("coupon.open_first", { walletId });
  }
  if (coupon.conditions.places !== null && store === null) {
    throw new Refusal("coupon.store_needed", { walletId });
  }
  const timeZone = store?.timeZone ?? deps.settings.timeZone;
  const businessDate = dateAt(at.nowMs, timeZone);
  const refused = visitRefusal(coupon, {
    ...facts,
    places: store === null ? [] : await placesOf(deps, store),
    channel: "store",
    businessDate,
    weekday: weekdayOf(businessDate),
    timeOfDay: timeAt(at.nowMs, timeZone),
  });
  if (refused !== null) throw refusalOf(held, refused);
}
