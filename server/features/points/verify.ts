import { type CalendarDate, dateAt } from "../../../shared/dates.ts";
import type { Deps } from "../../deps.ts";
import { sha256 } from "../../platform/hash.ts";
import { drawsIn, lotOf } from "./account.ts";
import { type AccountDay, accountDayOf } from "./days.ts";
import { entriesSince } from "./history.ts";
import type { Entry } from "./ledger.core.ts";
import { type Difference, differences, type Kept, Rebuilding } from "./rebuild.core.ts";
import * as store from "./store-verify.ts";

/** What going through the ledger needs: not a whole server. */
export interface LedgerDeps {
  readonly database: Deps["database"];
  readonly settings: Pick<Deps["settings"], "timeZone">;
}

/** Where the ledger and what is kept beside it first part. */
export interface Break {
  readonly memberPublicId: string;
  readonly accountId: number;
  readonly seq: number;
  readonly what: string;
}

export interface Counted {
  readonly accounts: number;
  readonly entries: number;
  readonly lots: number;
  /** Accounts of which something does not agree. */
  readonly broken: number;
}

export interface Verified extends Counted {
  readonly firstBreak: Break | null;
}

export interface VerifyOptions {
  /** One member alone. */
  readonly memberPublicId?: string | undefined;
  readonly onProgress?: (counted: Counted) => void;
  /** What whoever keeps sales and holds has to say of an account: asked where given, of entries that hold. */
  readonly beside?: (seen: SeenAccount) => Promise<Beside>;
}

/** An account as it is kept, and those of its entries that belong to a sale or a hold. */
export interface SeenAccount {
  readonly accountId: number;
  readonly memberPublicId: string;
  readonly seq: number;
  /** Its member was merged into another, with whom its sales count. */
  readonly isMerged: boolean;
  /** Accounts whose sales count with this one. */
  readonly mergedFrom: readonly number[];
  readonly held: number;
  readonly spendYen: number;
  readonly lastVisitOn: CalendarDate | null;
  readonly lastStoreId: number | null;
  readonly days: ReadonlyMap<CalendarDate, AccountDay>;
  readonly movements: readonly Movement[];
}

export type Movement = Pick<
  Entry,
  "accountId" | "seq" | "entryId" | "kind" | "points" | "purchaseId" | "reversesEntryId" | "recordedAtMs"
> & {
  /** Change of what the member owes. */
  readonly owed: number;
};

export interface Beside {
  readonly found: readonly Difference[];
  /** To be called once what was seen is known to belong to one moment. */
  readonly accept: () => void;
}

const nothingBeside: Beside = { found: [], accept: () => {} };

interface AccountRef {
  readonly account_id: number;
  readonly public_id: string;
}

const pageSize = 512;
const entriesAtOnce = 1_000;
/** Accounts that are read at the same time: a server answers many questions as fast as one. */
const abreast = 16;

/**
 * Goes through every account: its chain of entries, and balance, debt, pending, held, lots, allocations and days rebuilt
 * from them and compared with what is kept. Sales may go on meanwhile; what differs is looked at again before it is said.
 */
export async function verifyLedger(deps: LedgerDeps, options: VerifyOptions = {}): Promise<Verified> {
  let counted: Counted = { accounts: 0, entries: 0, lots: 0, broken: 0 };
  let firstBreak: Break | null = null;
  for await (const page of pagesOfAccounts(deps, options.memberPublicId)) {
    for (let at = 0; at < page.length; at += abreast) {
      const looked = await Promise.all(
        page.slice(at, at + abreast).map((ref) => verifyAccount(deps, ref, options)),
      );
      for (const { entries, lots, found } of looked) {
        firstBreak ??= found;
        counted = {
          accounts: counted.accounts + 1,
          entries: counted.entries + entries,
          lots: counted.lots + lots,
          broken: counted.broken + (found === null ? 0 : 1),
        };
      }
    }
    options.onProgress?.(counted);
  }
  return { ...counted, firstBreak };
}

