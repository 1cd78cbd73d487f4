import { dateAt, timeAt, weekdayOf } from "../../../shared/dates.ts";
import { giftsOf } from "../../../shared/points/earn/gifts.ts";
import { poolsOf, quoteEarn } from "../../../shared/points/earn/quote.ts";
import type { EarnFacts } from "../../../shared/points/earn/types.ts";
import { ruleVersionsOf } from "../../../shared/points/earn/versions.ts";
import type { Programme } from "../../../shared/points/programme/schema.ts";
import type { Deps } from "../../deps.ts";
import { audited } from "../../platform/database/plan.ts";
import { readAgain } from "../../platform/http/once.ts";
import { type Departed, departedBefore, type Member, planDebtCarried } from "../members/index.ts";
import {
  type Account,
  type Doing,
  type Draft,
  deductOwing,
  draftOf,
  earn,
  loadMemberAccount,
  mainProgramme,
  planDraws,
  planOf,
  poolsUsed,
  rulesAt,
  rulesOfClient,
  toolsOf,
} from "../points/index.ts";

/**
 * Gives what the rules of the moment of joining give for it (入会特典), but for those that gave it to the same person before
 * they left; what they owed then comes with them. A commit of its own, because an entry's hash holds the account's
 * number, which the database gives with the first commit. Where that commit was lost, the next sign-in finds an account
 * without the entry of joining and gives it then, whatever was sold meanwhile; two at once are one after the other in the
 * account's stream, and the second finds the entry of the first.
 */
export async function giveSignUpBonus(deps: Deps, { memberId }: Pick<Member, "memberId">): Promise<void> {
  await readAgain(deps, async () => {
    // Again, although the caller knows the member: who has left meanwhile is given nothing.
    const found = await loadMemberAccount(deps, memberId, mainProgramme);
    if (found === null || found.member.lineUserId === null) return;
    const { member, account } = found;
    const before = await departedBefore(deps, found.member.lineUserId);
    const award = await awardOf(deps, member, account, before);
    if (award === null && before.debt === 0) return;
    const nowMs = deps.clock.nowMs();
    const owing = carried(deps, member, account, before.debt);
    const draft = award === null ? owing : earn(owing, award.gifts, award.rules, award.doing, toolsOf(deps));
    const row = {
      auditId: deps.ids.ulid(),
      atMs: nowMs,
      actor: { kind: "member" as const, id: member.publicId },
      action: award === null ? "points.debt_carried" : "points.sign_up_bonus",
      subject: `member:${member.publicId}`,
      nodeId: null,
      details: { points: award?.points ?? 0, debtCarried: before.debt },
    };
    const today = dateAt(nowMs, deps.settings.timeZone);
    const settled = before.debt === 0 ? [] : planDebtCarried(deps, found.member.lineUserId);
    const draws = award === null ? [] : planDraws(award.draws);
    await deps.database.commit(audited(row, [...planOf(draft, today), ...settled, ...draws]));
  });
}

/** The join rules that gave a member something, so that they give it once. */
export function joinRulesOf(deps: Deps, member: Member, accountId: number): Promise<readonly string[]> {
  return rulesOfClient(deps, accountId, `join:${member.publicId}`);
}

/** What was owed when the same person left is owed again, as an entry of its own. */
function carried(deps: Deps, member: Member, account: Account, debt: number): Draft {
  const before = draftOf(account);
  if (debt === 0) return before;
  const nowMs = deps.clock.nowMs();
  const doing = byJoining(member, nowMs, nowMs, dateAt(nowMs, deps.settings.timeZone), "rejoin");
  return deductOwing(before, debt, true, doing, toolsOf(deps)).draft;
}

/** What joining gives; null where it is nothing, or was given. */
async function awardOf(deps: Deps, member: Member, account: Account, before: Departed) {
  const inForce = await rulesAt(deps, mainProgramme, member.joinedAtMs);
  const rules = inForce.rules.filter(
    ({ ruleId, trigger }) => trigger !== "join" || !before.rules.includes(ruleId),
  );
  if (!rules.some(({ trigger, state }) => trigger === "join" && state === "active")) return null;
  if (account.seq > 0 && (await joinRulesOf(deps, member, account.accountId)).length > 0) return null;
  const programme = { ...inForce, rules };
  const occasion = joining(member, programme, deps.settings.timeZone);
  const facts = { ...occasion, pools: await poolsUsed(deps, poolsOf(programme, occasion)) };
  const award = quoteEarn(programme, facts, []);
  if (award.points === 0) return null;
  return {
    points: award.points,
    draws: award.draws,
    gifts: giftsOf(award, programme, facts),
    rules: ruleVersionsOf(programme, award),
    doing: byJoining(member, member.joinedAtMs, deps.clock.nowMs(), facts.businessDate, "join"),
  };
}

function byJoining(
  member: Member,
  occurredAtMs: number,
  recordedAtMs: number,
  businessDate: string,
  what: "join" | "rejoin",
): Doing {
  return {
    ...{ occurredAtMs, recordedAtMs, businessDate },
    ...{ storeId: null, tillId: null, purchaseId: null, receiptNumber: null, amountYen: null },
    ...{ actor: `member:${member.publicId}`, clientId: `${what}:${member.publicId}` },
  };
}

/** Joining happens in no store, so a rule for some stores gives nothing for it. */
function joining(member: Member, programme: Programme, timeZone: string): EarnFacts {
  const businessDate = dateAt(member.joinedAtMs, timeZone);
  return {
    ...{ trigger: "join", amountsAre: programme.amountIs, businessDate, weekday: weekdayOf(businessDate) },
    ...{
      timeOfDay: timeAt(member.joinedAtMs, timeZone),
      memberId: member.publicId,
      places: [],
      storeId: null,
    },
    ...{ channel: "store", rank: null, segments: [], nthPurchase: 0, firstOfDay: false },
    birthdayMonth: member.birthday?.slice(0, 2) === businessDate.slice(5, 7),
    ...{ paymentMethods: [], pointsUsed: 0, pools: {} },
  };
}
