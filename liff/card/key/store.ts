import type { CouponShown, Wallet, WalletCoupon } from "../../../shared/coupons/views.ts";
import type { PointsView } from "../../../shared/points/schema.ts";
import type { RankView } from "../../../shared/ranks/schema.ts";
import type { MemberStampCard, StampWallet } from "../../../shared/stamps/views.ts";

/** A device key and what belongs to it. The CryptoKey cannot be exported, so the browser's own database keeps it. */
export interface StoredKey {
  /** Whose key it is; another member on the same phone must never show it. */
  readonly memberId: string;
  readonly handle: string;
  readonly key: CryptoKey;
  readonly notAfterMs: number;
  readonly rotateAfterMs: number;
}

/** What the last visit saw: drawn before the network answers. */
export interface Seen {
  readonly memberId: string;
  readonly name: string | null;
  readonly pictureUrl: string | null;
  readonly joinedOn: string;
  readonly birthday: string | null;
  readonly points: PointsView;
  readonly rank: RankView | null;
  /** Absent where a card of an earlier make kept it. */
  readonly coupons?: { readonly usable: number; readonly endingSoon: WalletCoupon | null } | null;
  readonly stamps?: readonly MemberStampCard[] | null;
  /** When the server said so, by the server's clock. */
  readonly atMs: number;
  /** The phone's distance from the server's clock then. */
  readonly offsetMs: number;
  /** LINE's id of the person then; null where LINE was not asked. */
  readonly lineUser: string | null;
}

/** The wallet as it was last seen: to look at without a network. */
export interface KeptWallet {
  readonly memberId: string;
  readonly wallet: Wallet | null;
  readonly stamps: StampWallet | null;
  /** The living screen of the last use. */
  readonly shown: CouponShown | null;
  /** When the server said so, by its clock. */
  readonly atMs: number;
}

export interface Stored {
  readonly key: StoredKey | null;
  readonly seen: Seen | null;
}

/** Where a card waits between visits. Every method may throw: private windows and locked-down phones have no database. */
export interface CardStore {
  read(): Promise<Stored>;
  writeKey(key: StoredKey): Promise<void>;
  writeSeen(seen: Seen): Promise<void>;
  readWallet(): Promise<KeptWallet | null>;
  writeWallet(kept: KeptWallet): Promise<void>;
  /** Forgets the member on this phone. */
  clear(): Promise<void>;
}

const DATABASE = "goen-card";
const SHELF = "card";

/** The store in IndexedDB; `factory` is undefined where a browser has none. */
export function openCardStore(factory: IDBFactory | undefined): CardStore {
  let opened: Promise<IDBDatabase> | null = null;
  const shelf = async (mode: IDBTransactionMode): Promise<IDBObjectStore> => {
    if (factory === undefined) throw new Error("this browser has no IndexedDB");
    opened ??= openDatabase(factory).catch((error: unknown) => {
      opened = null;
      throw error;
    });
    const database = await opened;
    return database.transaction(SHELF, mode).objectStore(SHELF);
  };
  return {
    async read() {
      const from = await shelf("readonly");
      const [key, seen] = await Promise.all([answerOf(from.get("key")), answerOf(from.get("seen"))]);
      return { key: isStoredKey(key) ? key : null, seen: isSeen(seen) ? seen : null };
    },
    async writeKey(key) {
      await done((await shelf("readwrite")).put(key, "key"));
    },
    async writeSeen(seen) {
      await done((await shelf("readwrite")).put(seen, "seen"));
    },
    async readWallet() {
      const kept = await answerOf((await shelf("readonly")).get("wallet"));
      return isKeptWallet(kept) ? kept : null;
    },
    async writeWallet(kept) {
      await done((await shelf("readwrite")).put(kept, "wallet"));
    },
    async clear() {
      await done((await shelf("readwrite")).clear());
    },
  };
}

function openDatabase(factory: IDBFactory): Promise<IDBDatabase> {
  const opening = factory.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(SHELF);
  return answerOf(opening);
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB failed"));
  });
}

/** A put has happened only when its transaction is complete. */
function done<T>(request: IDBRequest<T>): Promise<void> {
  return new Promise((resolve, reject) => {
    const { transaction } = request;
    if (transaction === null) return resolve();
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("IndexedDB aborted"));
    transaction.onerror = () => reject(transaction.error ?? new Error("IndexedDB failed"));
  });
}

/** Some browsers answer a successful put of a CryptoKey with null on the next read. */
function isStoredKey(value: unknown): value is StoredKey {
  return (
    hasFields(value, ["memberId", "handle", "notAfterMs", "rotateAfterMs"]) && value.key instanceof CryptoKey
  );
}

function isSeen(value: unknown): value is Seen {
  return hasFields(value, ["memberId", "points", "rank", "atMs", "offsetMs"]);
}

function isKeptWallet(value: unknown): value is KeptWallet {
  return hasFields(value, ["memberId", "wallet", "stamps", "atMs"]);
}

function hasFields(value: unknown, names: readonly string[]): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && names.every((name) => name in value);
}