/** Every account by its number, a page at a time; or those of one member. */
export async function* pagesOfAccounts(
  { database }: Pick<LedgerDeps, "database">,
  memberPublicId?: string,
): AsyncGenerator<readonly AccountRef[]> {
  if (memberPublicId !== undefined) {
    yield await database.all(store.accountsOfPublicId, { publicId: memberPublicId });
    return;
  }
  for (let accountId = 0; ; ) {
    const page = await database.all(store.accountsAfter, { accountId, limit: pageSize });
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    accountId = last.account_id;
  }
}

/** The entries of an account up to a number, a page at a time. */
export async function* entriesUpTo(
  deps: Pick<LedgerDeps, "database">,
  accountId: number,
  lastSeq: number,
): AsyncGenerator<Entry> {
  for (let seq = 0; seq < lastSeq; ) {
    const page = await entriesSince(deps, accountId, seq, entriesAtOnce);
    for (const entry of page) if (entry.seq <= lastSeq) yield entry;
    const last = page.at(-1);
    if (last === undefined || last.seq <= seq) return;
    seq = last.seq;
  }
}

async function verifyAccount(deps: LedgerDeps, ref: AccountRef, options: VerifyOptions) {
  for (;;) {
    const seen = await compareAccount(deps, ref, options);
    const first = seen.found[0];
    const { entries, lots } = seen;
    if (first === undefined) {
      seen.accept();
      return { entries, lots, found: null };
    }
    const again = await deps.database.first(store.accountById, { accountId: ref.account_id });
    // Somebody wrote while this was read: what was seen belongs to two moments.
    if (again !== undefined && again.seq > seen.seq) continue;
    seen.accept();
    const found: Break = { memberPublicId: ref.public_id, accountId: ref.account_id, ...first };
    return { entries, lots, found };
  }
}

/** One account, read once: what is wrong with it, first things first. */
async function compareAccount(deps: LedgerDeps, ref: AccountRef, { beside }: VerifyOptions) {
  const { database } = deps;
  const { account_id: accountId } = ref;
  const { row, kept } = await readAccount(deps, accountId);
  const mergedFrom = row.merged_from === 0 ? [] : await database.all(store.accountsMergedInto, { accountId });
  const allocations = new Map(
    (await database.all(store.allocationsOf, { accountId })).map((drawn) => [
      `${drawn.entry_id} ${drawn.lot_id}`,
      drawn.points,
    ]),
  );
  const rebuilt = new Rebuilding();
  const movements: Movement[] = [];
  const found: Difference[] = [];
  for await (const entry of entriesUpTo(deps, accountId, kept.seq)) {
    const { debt } = rebuilt.end;
    const what = rebuilt.take(entry, sha256);
    const counted = { entries: entry.seq - 1, lots: kept.lots.length, seq: kept.seq };
    if (what !== null) {
      return { ...counted, ...nothingBeside, found: [...found, { seq: entry.seq, what }] };
    }
    if (isMovement(entry)) movements.push(movementOf(entry, debt));
    found.push(...missingAllocations(entry, allocations));
  }
  found.push(...differences(rebuilt, kept, daysOfEntry(rebuilt.newest, deps.settings.timeZone)));
  for (const key of allocations.keys()) {
    const [entryId, lotId] = key.split(" ");
    found.push({ seq: kept.seq, what: `an allocation of entry ${entryId} to lot ${lotId} is of no entry` });
  }
  const days = await daysOfAccount(deps, accountId);
  found.push(...dayDifferences(row, days));
  const seen = {
    ...{ accountId, memberPublicId: ref.public_id, seq: kept.seq, held: kept.held, days, movements },
    ...{ spendYen: row.spend_yen, lastVisitOn: row.last_visit_on },
    ...{ lastStoreId: row.last_store_id, isMerged: row.merged_into_id !== null },
    mergedFrom: mergedFrom.map((one) => one.account_id),
  };
  const { accept, ...other } = (await beside?.(seen)) ?? nothingBeside;
  return {
    ...{ entries: rebuilt.end.seq, lots: kept.lots.length, seq: kept.seq, accept },
    found: [...found, ...other.found].sort((a, b) => a.seq - b.seq),
  };
}

