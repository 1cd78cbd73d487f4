import { leftInPeriod } from "../../../shared/coupons/periods.ts";
import type { CouponsAtHome, Wallet, WalletCoupon } from "../../../shared/coupons/views.ts";
import { addDays, dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import type { Member } from "../members/index.ts";
import { openStores } from "../stores/index.ts";
import { type HeldNow, type Moment, ofRow } from "./candidates.core.ts";
import { mayBeGiven } from "./issue.ts";
import { couponsOfMember, heldBy, kindsFor, withDocuments } from "./read.ts";
import { drawsOfMember, markSeen, pastRows } from "./store.ts";
import { couponOfRank, inOrder, type Ranked, walletCoupon } from "./view.ts";

const pastDays = 30;
const pastMax = 50;
const soonDays = 7;

export function momentNow(deps: Pick<Deps, "clock" | "settings">): Moment {
  const nowMs = deps.clock.nowMs();
  return { nowMs, todayOn: dateAt(nowMs, deps.settings.timeZone) };
}

/** All that a member has and had lately. What may be used again in a later period stays among the usable, last. */
export async function walletOf(deps: Deps, member: Member, rank: Ranked): Promise<Wallet> {
  const at = momentNow(deps);
  const [held, past, draws, stores] = await Promise.all([
    couponsOfMember(deps, { memberId: member.memberId, ...at }),
    pastOf(deps, member, at),
    drawsFor(deps, member, at),
    openStores(deps),
  ]);
  const [usable, over] = parted(held, at, rank);
  return {
    usable: inOrder(usable),
    past: [...inOrder(over), ...past],
    draws,
    stores: stores.map(({ publicId, name }) => ({ publicId, name })),
    serverTimeMs: deps.clock.nowMs(),
  };
}

/** Those that can be used now or later, and those of the member's own that are over by the clock, though no job wrote it. */
function parted(
  held: readonly HeldNow[],
  at: Moment,
  rank: Ranked,
): readonly [WalletCoupon[], WalletCoupon[]] {
  const usable: WalletCoupon[] = [];
  const over: WalletCoupon[] = [];
  for (const one of held) {
    const view = couponOfRank(one, at, rank);
    const reason = view.refused?.reason;
    const ends = reason === "expired" || reason === "stopped" || reason === "time_over";
    const comesAgain = reason !== "limit_reached" || view.refused?.on !== undefined;
    if (!ends && reason !== "sold_out" && comesAgain) usable.push(view);
    else if (one.row !== null) {
      const lately = view.untilOn === null || view.untilOn >= addDays(at.todayOn, -pastDays);
      if (lately) over.push(reason === "expired" ? { ...view, status: "expired" } : view);
    }
  }
  return [usable, over];
}

async function pastOf(deps: Deps, member: Member, at: Moment): Promise<readonly WalletCoupon[]> {
  const since = { sinceMs: at.nowMs - pastDays * 86_400_000, sinceOn: addDays(at.todayOn, -pastDays) };
  const rows = await deps.database.all(pastRows, { memberId: member.memberId, ...since, limit: pastMax });
  return (await withDocuments(deps, rows)).map((row) => walletCoupon(ofRow(row, null), at));
}

async function drawsFor(deps: Deps, member: Member, at: Moment): Promise<Wallet["draws"]> {
  const open = (await kindsFor(deps, "draw", at.todayOn)).filter(
    (found) => mayBeGiven(found, at.todayOn) && (found.coupon.validity.from ?? "") <= at.todayOn,
  );
  return Promise.all(
    open.map(async ({ kind, coupon }) => {
      const taken = await deps.database.all(drawsOfMember, {
        couponId: kind.couponId,
        memberId: member.memberId,
      });
      return {
        couponId: kind.couponId,
        name: coupon.name,
        description: coupon.description,
        picturePath: coupon.pictureId === null ? null : `/pictures/${coupon.pictureId}`,
        drawsLeft: leftInPeriod(
          coupon.perMember,
          at.todayOn,
          taken.map(({ occasion }) => occasion),
        ),
      };
    }),
  );
}

/** What the card's first screen says of coupons: two short reads. */
export async function couponsAtHome(
  deps: Deps,
  member: Member,
  rankCode: string | null,
): Promise<CouponsAtHome> {
  const usable = await usableCoupons(deps, member, rankCode);
  const soon = addDays(momentNow(deps).todayOn, soonDays);
  const [first] = usable;
  const endingSoon = first !== undefined && first.untilOn !== null && first.untilOn <= soon ? first : null;
  return { usable: usable.length, endingSoon };
}

/** What can be used today, the one that ends soonest first. */
export async function usableCoupons(
  deps: Deps,
  member: Member,
  rankCode: string | null,
): Promise<readonly WalletCoupon[]> {
  const at = momentNow(deps);
  const held = await couponsOfMember(deps, { memberId: member.memberId, ...at });
  return inOrder(
    held
      .map((one) => couponOfRank(one, at, { rankCode, ladder: [] }))
      .filter(({ refused }) => refused === null),
  );
}

/** What the shop gives to everyone: what a guest is shown. */
export async function publicCoupons(deps: Deps): Promise<readonly WalletCoupon[]> {
  const at = momentNow(deps);
  const open = await kindsFor(deps, "everyone", at.todayOn);
  const held = open.map(
    ({ kind, coupon }): HeldNow => ({
      ...{ walletId: kind.couponId, couponId: kind.couponId, kind, coupon },
      ...{ row: null, usesLeft: null, occasion: null },
    }),
  );
  return inOrder(held.map((one) => walletCoupon(one, at)).filter(({ refused }) => refused === null));
}

/** The member has looked at it: counted once, for the results. @throws Refusal coupon.not_found. */
export async function seeCoupon(deps: Deps, member: Member, walletId: string): Promise<void> {
  const at = momentNow(deps);
  const held = await theirs(deps, member, walletId, at);
  const seen = { couponId: held.couponId, memberId: member.memberId, nowMs: at.nowMs };
  await deps.database.commit(housekeeping("that a member has looked at a coupon", [markSeen.with(seen)]));
}

/** @throws Refusal coupon.not_found, also for another member's. */
export async function theirs(deps: Deps, member: Member, walletId: string, at: Moment): Promise<HeldNow> {
  const held = await heldBy(deps, member.memberId, walletId, at);
  if (held === null) throw new Refusal("coupon.not_found", { walletId, reason: "not_found" });
  return held;
}
