import type { FundedBy, LotOrigin } from "../../../shared/points/programme/schema.ts";
import type { EntryKind } from "../../../shared/points/schema.ts";
import { isAmongTexts } from "../../platform/database/json-rows.ts";
import { prepare } from "../../platform/database/prepared.ts";

/** Every query on programme, account, entry, lot and allocation stands here. */

/** Which version was in force at a moment. */
export const versionAt = prepare<{ programmeId: number; atMs: number }>()((db, p) =>
  db
    .selectFrom("programme_version")
    .select("version")
    .where("programme_id", "=", p.programmeId)
    .where("made_at_ms", "<=", p.atMs)
    .orderBy("version", "desc")
    .limit(1),
);

export const rulesOfVersion = prepare<{ programmeId: number; version: number }>()((db, p) =>
  db
    .selectFrom("programme_version")
    .select("rules")
    .where("programme_id", "=", p.programmeId)
    .where("version", "=", p.version),
);

export const insertProgramme = prepare<{ programmeId: number; name: string }>()((db, p) =>
  db.insertInto("programme").values({ programme_id: p.programmeId, name: p.name }),
);

export const insertRules = prepare<{
  programmeId: number;
  version: number;
  rules: string;
  nowMs: number;
  madeBy: string;
}>()((db, p) =>
  db.insertInto("programme_version").values({
    programme_id: p.programmeId,
    version: p.version,
    rules: p.rules,
    made_at_ms: p.nowMs,
    made_by: p.madeBy,
  }),
);

/** The member may have been inserted by the same plan, so it is found by its public id. */
export const openAccountOf = prepare<{
  memberPublicId: string;
  programmeId: number;
  joinedOn: string;
  bucketSeed: number;
}>()((db, p) =>
  db
    .insertInto("account")
    .columns([
      ...(["member_id", "programme_id", "member_status", "language", "birthday"] as const),
      ...(["joined_on", "bucket_seed"] as const),
    ])
    .expression((eb) =>
      eb
        .selectFrom("member")
        .innerJoin("programme", (join) => join.on("programme.programme_id", "=", p.programmeId))
        .select((s) => [
          ...(["member.member_id", "programme.programme_id", "member.status"] as const),
          ...(["member.language", "member.birthday"] as const),
          s.cast<string>(s.val(p.joinedOn), "text").as("joined_on"),
          s.cast<number>(s.val(p.bucketSeed), "bigint").as("bucket_seed"),
        ])
        .where("member.public_id", "=", p.memberPublicId),
    ),
);

export const accountOfMember = prepare<{ memberId: number; programmeId: number }>()((db, p) =>
  db
    .selectFrom("account")
    .selectAll()
    .where("member_id", "=", p.memberId)
    .where("programme_id", "=", p.programmeId),
);

export const openLots = prepare<{ accountId: number }>()((db, p) =>
  db.selectFrom("lot").selectAll().where("account_id", "=", p.accountId).where("remaining", ">", 0),
);

/** `ids` is a JSON array, because it can have any length. */
export const lotsByIds = prepare<{ accountId: number; ids: string }>()((db, p, dialect) =>
  db
    .selectFrom("lot")
    .selectAll()
    .where("account_id", "=", p.accountId)
    .where(isAmongTexts(dialect, "lot_id", p.ids)),
);

export const entriesOfPurchase = prepare<{ purchaseId: string }>()((db, p) =>
  db.selectFrom("entry").selectAll().where("purchase_id", "=", p.purchaseId).orderBy("seq"),
);

export const entryById = prepare<{ entryId: string }>()((db, p) =>
  db.selectFrom("entry").select(["entry_id", "effects"]).where("entry_id", "=", p.entryId),
);

/** Lots of which something lapsed, that were to be used until a day or longer. */
export const lapsedLots = prepare<{ accountId: number; since: string }>()((db, p) =>
  db
    .selectFrom("lot")
    .selectAll()
    .where("account_id", "=", p.accountId)
    .where("lapsed", ">", 0)
    .where("expires_on", ">=", p.since),
);

export const entryOfClient = prepare<{ accountId: number; clientId: string }>()((db, p) =>
  db
    .selectFrom("entry")
    .select(["entry_id", "rule_versions"])
    .where("account_id", "=", p.accountId)
    .where("client_id", "=", p.clientId)
    .limit(1),
);

