import type { CardHome } from "../../../shared/card/schema.ts";
import { dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { CardSession, Join } from "../../../shared/members/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { endSessionsOf, newSession, type Session } from "../../platform/auth/sessions.ts";
import { audited, housekeeping } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { readAgain } from "../../platform/http/once.ts";
import type { LineIdentity } from "../../platform/line/login.ts";
import { forgetAddressee, forgetWhatWasSaid } from "../../platform/outbox/index.ts";
import { planRevokeAll } from "../coupons/index.ts";
import {
  departedBefore,
  type Member,
  memberOfLineUser,
  planDeparted,
  planJoin,
  planLeave,
  planRefresh,
  termsOf,
} from "../members/index.ts";
import {
  type Account,
  draftOf,
  lapseAll,
  loadAccount,
  mainProgramme,
  planForgetReasons,
  planOf,
  planOpenAccount,
  programmeExists,
  toolsOf,
} from "../points/index.ts";
import { planStampsOfLeaver } from "../stamps/index.ts";
import { cardHome } from "./home.ts";
import { giveSignUpBonus, joinRulesOf } from "./sign-up.ts";
import { revokeKeysOf } from "./store.ts";

/** Opens a session for a person LINE has vouched for, and says whether they are a member yet. */
export async function openCardSession(
  deps: Deps,
  identity: LineIdentity,
): Promise<{ token: string; body: CardSession }> {
  const { session, token, statement } = newSession(deps, "card", identity, null);
  const member = await memberOfLineUser(deps, identity.userId);
  const refresh = member === null ? [] : planRefresh(member, session);
  const why = "a session, and the name and picture that LINE vouched for with it";
  await deps.database.commit(housekeeping(why, [statement, ...refresh]));
  const serverTimeMs = deps.clock.nowMs();
  if (member !== null) await giveSignUpBonus(deps, member);
  if (member !== null) return { token, body: { status: "member", serverTimeMs } };
  const { name, pictureUrl } = identity;
  const terms = termsOf(deps.settings.shopName);
  return { token, body: { status: "guest", name, pictureUrl, terms, serverTimeMs } };
}

/** Makes the person behind a session a member with an account; someone who already is one simply gets their card. */
export async function joinAsMember(deps: Deps, session: Session, input: Join): Promise<CardHome> {
  const member = await readAgain(deps, async () => {
    const known = await memberOfLineUser(deps, session.lineUserId);
    if (known !== null) return known;
    // Before the shop is set up there is no programme to open an account in.
    if (!(await programmeExists(deps, mainProgramme))) throw new Refusal("server.busy");
    const nowMs = deps.clock.nowMs();
    const { publicId, statements } = planJoin(deps, session, input, nowMs);
    const joinedOn = dateAt(nowMs, deps.settings.timeZone);
    const row = {
      auditId: deps.ids.ulid(),
      atMs: nowMs,
      actor: { kind: "member" as const, id: publicId },
      action: "members.join",
      subject: `member:${publicId}`,
      nodeId: null,
      details: { termsVersion: input.termsVersion },
    };
    await deps.database.commit(
      audited(row, [...statements, planOpenAccount(publicId, mainProgramme, joinedOn)]),
    );
    return memberOfLineUser(deps, session.lineUserId);
  });
  if (member === null) throw new Error("a member who has just joined is not there");
  await giveSignUpBonus(deps, member);
  return cardHome(deps, member);
}

/**
 * Ends a membership by the member's own act. LINE's own permission is ended too where the person's access token came along;
 * LINE being away does not keep them a member.
 */
export async function leave(deps: Deps, member: Member, accessToken: string | undefined): Promise<void> {
  await endMembership(deps, member, { kind: "member", id: member.publicId }, "members.leave");
  if (accessToken === undefined) return;
  if (!(await deps.lineLogin.deauthorize(member.lineUserId ?? "", accessToken))) {
    deps.log.warn("members.deauthorize_failed", {});
  }
}

/**
 * Ends a membership: points lapse, keys are revoked, sessions end, and nothing that is left says who it was. `action` is
 * what the audit log calls it.
 * @throws Refusal member.not_found.
 */
export async function endMembership(
  deps: Deps,
  member: Member,
  actor: Actor,
  action: "members.leave" | "members.erase",
): Promise<void> {
  const { memberId, lineUserId, publicId } = member;
  await readAgain(deps, async () => {
    const nowMs = deps.clock.nowMs();
    const today = dateAt(nowMs, deps.settings.timeZone);
    const auditId = deps.ids.ulid();
    const account = await loadAccount(deps, memberId, mainProgramme);
    if (account === null) throw new Refusal("member.not_found");
    const doing = {
      ...{ occurredAtMs: nowMs, recordedAtMs: nowMs, businessDate: today },
      ...{ storeId: null, tillId: null, purchaseId: null, receiptNumber: null, amountYen: null },
      ...{ actor: `${actor.kind}:${actor.id}`, clientId: `leave:${auditId}` },
    };
    const lapsed = lapseAll(draftOf(account), doing, toolsOf(deps));
    const row = { auditId, atMs: nowMs, actor, action, subject: `member:${publicId}`, nodeId: null };
    await deps.database.commit(
      audited(row, [
        ...planOf(lapsed, today),
        ...planLeave(member, nowMs),
        ...(lineUserId === null ? [] : await planRemembered(deps, member, lineUserId, account)),
        planForgetReasons(account.accountId),
        ...(await planRevokeAll(deps, { ...doing, memberId, nowMs })),
        ...planStampsOfLeaver(memberId),
        ...forgetAddressee(memberId, nowMs),
        ...forgetWhatWasSaid(memberId, lineUserId),
        revokeKeysOf.with({ memberId, nowMs }),
        ...(lineUserId === null ? [] : [endSessionsOf(lineUserId, "card")]),
      ]),
    );
  });
}

/**
 * What ends of a card whose member is merged into another: the keys of its phones, its sessions, and what was still to be
 * sent. A LINE user who joins anew gets no join bonus twice; what was owed went with the points.
 */
export async function planCardMerged(
  deps: Deps,
  member: Member,
  account: Pick<Account, "accountId">,
): Promise<readonly Bound[]> {
  const { memberId, lineUserId } = member;
  const nowMs = deps.clock.nowMs();
  const nothingOwed = { accountId: account.accountId, debt: 0 };
  return [
    ...(lineUserId === null ? [] : await planRemembered(deps, member, lineUserId, nothingOwed)),
    ...forgetAddressee(memberId, nowMs),
    revokeKeysOf.with({ memberId, nowMs }),
    ...(lineUserId === null ? [] : [endSessionsOf(lineUserId, "card")]),
  ];
}

/** What is remembered of a LINE user whose membership ends. Read after the account, which everything that changes it moves on. */
async function planRemembered(
  deps: Deps,
  member: Member,
  lineUserId: string,
  { accountId, debt }: Pick<Account, "accountId" | "debt">,
): Promise<readonly Bound[]> {
  const [before, rules] = await Promise.all([
    departedBefore(deps, lineUserId),
    joinRulesOf(deps, member, accountId),
  ]);
  const kept = { rules: [...new Set([...before.rules, ...rules])], debt: before.debt + debt };
  return planDeparted(deps, lineUserId, kept);
}
