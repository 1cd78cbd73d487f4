import type { EntryKind } from "../../../shared/points/schema.ts";
import type { Deps } from "../../deps.ts";
import { settledAfterMs } from "../../platform/database/in-time.ts";
import { ulidFloor } from "../../platform/ids.ts";
import { mainProgramme } from "./programme.ts";
import * as store from "./store-feed.ts";

/** An entry as other systems read it: public ids only, and without what it did to lots. */
export interface FeedEntry {
  readonly entryId: string;
  readonly memberId: string;
  readonly seq: number;
  readonly kind: EntryKind;
  readonly points: number;
  readonly balanceAfter: number;
  readonly debtAfter: number;
  readonly occurredAtMs: number;
  readonly recordedAtMs: number;
  readonly businessDate: string;
  readonly store: { readonly publicId: string; readonly path: string } | null;
  readonly purchaseId: string | null;
  readonly receiptNumber: string | null;
  readonly amountYen: number | null;
  readonly reversesEntryId: string | null;
}

export interface FeedPage {
  readonly entries: readonly FeedEntry[];
  readonly more: boolean;
}

/**
 * Entries of all members after an entry's id, oldest first. Ids are made before the commit they are written with, and
 * commits do not end in the order of their ids; so only what is old enough is shown, where nothing can come in between
 * any more (`settledAfterMs`). Reading on from the last id therefore misses nothing and repeats nothing.
 */
export async function feedAfter(
  deps: Deps,
  after: string,
  limit: number,
): Promise<FeedPage & { readonly completeUntilMs: number }> {
  const completeUntilMs = deps.clock.nowMs() - settledAfterMs[deps.database.engine];
  const rows = await deps.database.all(store.entriesBetween, {
    programmeId: mainProgramme,
    after,
    before: ulidFloor(completeUntilMs),
    limit: limit + 1,
  });
  return { entries: rows.slice(0, limit).map(feedEntryOf), more: rows.length > limit, completeUntilMs };
}

/** Entries of one account after its entry of a number, oldest first; up to this moment, since a stream has no gaps. */
export async function entriesOf(
  deps: Deps,
  accountId: number,
  afterSeq: number,
  limit: number,
): Promise<FeedPage> {
  const rows = await deps.database.all(store.entriesOfAccount, { accountId, afterSeq, limit: limit + 1 });
  return { entries: rows.slice(0, limit).map(feedEntryOf), more: rows.length > limit };
}

type Row = NonNullable<typeof store.entriesOfAccount.row>;

function feedEntryOf(row: Row): FeedEntry {
  const { store_public_id: publicId, store_path: path } = row;
  return {
    entryId: row.entry_id,
    memberId: row.member_public_id,
    seq: row.seq,
    kind: row.kind,
    points: row.points,
    balanceAfter: row.balance_after,
    debtAfter: row.debt_after,
    occurredAtMs: row.occurred_at_ms,
    recordedAtMs: row.recorded_at_ms,
    businessDate: row.business_date,
    store: publicId === null || path === null ? null : { publicId, path },
    purchaseId: row.purchase_id,
    receiptNumber: row.receipt_number,
    amountYen: row.amount_yen,
    reversesEntryId: row.reverses_entry_id,
  };
}