export const dayOfMember = prepare<{ memberId: number; programmeId: number; businessDate: string }>()(
  (db, p) =>
    db
      .selectFrom("account_day")
      .innerJoin("account", "account.account_id", "account_day.account_id")
      .selectAll("account_day")
      .where("account.member_id", "=", p.memberId)
      .where("account.programme_id", "=", p.programmeId)
      .where("account_day.business_date", "=", p.businessDate),
);

export const visitBefore = prepare<{ accountId: number; businessDate: string }>()((db, p) =>
  db
    .selectFrom("account_day")
    .select("business_date")
    .where("account_id", "=", p.accountId)
    .where("business_date", "<", p.businessDate)
    .where("purchases", ">", 0)
    .orderBy("business_date", "desc")
    .limit(1),
);

export const addToDay = prepare<{
  accountId: number;
  businessDate: string;
  purchases: number;
  netYen: number;
  pointsEarned: number;
  pointsUsed: number;
}>()((db, p) =>
  db
    .insertInto("account_day")
    .values({
      account_id: p.accountId,
      business_date: p.businessDate,
      purchases: p.purchases,
      net_yen: p.netYen,
      points_earned: p.pointsEarned,
      points_used: p.pointsUsed,
    })
    .onConflict((conflict) =>
      conflict.columns(["account_id", "business_date"]).doUpdateSet((eb) => ({
        purchases: eb("account_day.purchases", "+", eb.ref("excluded.purchases")),
        net_yen: eb("account_day.net_yen", "+", eb.ref("excluded.net_yen")),
        points_earned: eb("account_day.points_earned", "+", eb.ref("excluded.points_earned")),
        points_used: eb("account_day.points_used", "+", eb.ref("excluded.points_used")),
      })),
    ),
);

export const poolByName = prepare<{ pool: string }>()((db, p) =>
  db.selectFrom("rule_pool").select(["pool", "used"]).where("pool", "=", p.pool),
);

export const openPool = prepare<{ pool: string; pointsMax: number }>()((db, p) =>
  db
    .insertInto("rule_pool")
    .values({ pool: p.pool, points_max: p.pointsMax, used: 0 })
    .onConflict((conflict) => conflict.column("pool").doNothing()),
);

/** The limit is that of the rules decided by: a version that raised it may have come since. */
export const drawOnPool = prepare<{ pool: string; points: number; pointsMax: number }>()((db, p) =>
  db
    .updateTable("rule_pool")
    .set((eb) => ({ points_max: p.pointsMax, used: eb("used", "+", p.points) }))
    .where("pool", "=", p.pool),
);

export const fillPool = prepare<{ pool: string; points: number }>()((db, p) =>
  db
    .updateTable("rule_pool")
    .set((eb) => ({ used: eb("used", "-", p.points) }))
    .where("pool", "=", p.pool),
);

export const insertEntry = prepare<{
  accountId: number;
  seq: number;
  entryId: string;
  kind: string;
  points: number;
  balanceAfter: number;
  debtAfter: number;
  occurredAtMs: number;
  recordedAtMs: number;
  businessDate: string;
  storeId: number | null;
  tillId: string | null;
  actor: string;
  purchaseId: string | null;
  receiptNumber: string | null;
  amountYen: number | null;
  ruleVersions: string | null;
  reversesEntryId: string | null;
  effects: string;
  clientId: string;
  previousHash: string;
  hash: string;
}>()((db, p) =>
  db.insertInto("entry").values({
    account_id: p.accountId,
    seq: p.seq,
    entry_id: p.entryId,
    kind: kindSlot(p.kind),
    points: p.points,
    balance_after: p.balanceAfter,
    debt_after: p.debtAfter,
    occurred_at_ms: p.occurredAtMs,
    recorded_at_ms: p.recordedAtMs,
    business_date: p.businessDate,
    store_id: p.storeId,
    till_id: p.tillId,
    actor: p.actor,
    purchase_id: p.purchaseId,
    receipt_number: p.receiptNumber,
    amount_yen: p.amountYen,
    rule_versions: p.ruleVersions,
    reverses_entry_id: p.reversesEntryId,
    effects: p.effects,
    client_id: p.clientId,
    previous_hash: p.previousHash,
    hash: p.hash,
  }),
);

