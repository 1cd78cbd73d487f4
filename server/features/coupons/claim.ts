import { leftInPeriod, nextOccasion } from "../../../shared/coupons/periods.ts";
import { foldedCode } from "../../../shared/coupons/schema.ts";
import type { CouponDrawn, WalletCoupon } from "../../../shared/coupons/views.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import { audited } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { answerRow, once, type Write, writeOf } from "../../platform/http/once.ts";
import type { Member } from "../members/index.ts";
import { type HeldNow, type Moment, ofRow } from "./candidates.core.ts";
import { type CouponDoing, type CouponDraft, issued, planOf } from "./draft.ts";
import { kindBy, rowsOf, withDocument } from "./read.ts";
import * as store from "./store.ts";
import { refuseGuesser, refuseGuessing } from "./tries.ts";
import { walletCoupon } from "./view.ts";
import { momentNow } from "./wallet.ts";

/** How a member comes to have a coupon by themselves: a word, a single-use code, the QR in the shop, a draw. */

export type Claim = { readonly code: string } | { readonly secret: string };

type Found = Pick<HeldNow, "kind" | "coupon">;

interface Claimed extends Found {
  readonly via: "code" | "unique_code" | "qr";
  readonly foldedCode: string | null;
}

/**
 * Takes a coupon by what a member typed or read. Who has it already and has not used it gets the same one again.
 * @throws Refusal coupon.code_unknown, coupon.code_used, coupon.not_running, coupon.sold_out, coupon.limit_reached or
 * coupon.too_many_tries.
 */
export async function claimCoupon(
  deps: Deps,
  member: Member,
  claim: Claim,
  key: string,
): Promise<WalletCoupon> {
  const write = writeOf(`card:${member.publicId}`, key, ["claim", claim]);
  return once(deps, write, async () => {
    const at = momentNow(deps);
    await refuseGuesser(deps, member);
    const found = await foundBy(deps, member, claim);
    if ("again" in found) return found.again;
    refuseNotRunning(found, at);
    const rows = await rowsOf(deps, member.memberId, found.kind.couponId);
    const taken = rows.map(({ row }) => row.occasion);
    const occasion = nextOccasion(found.coupon.perMember, at.todayOn, taken);
    if (occasion === null) {
      const unused = rows.find(({ row }) => row.status === "held" || row.status === "reserved");
      // A QR that is read twice says what the first reading gave; a second code would be lost by it.
      if (unused === undefined || found.foldedCode !== null)
        throw new Refusal("coupon.limit_reached", { reason: "limit_reached" });
      return walletCoupon(ofRow(unused, null), at);
    }
    refuseSoldOut(found);
    const draft = issued(deps, found, found.via, occasion, doingOf(member, at));
    const extra =
      found.foldedCode === null
        ? []
        : [store.useSingleCode.with({ foldedCode: found.foldedCode, id: draft.row.id, nowMs: at.nowMs })];
    return give(deps, member, found, draft, write, at, extra);
  });
}

async function give(
  deps: Deps,
  member: Member,
  found: Found,
  draft: CouponDraft,
  write: Write,
  at: Moment,
  extra: readonly Bound[],
): Promise<WalletCoupon> {
  const made = walletCoupon(ofRow({ ...found, row: draft.row }, null), at);
  const [first, ...rest] = splitStock(planOf([draft]));
  const statements = [...(first ?? []), ...extra, answerRow(write, made, at.nowMs), ...(rest[0] ?? [])];
  await deps.database.commit(audited(auditOf(deps, member, "coupons.claim", draft, at), statements));
  return made;
}

/** The row's own statements, and the stock's, which comes last: what a plan locks last it holds shortest. */
function splitStock(statements: readonly Bound[]): readonly (readonly Bound[])[] {
  return [statements.slice(0, -1), statements.slice(-1)];
}

function auditOf(deps: Deps, member: Member, action: string, { row }: CouponDraft, at: Moment) {
  return {
    auditId: deps.ids.ulid(),
    atMs: at.nowMs,
    actor: { kind: "member" as const, id: member.publicId },
    action,
    subject: `coupon:${row.id}`,
    nodeId: null,
    details: { couponId: row.couponId },
  };
}