function isMovement({ kind, purchaseId }: Entry): boolean {
  return purchaseId !== null || kind === "hold" || kind === "release";
}

function movementOf(entry: Entry, debtBefore: number): Movement {
  const { accountId, seq, entryId, kind, points, purchaseId, reversesEntryId, recordedAtMs } = entry;
  const owed = entry.debtAfter - debtBefore;
  return { accountId, seq, entryId, kind, points, purchaseId, reversesEntryId, recordedAtMs, owed };
}

/** The movements of an account that nothing is written to any more. */
export async function movementsOf(
  deps: Pick<LedgerDeps, "database">,
  accountId: number,
): Promise<readonly Movement[]> {
  const movements: Movement[] = [];
  let debt = 0;
  for await (const entry of entriesUpTo(deps, accountId, Number.MAX_SAFE_INTEGER)) {
    if (isMovement(entry)) movements.push(movementOf(entry, debt));
    debt = entry.debtAfter;
  }
  return movements;
}

/** Takes from the map what an entry drew, and says what was not there. */
function missingAllocations(entry: Entry, allocations: Map<string, number>): readonly Difference[] {
  return drawsIn(entry.effects).flatMap(([lotId, points]) => {
    const key = `${entry.entryId} ${lotId}`;
    const is = allocations.get(key);
    allocations.delete(key);
    if (is === points) return [];
    const what = is === undefined ? "is missing" : `is ${is}`;
    return [{ seq: entry.seq, what: `its allocation of ${points} points to lot ${lotId} ${what}` }];
  });
}

export async function keptOf(deps: LedgerDeps, accountId: number): Promise<Kept> {
  return (await readAccount(deps, accountId)).kept;
}

async function readAccount({ database }: LedgerDeps, accountId: number) {
  const row = await database.first(store.accountById, { accountId });
  if (row === undefined) throw new Error(`there is no account ${accountId}`);
  const lots = await database.all(store.lotsOf, { accountId });
  const kept: Kept = {
    seq: row.seq,
    headHash: row.head_hash,
    balance: row.balance,
    lotBalance: row.lot_balance,
    debt: row.debt,
    pending: row.pending,
    held: row.held,
    nextExpiresOn: row.next_expires_on,
    dueOn: row.due_on,
    lots: lots.map(lotOf),
  };
  return { row, kept };
}

/** The days an entry may have been written on, by the store's count and by the shop's. */
export function daysOfEntry(entry: Entry | null, timeZone: string): readonly CalendarDate[] {
  if (entry === null) return [];
  return [dateAt(entry.recordedAtMs, timeZone), entry.businessDate];
}

async function daysOfAccount({ database }: LedgerDeps, accountId: number) {
  const rows = await database.all(store.daysOf, { accountId });
  return new Map(rows.map((row) => [row.business_date, accountDayOf(row)]));
}

/** The counters of the account's row beside its business days. */
function dayDifferences(
  row: { readonly seq: number; readonly purchases: number; readonly visits: number },
  byDate: ReadonlyMap<CalendarDate, AccountDay>,
): readonly Difference[] {
  const days = [...byDate.values()];
  const purchases = days.reduce((sum, day) => sum + day.purchases, 0);
  const visits = days.filter((day) => day.purchases > 0).length;
  const found: Difference[] = [];
  const { seq } = row;
  if (row.purchases !== purchases) {
    found.push({ seq, what: `account.purchases is ${row.purchases}, by its days ${purchases}` });
  }
  if (row.visits !== visits) {
    found.push({ seq, what: `account.visits is ${row.visits}, by its days ${visits}` });
  }
  return found;
}
