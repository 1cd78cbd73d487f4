import { dateAt } from "../../../../shared/dates.ts";
import { Refusal } from "../../../../shared/errors.ts";
import { expiryAfter } from "../../../../shared/points/expiry.ts";
import type { StampsGained } from "../../../../shared/stamps/views.ts";
import type { Deps } from "../../../deps.ts";
import type { Actor } from "../../../platform/auth/actor.ts";
import { audited } from "../../../platform/database/plan.ts";
import type { Bound } from "../../../platform/database/prepared.ts";
import { answerRow, once, type Write } from "../../../platform/http/once.ts";
import { planIssue } from "../../coupons/index.ts";
import {
  draftOf,
  type Gift,
  grant,
  loadMemberAccount,
  type MemberAccount,
  mainProgramme,
  planOf,
  rulesInForce,
  toolsOf,
} from "../../points/index.ts";
import {
  type ByHand,
  planCorrection,
  planHandStamps,
  planImport,
  type StampBenefitDue,
  type StampsPlanned,
} from "../../stamps/index.ts";
import type { StoreNode } from "../../stores/index.ts";

/** Who stamps without a sale: staff at their store, or somebody at the console. */
export interface Stamper {
  readonly actor: Actor;
  readonly storeNode: StoreNode | null;
  readonly places: readonly string[] | null;
  readonly manages: boolean;
}

export interface StampsAsked {
  readonly cardId: string;
  /** Signed, where it is a correction. */
  readonly stamps: number;
  readonly reason: string | null;
}

const plans = {
  give: { plan: planHandStamps, action: "stamps.give" },
  import: { plan: planImport, action: "stamps.import" },
  correct: { plan: planCorrection, action: "stamps.correct" },
} as const;

export interface StampsGiven {
  readonly gained: readonly StampsGained[];
}

/**
 * Stamps by hand, with all that they give, in one commit.
 * @throws Refusal stamps.*, member.not_found, member.left or member.suspended.
 */
export function stampByHand(
  deps: Deps,
  kind: keyof typeof plans,
  stamperOf: () => Promise<Stamper & { readonly memberId: number }>,
  asked: StampsAsked,
  write: Write,
): Promise<StampsGiven> {
  return once(deps, write, async () => {
    const { memberId, actor, storeNode, places, manages } = await stamperOf();
    const found = await loadMemberAccount(deps, memberId, mainProgramme);
    if (found === null) throw new Refusal("member.not_found");
    if (found.member.status !== "active") {
      throw new Refusal(found.member.status === "left" ? "member.left" : "member.suspended");
    }
    const nowMs = deps.clock.nowMs();
    const on = dateAt(nowMs, storeNode?.timeZone ?? deps.settings.timeZone);
    const storeId = storeNode?.nodeId ?? null;
    const by = `${actor.kind}:${actor.id}`;
    const doing: ByHand = {
      ...{ ...asked, memberId, places, manages, nowMs, on, storeId },
      ...{ actor: by, purchaseId: null },
    };
    const auditId = deps.ids.ulid();
    const done = await plans[kind].plan(deps, doing);
    const row = {
      ...{ auditId, atMs: nowMs, actor, action: plans[kind].action, nodeId: storeId },
      subject: `member:${found.member.publicId}`,
      details: { cardId: asked.cardId, stamps: asked.stamps },
    };
    const given = { gained: done.gained };
    const statements = [
      ...done.statements,
      ...(await planBenefits(deps, found, done, doing, write.key)),
      answerRow(write, given, nowMs),
    ];
    await deps.database.commit(audited(row, statements));
    return given;
  });
}

/** Coupons and points that cards give outside a sale; points as an adjustment of the ledger, from a promotion. */
async function planBenefits(
  deps: Deps,
  found: MemberAccount,
  { benefits }: StampsPlanned,
  doing: ByHand,
  clientId: string,
): Promise<readonly Bound[]> {
  const { memberId, actor, nowMs, storeId, on } = doing;
  const coupons = await Promise.all(
    benefits.map((benefit) =>
      benefit.kind !== "coupon"
        ? []
        : planIssue(deps, benefit.couponId, memberId, {
            ...{ via: "stamp", occasion: benefit.occasion, actor, nowMs, storeId },
            businessDate: on,
          }),
    ),
  );
  return [...coupons.flat(), ...(await planPoints(deps, found, benefits, doing, clientId))];
}

async function planPoints(
  deps: Deps,
  { account }: MemberAccount,
  benefits: readonly StampBenefitDue[],
  { actor, nowMs, storeId, on }: ByHand,
  clientId: string,
): Promise<readonly Bound[]> {
  const points = benefits.reduce((sum, due) => sum + (due.kind === "points" ? due.points : 0), 0);
  if (points === 0) return [];
  const { expires, fiscalYearStartsIn } = await rulesInForce(deps, mainProgramme);
  const gift: Gift = {
    points,
    activatesOn: on,
    expiresOn: expiryAfter(expires, on, fiscalYearStartsIn),
    origin: "promotion",
    fundedBy: "head_office",
    renews: expires.kind === "activity",
    waits: null,
  };
  const moment = { occurredAtMs: nowMs, recordedAtMs: nowMs, businessDate: on };
  const nothing = { tillId: null, purchaseId: null, receiptNumber: null, amountYen: null };
  const draft = grant(
    draftOf(account),
    gift,
    { ...moment, ...nothing, storeId, actor, clientId },
    toolsOf(deps),
  );
  return planOf(draft, on);
}
