import { dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { Scan, Scanned } from "../../../shared/purchases/schema.ts";
import type { ChooseStore, TillState } from "../../../shared/stores/schema.ts";
import type { Deps } from "../../deps.ts";
import { moveToStore, newSession, type Session } from "../../platform/auth/sessions.ts";
import { audited, housekeeping } from "../../platform/database/plan.ts";
import { readAgain } from "../../platform/http/once.ts";
import type { LineIdentity } from "../../platform/line/login.ts";
import { type OpenScan, planCloseScan, readCode, scanOf } from "../card/index.ts";
import { planReleaseFor } from "../coupons/index.ts";
import { memberById } from "../members/index.ts";
import { loadAccount, mainProgramme, pointsView, rulesInForce } from "../points/index.ts";
import { rankOf } from "../ranks/index.ts";
import {
  choosableStore,
  mayManage,
  planAccept,
  roleAt,
  type StoreNode,
  staffAtStore,
  staffOf,
  storeNode,
  storesOf,
} from "../stores/index.ts";
import { besideScan } from "./beside-scan.ts";
import { offlineTerms } from "./offline.core.ts";

/** What the till shows around the sale: who, where, and what this person may do. */
export async function tillState(deps: Deps, session: Session): Promise<TillState> {
  const staff = await staffOf(deps, session);
  const [stores, rules] = await Promise.all([storesOf(deps, staff), rulesInForce(deps, mainProgramme)]);
  const chosen = session.storeId === null ? null : await storeNode(deps, session.storeId);
  const store = stores.find((candidate) => candidate.publicId === chosen?.publicId) ?? null;
  const nowMs = deps.clock.nowMs();
  return {
    staff: { publicId: staff.publicId, name: staff.name },
    stores,
    store,
    mayManage: mayManage(roleAt(staff.grants, chosen?.path ?? "/")),
    amountYenMax: chosen?.amountYenMax ?? 0,
    amountIs: rules.amountIs,
    yenPerPoint: rules.use.yenPerPoint,
    unitPoints: rules.use.unitPoints,
    businessDate: dateAt(nowMs, deps.settings.timeZone),
    serverTimeMs: nowMs,
    offline: chosen === null ? null : offlineTerms(chosen.amountYenMax),
  };
}

/**
 * Signs a member of staff in, or makes one by an invitation. Who has one store only is at that store at once.
 * @throws Refusal staff.* where there is neither a role nor a good invitation.
 */
export async function signIn(
  deps: Deps,
  identity: LineIdentity,
  invitation: string | undefined,
): Promise<{ token: string; state: TillState }> {
  if (invitation !== undefined) await accept(deps, identity, invitation);
  const { session, token, statement } = newSession(deps, "till", identity, null);
  const stores = await storesOf(deps, await staffOf(deps, session));
  const [only] = stores;
  const storeId =
    stores.length === 1 && only !== undefined
      ? (await choosableStore(deps, await staffOf(deps, session), only.publicId)).nodeId
      : null;
  const statements = storeId === null ? [statement] : [statement, moveToStore(session, storeId)];
  await deps.database.commit(housekeeping("a session; it names nobody but itself", statements));
  return { token, state: await tillState(deps, { ...session, storeId }) };
}

async function accept(deps: Deps, identity: LineIdentity, invitation: string): Promise<void> {
  await readAgain(deps, async () => {
    const { role, nodeId, statements } = await planAccept(deps, invitation, identity);
    if (statements.length === 0) return;
    const row = {
      auditId: deps.ids.ulid(),
      atMs: deps.clock.nowMs(),
      actor: { kind: "system" as const, id: "invitation" },
      action: "stores.accept_invitation",
      subject: `role:${role}`,
      nodeId,
    };
    await deps.database.commit(audited(row, statements));
  });
}

/** Moves this till to another store. */
export async function chooseStore(deps: Deps, session: Session, input: ChooseStore): Promise<TillState> {
  const staff = await staffOf(deps, session);
  const store = await choosableStore(deps, staff, input.storeId);
  await deps.database.commit(housekeeping("where this till stands", [moveToStore(session, store.nodeId)]));
  return tillState(deps, { ...session, storeId: store.nodeId });
}

/** Reads a code at this till and shows who it is. */
export async function scanAtTill(deps: Deps, session: Session, input: Scan): Promise<Scanned> {
  const staff = await staffAtStore(deps, session);
  const scan = await readCode(
    deps,
    {
      tillId: session.sessionId,
      staffId: staff.staffId,
      storeId: staff.store.nodeId,
      storeName: staff.store.name,
      actor: staff.actor,
    },
    input,
  );
  return scannedOf(deps, scan, staff.store);
}

async function scannedOf(deps: Deps, scan: OpenScan, store: StoreNode): Promise<Scanned> {
  const { memberId } = scan.member;
  const [account, member] = await Promise.all([
    loadAccount(deps, memberId, mainProgramme),
    memberById(deps, memberId),
  ]);
  if (account === null || member === null) throw new Refusal("member.not_found");
  const nowMs = deps.clock.nowMs();
  const { timeZone } = deps.settings;
  const today = dateAt(nowMs, store.timeZone ?? timeZone);
  const read = { scanId: scan.scanId, maySpend: scan.maySpend };
  const rank = await rankOf(deps, account, dateAt(member.joinedAtMs, timeZone), today);
  return {
    scanId: scan.scanId,
    scopes: scan.maySpend ? ["earn", "spend"] : ["earn"],
    member: { name: scan.member.name, pictureUrl: scan.member.pictureUrl },
    points: pointsView(account, today),
    rank: rank.view,
    ...(await besideScan(deps, { ...read, account, memberId, rank, store })),
    expiresAtMs: scan.expiresAtMs,
    serverTimeMs: nowMs,
  };
}

/** Puts a scan away without a sale; doing it twice is doing it once. */
export async function putAway(deps: Deps, session: Session, scanId: string): Promise<void> {
  const scan = await scanOf(deps, scanId);
  if (scan === null || scan.tillId !== session.sessionId) throw new Refusal("scan.not_found");
  await readAgain(deps, async () => {
    const nowMs = deps.clock.nowMs();
    const released = await planReleaseFor(deps, scanId, {
      ...{ actor: `till:${session.sessionId}`, storeId: scan.storeId, tillId: scan.tillId, purchaseId: null },
      ...{ businessDate: dateAt(nowMs, deps.settings.timeZone), nowMs },
    });
    const plan = [planCloseScan(scanId, nowMs), ...released];
    await deps.database.commit(
      housekeeping("a scan that led to nothing; its coupons say so themselves", plan),
    );
  });
}
