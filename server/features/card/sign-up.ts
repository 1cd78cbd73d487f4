import { dateAt, timeAt, weekdayOf } from "../../../shared/dates.ts";
import { giftsOf } from "../../../shared/points/earn/gifts.ts";
import { poolsOf, quoteEarn } from "../../../shared/points/earn/quote.ts";
import type { EarnFacts } from "../../../shared/points/earn/types.ts";
import { ruleVersionsOf } from "../../../shared/points/earn/versions.ts";
import type { Programme } from "../../../shared/points/programme/schema.ts";
import type { Deps } from "../../deps.ts";
import { audited } from "../../platform/database/plan.ts";
import { readAgain } from "../../platform/http/once.ts";
import type { Member } from "../members/index.ts";
import {
  draftOf,
  earn,
  loadAccount,
  mainProgramme,
  planDraws,
  planOf,
  poolsUsed,
  rulesAt,
  toolsOf,
} from "../points/index.ts";

/**
 * Gives what the rules of the moment of joining give for it (入会特典). A commit of its own, because an entry's hash holds
 * the account's number, which the database gives with the first commit. Where that was the last thing that happened,
 * the next sign-in finds an account without an entry and gives it then; the account's first entry is written once.
 */
export async function giveSignUpBonus(deps: Deps, member: Member): Promise<void> {
  await readAgain(deps, async () => {
    const account = await loadAccount(deps, member.memberId, mainProgramme);
    if (account === null || account.seq > 0) return;
    const programme = await rulesAt(deps, mainProgramme, member.joinedAtMs);
    if (!programme.rules.some(({ trigger, state }) => trigger === "join" && state === "active")) return;
    const occasion = joining(member, programme, deps.settings.timeZone);
    const facts = { ...occasion, pools: await poolsUsed(deps, poolsOf(programme, occasion)) };
    const award = quoteEarn(programme, facts, []);
    if (award.points === 0) return;
    const nowMs = deps.clock.nowMs();
    const doing = {
      ...{ occurredAtMs: member.joinedAtMs, recordedAtMs: nowMs, businessDate: facts.businessDate },
      ...{ storeId: null, tillId: null, purchaseId: null, receiptNumber: null, amountYen: null },
      ...{ actor: `member:${member.publicId}`, clientId: `join:${member.publicId}` },
    };
    const gifts = giftsOf(award, programme, facts);
    const draft = earn(draftOf(account), gifts, ruleVersionsOf(programme, award), doing, toolsOf(deps));
    const row = {
      auditId: deps.ids.ulid(),
      atMs: nowMs,
      actor: { kind: "member" as const, id: member.publicId },
      action: "points.sign_up_bonus",
      subject: `member:${member.publicId}`,
      nodeId: null,
      details: { points: award.points },
    };
    const statements = [...planOf(draft, dateAt(nowMs, deps.settings.timeZone)), ...planDraws(award.draws)];
    await deps.database.commit(audited(row, statements));
  });
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
