import type { Deps } from "../../server/deps.ts";
import { entryOf } from "../../server/features/points/history.ts";
import {
  type Doing,
  draftOf,
  type Entry,
  earn,
  firstBreak,
  type Gift,
  loadAccounts,
  mainProgramme,
  planMany,
  planProgramme,
  toolsOf,
} from "../../server/features/points/index.ts";
import type { Clock } from "../../server/platform/clock.ts";
import type { Database } from "../../server/platform/database/database.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import { sha256 } from "../../server/platform/hash.ts";
import { type Ids, systemIds } from "../../server/platform/ids.ts";
import type { Log } from "../../server/platform/log.ts";
import { dateAt } from "../../shared/dates.ts";
import { defaultProgramme } from "../../shared/points/programme/defaults.ts";
import { bucketSeedOf } from "../../shared/segments/bucket.ts";
import { insert } from "../databases/rows.ts";

export const timeZone = "Asia/Tokyo";

/** What the ledger's verbs and the day-boundary run need of the server, without a server around it. */
export function ledgerDeps(database: Database, clock: Clock, log: Log, ids: Ids = systemIds(clock)): Deps {
  // The rest of Deps is HTTP and LINE, which no verb of points or nightly touches.
  return { database, clock, ids, log, settings: { timeZone } } as Deps;
}

/** Ids that count: two databases filled with them hold the same rows. */
export function countedIds(prefix: string, clock: Clock): Ids {
  let count = 0;
  return {
    ...systemIds(clock),
    ulid() {
      count += 1;
      return `${prefix}${String(count).padStart(26 - prefix.length, "0")}`;
    },
  };
}

/** A programme with its first rules, for accounts to be in. */
export async function openProgramme(deps: Deps): Promise<void> {
  const plan = planProgramme(mainProgramme, "points", defaultProgramme, deps.clock.nowMs());
  await deps.database.commit(housekeeping("a test", plan));
}

/** Members 1 to `count` with an account each, whose number is `stride` times theirs. */
export async function openAccounts(deps: Deps, count: number, stride = 1): Promise<readonly number[]> {
  const ids: number[] = [];
  for (let first = 1; first <= count; first += 500) {
    const members = Array.from({ length: Math.min(500, count - first + 1) }, (_, index) => first + index);
    const statements = members.flatMap((id) => [
      insert("member", {
        member_id: id,
        public_id: `m${id}`,
        language: "ja",
        status: "active",
        joined_at_ms: Date.UTC(2026, 0, 1),
      }),
      insert("account", {
        ...{ account_id: id * stride, member_id: id, programme_id: mainProgramme },
        ...{ joined_on: "2026-01-01", bucket_seed: bucketSeedOf(sha256(`m${id}`)) },
      }),
    ]);
    await deps.database.commit(housekeeping("a test", statements));
    ids.push(...members.map((id) => id * stride));
  }
  return ids;
}

/** Gives each account its lots by an earn of its own, as a sale would. */
export async function give(
  deps: Deps,
  accountIds: readonly number[],
  giftsOf: (accountId: number) => readonly Partial<Gift>[],
  occasion: Partial<Pick<Doing, "purchaseId" | "businessDate">> = {},
): Promise<void> {
  const today = dateAt(deps.clock.nowMs(), timeZone);
  const doing = {
    ...{ occurredAtMs: deps.clock.nowMs(), recordedAtMs: deps.clock.nowMs(), businessDate: today },
    ...{ storeId: null, tillId: null, actor: "system:test", purchaseId: null, receiptNumber: null },
    ...{ amountYen: null, clientId: "test" },
    ...occasion,
  };
  for (let first = 0; first < accountIds.length; first += 500) {
    const accounts = await loadAccounts(deps, accountIds.slice(first, first + 500));
    const drafts = accounts.map(({ account }) => {
      const gifts = giftsOf(account.accountId).map((gift): Gift => ({ ...usualGift(today), ...gift }));
      return earn(draftOf(account), gifts, null, doing, toolsOf(deps));
    });
    await deps.database.commit(housekeeping("a test", planMany(deps.database.engine, drafts, today)));
  }
}

function usualGift(today: string): Gift {
  return {
    ...{
      points: 100,
      activatesOn: today,
      expiresOn: "2027-11-30",
      origin: "purchase",
      fundedBy: "head_office",
    },
    ...{ renews: false, waits: null },
  };
}

/** What the ledger says of an account, without what differs from run to run: ids, hashes, when it was recorded. */
export interface Told {
  readonly entries: readonly ReturnType<typeof told>[];
  readonly lots: readonly unknown[];
  readonly allocations: readonly string[];
  readonly figures: Readonly<Record<string, unknown>>;
  /** The chain of hashes holds, and the account knows its end. */
  readonly unbroken: boolean;
}

/** Every account's ledger by its number, read whole. */
export async function ledgers({ database }: Deps): Promise<ReadonlyMap<number, Told>> {
  const { point } = database;
  const accounts = await point.selectFrom("account").selectAll().orderBy("account_id").execute();
  const entries = byAccount(await point.selectFrom("entry").selectAll().orderBy("seq").execute());
  const lots = byAccount(await point.selectFrom("lot").selectAll().orderBy("lot_id").execute());
  const allocations = byAccount(await point.selectFrom("allocation").selectAll().execute());
  return new Map(
    accounts.map(({ account_id: id, head_hash: head, ...figures }) => {
      const chain = (entries.get(id) ?? []).map(entryOf);
      const seqOf = new Map(chain.map(({ entryId, seq }) => [entryId, seq]));
      const drawn = (allocations.get(id) ?? []).map(
        (row) => `${seqOf.get(row.entry_id)} ${row.lot_id} ${row.points}`,
      );
      const unbroken = firstBreak(chain, sha256) === null && head === (chain.at(-1)?.hash ?? "");
      const account = {
        ...{
          entries: chain.map(told),
          lots: lots.get(id) ?? [],
          allocations: drawn.sort(),
          figures,
          unbroken,
        },
      };
      return [id, account] as const;
    }),
  );
}

function byAccount<R extends { readonly account_id: number }>(rows: readonly R[]): ReadonlyMap<number, R[]> {
  return Map.groupBy(rows, ({ account_id }) => account_id);
}

function told(entry: Entry) {
  const { seq, kind, points, balanceAfter, debtAfter, occurredAtMs, businessDate, actor, clientId, effects } =
    entry;
  return { seq, kind, points, balanceAfter, debtAfter, occurredAtMs, businessDate, actor, clientId, effects };
}
