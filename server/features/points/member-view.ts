import { dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import { expiryAfter } from "../../../shared/points/expiry.ts";
import { inSpendingOrder, type Lot } from "../../../shared/points/lots.ts";
import type {
  ConsoleHistory,
  LotView,
  MemberBalance,
  MemberFound,
  MemberPoints,
  MemberSearch,
} from "../../../shared/points/programme/console.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { type Member, memberByPublicId, searchMembers } from "../members/index.ts";
import { loadAccount, pointsView } from "./account.ts";
import { adjustPointsMax } from "./adjust.ts";
import { memberBalanceOn } from "./balance-on.ts";
import { consoleHistoryOf } from "./console-history.ts";
import { mainProgramme, rulesInForce } from "./programme.ts";

const historyLength = 20;

export async function memberSearch(deps: Deps, text: string): Promise<MemberSearch> {
  const members = await searchMembers(deps, text);
  return { members: members.map((member) => found(deps, member)) };
}

/** @throws Refusal member.not_found. */
export async function memberPoints(deps: Deps, actor: Actor, publicId: string): Promise<MemberPoints> {
  const member = await existing(deps, publicId);
  const account = await loadAccount(deps, member.memberId, mainProgramme);
  if (account === null) throw new Refusal("member.not_found");
  const [page, programme] = await Promise.all([
    consoleHistoryOf(deps, account.accountId, null, historyLength),
    rulesInForce(deps, mainProgramme),
  ]);
  const today = dateAt(deps.clock.nowMs(), deps.settings.timeZone);
  return {
    member: found(deps, member),
    points: pointsView(account, today),
    lots: inSpendingOrder(account.lots.filter((lot) => lot.remaining > 0)).map(lotView),
    history: page.items,
    before: page.before,
    adjustPointsMax: adjustPointsMax(programme, actor),
    givenExpiresOn: expiryAfter(programme.expires, today, programme.fiscalYearStartsIn),
  };
}

/** @throws Refusal member.not_found. */
export async function memberHistory(
  deps: Deps,
  publicId: string,
  before: number | null,
): Promise<ConsoleHistory> {
  const member = await existing(deps, publicId);
  const account = await loadAccount(deps, member.memberId, mainProgramme);
  if (account === null) throw new Refusal("member.not_found");
  return consoleHistoryOf(deps, account.accountId, before, historyLength);
}

/**
 * What a member held at the end of a day.
 * @throws Refusal member.not_found; request.invalid for a day to come, which nobody can know.
 */
export async function memberBalance(deps: Deps, publicId: string, on: string): Promise<MemberBalance> {
  const member = await existing(deps, publicId);
  if (on > dateAt(deps.clock.nowMs(), deps.settings.timeZone)) {
    throw new Refusal("request.invalid", { fields: [{ field: "on", problem: "a day to come" }] });
  }
  const found = await memberBalanceOn(deps, member.memberId, mainProgramme, on);
  if (found === null) throw new Refusal("member.not_found");
  const { usable, pending, held, debt } = found;
  return { on, usable, pending, held, debt };
}

export async function existing(deps: Deps, publicId: string): Promise<Member> {
  const member = await memberByPublicId(deps, publicId);
  if (member === null) throw new Refusal("member.not_found");
  return member;
}

function found(deps: Deps, member: Member): MemberFound {
  return {
    publicId: member.publicId,
    name: member.name,
    status: member.status,
    joinedOn: dateAt(member.joinedAtMs, deps.settings.timeZone),
  };
}

function lotView(lot: Lot): LotView {
  const waits = lot.waits !== null;
  return {
    lotId: lot.lotId,
    points: lot.points,
    remaining: lot.remaining,
    activatesOn: waits ? null : lot.activatesOn,
    expiresOn: waits ? null : lot.expiresOn,
    waitsFor: lot.waits?.event ?? null,
    origin: lot.origin,
    fundedBy: lot.fundedBy,
  };
}
