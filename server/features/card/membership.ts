import type { CardHome } from "../../../shared/card/schema.ts";
import { dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { CardSession, Join } from "../../../shared/members/schema.ts";
import type { Deps } from "../../deps.ts";
import { endSessionsOf, newSession, type Session } from "../../platform/auth/sessions.ts";
import { audited, housekeeping } from "../../platform/database/plan.ts";
import { readAgain } from "../../platform/http/once.ts";
import type { LineIdentity } from "../../platform/line/login.ts";
import { forgetAddressee } from "../../platform/outbox/index.ts";
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
    const { publicId, statements } = planJoin(deps, session, input);
    const row = {
      auditId: deps.ids.ulid(),
      atMs: deps.clock.nowMs(),
      actor: { kind: "member" as const, id: publicId },
      action: "members.join",
      subject: `member:${publicId}`,
      nodeId: null,
      details: { termsVersion: input.termsVersion },
    };
    await deps.database.commit(audited(row, [...statements, planOpenAccount(publicId, mainProgramme)]));
    return memberOfLineUser(deps, session.lineUserId);
  });
  if (member === null) throw new Error("a member who has just joined is not there");
  await giveSignUpBonus(deps, member);
  return cardHome(deps, member);
}

/**
 * Ends a membership: points lapse, keys are revoked, sessions end, and nothing that is left says who it was. LINE's own
 * permission is ended too where the person's access token came along; LINE being away does not keep them a member.
 */
export async function leave(deps: Deps, member: Member, accessToken: string | undefined): Promise<void> {
  const lineUserId = member.lineUserId ?? "";
  await readAgain(deps, async () => {
    const nowMs = deps.clock.nowMs();
    const today = dateAt(nowMs, deps.settings.timeZone);
    const auditId = deps.ids.ulid();
    const actor = { kind: "member" as const, id: member.publicId };
    const account = await loadAccount(deps, member.memberId, mainProgramme);
    const doing = {
      occurredAtMs: nowMs,
      recordedAtMs: nowMs,
      businessDate: today,
      storeId: null,
      tillId: null,
      actor: `member:${member.publicId}`,
      purchaseId: null,
      receiptNumber: null,
      amountYen: null,
      clientId: `leave:${auditId}`,
    };
    if (account === null) throw new Refusal("member.not_found");
    // Read after the account, which everything that changes it moves on.
    const before = await departedBefore(deps, lineUserId);
    const kept = {
      rules: [...new Set([...before.rules, ...(await joinRulesOf(deps, member, account.accountId))])],
      debt: before.debt + account.debt,
    };
    const lapsed = lapseAll(draftOf(account), doing, toolsOf(deps));
    const row = {
      auditId,
      atMs: nowMs,
      actor,
      action: "members.leave",
      subject: `member:${member.publicId}`,
      nodeId: null,
    };
    await deps.database.commit(
      audited(row, [
        ...planOf(lapsed, today),
        ...planLeave(member, nowMs),
        ...planDeparted(deps, lineUserId, kept),
        planForgetReasons(account.accountId),
        ...planStampsOfLeaver(member.memberId),
        ...forgetAddressee(member.memberId, nowMs),
        revokeKeysOf.with({ memberId: member.memberId, nowMs }),
        endSessionsOf(lineUserId, "card"),
      ]),
    );
  });
  if (accessToken === undefined) return;
  if (!(await deps.lineLogin.deauthorize(lineUserId, accessToken))) {
    deps.log.warn("members.deauthorize_failed", {});
  }
}