async function foundBy(
  deps: Deps,
  member: Member,
  claim: Claim,
): Promise<Claimed | { readonly again: WalletCoupon }> {
  if ("secret" in claim) {
    const row = await deps.database.first(store.couponBySecret, { secret: claim.secret });
    const found = row === undefined ? null : await withDocument(deps, row);
    if (found !== null) return { ...found, via: "qr", foldedCode: null };
    throw await refuseGuessing(deps, member);
  }
  const code = foldedCode(claim.code);
  const word = await deps.database.first(store.couponByCode, { foldedCode: code });
  const byWord = word === undefined ? null : await withDocument(deps, word);
  if (byWord !== null) return { ...byWord, via: "code", foldedCode: null };
  const single = await deps.database.first(store.couponBySingleCode, { foldedCode: code });
  const bySingle = single === undefined ? null : await withDocument(deps, single);
  if (single === undefined || bySingle === null) throw await refuseGuessing(deps, member);
  if (single.member_coupon_id === null) return { ...bySingle, via: "unique_code", foldedCode: code };
  if (single.user_id !== member.memberId) throw new Refusal("coupon.code_used");
  const rows = await rowsOf(deps, member.memberId, bySingle.kind.couponId);
  const own = rows.find(({ row }) => row.id === single.member_coupon_id);
  if (own === undefined || own.row.status !== "held") throw new Refusal("coupon.code_used");
  return { again: walletCoupon(ofRow(own, null), momentNow(deps)) };
}

function refuseNotRunning({ kind, coupon }: Found, { todayOn }: Moment): void {
  const { from, to } = coupon.validity;
  const outside = (from !== null && todayOn < from) || (to !== null && to < todayOn);
  if (kind.status !== "issued" || outside) throw new Refusal("coupon.not_running");
}

function refuseSoldOut({ kind }: Found): void {
  const { given, givenMax } = kind;
  if (givenMax !== null && given >= givenMax) throw new Refusal("coupon.sold_out", { reason: "sold_out" });
}

function doingOf(member: Member, { todayOn, nowMs }: Moment): CouponDoing {
  return {
    actor: `member:${member.publicId}`,
    memberId: member.memberId,
    ...{ storeId: null, tillId: null, purchaseId: null },
    businessDate: todayOn,
    nowMs,
  };
}

/**
 * One draw. Its chance is drawn once, before anything is read: who loses a race for the last ones is not drawn anew, which
 * would make the odds of the busy better than those of the others.
 * @throws Refusal coupon.not_found, coupon.not_running or coupon.limit_reached.
 */
export function drawCoupon(deps: Deps, member: Member, couponId: string, key: string): Promise<CouponDrawn> {
  const write = writeOf(`card:${member.publicId}`, key, ["draw", couponId]);
  const perMille = Number(deps.ids.digits(3));
  return once(deps, write, async () => {
    const at = momentNow(deps);
    const found = await kindBy(deps, couponId);
    if (found === null || found.coupon.issue.to !== "draw") throw new Refusal("coupon.not_found");
    refuseNotRunning(found, at);
    const { kind, coupon } = found;
    const of = { couponId, memberId: member.memberId };
    const taken = (await deps.database.all(store.drawsOfMember, of)).map(({ occasion }) => occasion);
    const occasion = nextOccasion(coupon.perMember, at.todayOn, taken);
    if (occasion === null) throw new Refusal("coupon.limit_reached", { reason: "limit_reached" });
    const isLeft = kind.givenMax === null || kind.given < kind.givenMax;
    const won = isLeft && perMille < found.coupon.issue.oddsPerMille;
    const draft = won ? issued(deps, found, "draw", occasion, doingOf(member, at)) : null;
    const drawn: CouponDrawn = {
      won,
      coupon: draft === null ? null : walletCoupon(ofRow({ ...found, row: draft.row }, null), at),
      drawsLeft: leftInPeriod(coupon.perMember, at.todayOn, [...taken, occasion]),
    };
    const row = {
      auditId: deps.ids.ulid(),
      atMs: at.nowMs,
      actor: { kind: "member" as const, id: member.publicId },
      action: "coupons.draw",
      subject: `coupon:${couponId}`,
      nodeId: null,
      details: { won },
    };
    const counted = store.insertDraw.with({ ...of, occasion, won: won ? 1 : 0, nowMs: at.nowMs });
    const answer = answerRow(write, drawn, at.nowMs);
    const plan = draft === null ? [] : planOf([draft]);
    await deps.database.commit(audited(row, [counted, answer, ...plan]));
    return drawn;
  });
}
