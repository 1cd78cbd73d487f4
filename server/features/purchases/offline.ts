import { dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { OfflineSale, OfflineTerms } from "../../../shared/purchases/offline/schema.ts";
import type { Receipt } from "../../../shared/purchases/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Session } from "../../platform/auth/sessions.ts";
import { audited } from "../../platform/database/plan.ts";
import { writeOf } from "../../platform/http/once.ts";
import { ulidFloor } from "../../platform/ids.ts";
import { inTurn } from "../../platform/turns.ts";
import { type DeferredScan, readDeferred } from "../card/index.ts";
import { choosableStore, roleAt, type StaffAtStore, staffOf } from "../stores/index.ts";
import { deviceIsFull, offlineTerms, readingOf, tooManyInAnHour } from "./offline.core.ts";
import { recordPurchase } from "./record.ts";
import type { SaleAsked, Seller } from "./seller.ts";
import { offlineOfDay, offlineOfMember } from "./store-offline.ts";

const hour = 3_600_000;
/** Queues have keys of their own: a sale that was sent and never answered keeps its id when it becomes an offline one. */
const offlineWrites = "till:offline";

/**
 * A sale that a till took without a network: the code is verified by the moment it was read, the sale takes place then,
 * and is recorded now. It earns only.
 * @throws Refusal offline.*, card.*, and whatever a sale is refused with.
 */
export async function sellOffline(
  deps: Deps,
  session: Session,
  input: OfflineSale,
  key: string,
): Promise<Receipt> {
  const { code, amountYen, storeId, scannedAtMs, deviceId, seq } = input;
  if (input.coupons !== undefined && input.coupons.length > 0) throw new Refusal("offline.no_coupons");
  const write = writeOf(offlineWrites, key, [code, amountYen, storeId, scannedAtMs, deviceId, seq]);
  const asked: SaleAsked = {
    basket: { amountYen },
    channel: "store",
    pointsToUse: 0,
    coupons: [],
    receiptNumber: null,
    occurredAtMs: null,
    holdId: null,
  };
  // A device's sales one after the other: handed in all at once, each would be counted before the others were there.
  return inTurn(deps, `offline:${deviceId}`, () =>
    recordPurchase(deps, () => sellerOf(deps, session, input), asked, write),
  );
}

/** @throws Refusal store.not_found, also where the person who hands in may not stand at that store's till. */
async function staffAt(deps: Deps, session: Session, storeId: string): Promise<StaffAtStore> {
  const staff = await staffOf(deps, session);
  const store = await choosableStore(deps, staff, storeId);
  const role = roleAt(staff.grants, store.path) ?? "staff";
  return { ...staff, store, role, actor: { kind: "staff", id: staff.publicId, role } };
}

async function sellerOf(deps: Deps, session: Session, input: OfflineSale): Promise<Seller> {
  const staff = await staffAt(deps, session, input.storeId);
  const { store } = staff;
  const terms = offlineTerms(store.amountYenMax);
  const takenAtMs = await timesOf(deps, staff, terms, input);
  if (input.amountYen > terms.amountYenMax) {
    throw new Refusal("offline.amount_too_large", { amountYenMax: terms.amountYenMax });
  }
  const reader = {
    tillId: input.deviceId,
    sessionId: session.sessionId,
    staffId: staff.staffId,
    storeId: store.nodeId,
    storeName: store.name,
    actor: staff.actor,
  };
  const read = await readDeferred(deps, reader, input.code, takenAtMs);
  await checkLimits(deps, staff, terms, input, read);
  const { offsetAtSyncMs, offsetAtUploadMs } = input.clock;
  return {
    actor: staff.actor,
    storeNode: store,
    tillId: input.deviceId,
    staffId: staff.staffId,
    staffName: staff.name,
    source: "offline",
    maySpend: false,
    memberId: read.scan.member.memberId,
    scanId: read.scan.scanId,
    readAtMs: read.takenAtMs,
    claim: read.statements,
    evidence: {
      deviceId: input.deviceId,
      seq: input.seq,
      takenBy: input.takenBy,
      scannedAtMs: input.scannedAtMs,
      takenAtMs: read.takenAtMs,
      offsetAtSyncMs,
      offsetAtUploadMs,
    },
  };
}

/** @throws Refusal offline.clock_off or offline.too_old; a clock that is far off is written down first. */
async function timesOf(
  deps: Deps,
  staff: StaffAtStore,
  terms: OfflineTerms,
  input: OfflineSale,
): Promise<readonly number[]> {
  const nowMs = deps.clock.nowMs();
  const reading = readingOf(input, terms, nowMs);
  if (reading.kind === "taken") return reading.takenAtMs;
  const { code, offMs, flagged } = reading;
  if (flagged) {
    const row = {
      auditId: deps.ids.ulid(),
      atMs: nowMs,
      actor: staff.actor,
      action: "purchases.offline_clock",
      subject: `device:${input.deviceId}`,
      nodeId: staff.store.nodeId,
      details: { offMs, seq: input.seq, ...input.clock },
    };
    await deps.database.commit(audited(row, []));
    deps.log.warn("till.clock_off", { deviceId: input.deviceId, offMs });
  }
  throw new Refusal(code, code === "offline.clock_off" ? { offMs } : { hoursMax: terms.hoursMax });
}

async function checkLimits(
  deps: Deps,
  staff: StaffAtStore,
  terms: OfflineTerms,
  input: OfflineSale,
  { scan, takenAtMs }: DeferredScan,
): Promise<void> {
  const { store } = staff;
  const businessDate = dateAt(takenAtMs, store.timeZone ?? deps.settings.timeZone);
  // A scan is at the earliest as old as the sale, but for what its device's clock is off.
  const from = ulidFloor(takenAtMs - hour - 2 * terms.clockOffMsMax);
  const [ofDay, ofMember] = await Promise.all([
    deps.database.all(offlineOfDay, { storeId: store.nodeId, businessDate }),
    deps.database.all(offlineOfMember, { memberId: scan.member.memberId, from }),
  ]);
  const count = {
    ofDevice: ofDay.filter((sale) => sale.till_id === input.deviceId).length,
    ofPerson: ofDay.filter((sale) => sale.staff_id === staff.staffId).length,
  };
  if (deviceIsFull(count, terms)) throw new Refusal("offline.device_limit", { most: terms.perDevicePerDay });
  const others = ofMember.map((sale) => sale.occurred_at_ms);
  if (tooManyInAnHour(others, takenAtMs, terms.perMemberPerHour)) {
    throw new Refusal("offline.member_limit", { most: terms.perMemberPerHour });
  }
}