export const insertLot = prepare<{
  accountId: number;
  lotId: string;
  points: number;
  remaining: number;
  lapsed: number;
  activatesOn: string;
  expiresOn: string;
  origin: string;
  fundedBy: string;
  renews: number;
  pending: number;
  waits: string | null;
}>()((db, p) =>
  db.insertInto("lot").values({
    account_id: p.accountId,
    lot_id: p.lotId,
    points: p.points,
    remaining: p.remaining,
    lapsed: p.lapsed,
    activates_on: p.activatesOn,
    expires_on: p.expiresOn,
    origin: originSlot(p.origin),
    funded_by: fundedBySlot(p.fundedBy),
    renews: p.renews,
    pending: p.pending,
    waits: p.waits,
  }),
);

export const setLotLeft = prepare<{ accountId: number; lotId: string; remaining: number; lapsed: number }>()(
  (db, p) =>
    db
      .updateTable("lot")
      .set({ remaining: p.remaining, lapsed: p.lapsed })
      .where("account_id", "=", p.accountId)
      .where("lot_id", "=", p.lotId),
);

export const setLotDates = prepare<{
  accountId: number;
  lotId: string;
  activatesOn: string;
  expiresOn: string;
  pending: number;
  waits: string | null;
}>()((db, p) =>
  db
    .updateTable("lot")
    .set({ activates_on: p.activatesOn, expires_on: p.expiresOn, pending: p.pending, waits: p.waits })
    .where("account_id", "=", p.accountId)
    .where("lot_id", "=", p.lotId),
);

export const insertAllocation = prepare<{
  accountId: number;
  entryId: string;
  lotId: string;
  points: number;
}>()((db, p) =>
  db.insertInto("allocation").values({
    account_id: p.accountId,
    entry_id: p.entryId,
    lot_id: p.lotId,
    points: p.points,
  }),
);

/** What entries and lots make of an account, as one row. */
export type AccountFigures = {
  readonly accountId: number;
  readonly seq: number;
  readonly headHash: string;
  readonly balance: number;
  readonly lotBalance: number;
  readonly debt: number;
  readonly pending: number;
  readonly held: number;
  readonly purchases: number;
  readonly visits: number;
  readonly spendYen: number;
  readonly lastVisitOn: string | null;
  readonly lastStoreId: number | null;
  readonly netYen: number;
  readonly visits30: number;
  readonly visits90: number;
  readonly visits365: number;
  readonly netYen30: number;
  readonly netYen90: number;
  readonly netYen365: number;
  readonly windowsUntilOn: string | null;
  readonly nextExpiresOn: string | null;
  readonly dueOn: string | null;
};

function figures(p: AccountFigures) {
  return {
    seq: p.seq,
    head_hash: p.headHash,
    balance: p.balance,
    lot_balance: p.lotBalance,
    debt: p.debt,
    pending: p.pending,
    held: p.held,
    purchases: p.purchases,
    visits: p.visits,
    spend_yen: p.spendYen,
    last_visit_on: p.lastVisitOn,
    last_store_id: p.lastStoreId,
    net_yen: p.netYen,
    visits_30: p.visits30,
    visits_90: p.visits90,
    visits_365: p.visits365,
    net_yen_30: p.netYen30,
    net_yen_90: p.netYen90,
    net_yen_365: p.netYen365,
    windows_until_on: p.windowsUntilOn,
    next_expires_on: p.nextExpiresOn,
  };
}

export const updateAccount = prepare<AccountFigures>()((db, p) =>
  db
    .updateTable("account")
    .set({ ...figures(p), due_on: p.dueOn })
    .where("account_id", "=", p.accountId),
);

/** For a due day that stays: naming its column alone makes SQLite write the index of due days anew, a page a sale. */
export const updateAccountNotDue = prepare<AccountFigures>()((db, p) =>
  db.updateTable("account").set(figures(p)).where("account_id", "=", p.accountId),
);

/** Parameters are any text; the ledger's types say which, and the schema's CHECK refuses the rest. */
function kindSlot(slot: string): EntryKind {
  return slot as EntryKind;
}
function originSlot(slot: string): LotOrigin {
  return slot as LotOrigin;
}
function fundedBySlot(slot: string): FundedBy {
  return slot as FundedBy;
}
