import { isQueuedSale, type QueuedSale } from "./queue.core.ts";

/*
 * Where queued sales are kept: IndexedDB, each sealed with a key of this browser that no script can read out. Whoever
 * copies the storage off the device has neither codes nor amounts.
 */

const NAME = "goen-till";
const VERSION = 1;
const KEY = "queue";

/** One sale at rest. Its id and number stay readable, for their order; everything else is in the box. */
interface Sealed {
  readonly id: string;
  readonly seq: number;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly box: ArrayBuffer;
}

export interface Kept {
  readonly sales: readonly QueuedSale[];
  /** Those that cannot be opened: the browser lost the key. */
  readonly unreadable: number;
}

export interface Vault {
  /** Random 128 bits, made once. */
  readonly deviceId: string;
  /** All, in the order they were taken. */
  read(): Promise<Kept>;
  /** Numbers a sale and keeps it; one of the same id stays as it is. Resolves when it is on the disk. */
  add(sale: Omit<QueuedSale, "seq">): Promise<QueuedSale>;
  /** Keeps what became of a sale. */
  replace(sale: QueuedSale): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
}

/** Opens it, or rejects: private windows, full disks and locked-down devices have none. */
export async function openVault(): Promise<Vault> {
  const db = await openDatabase();
  const key = await keyIn(db);
  const deviceId = await deviceIn(db);
  // Browsers may throw away what nobody asked them to keep; the answer is the browser's own affair.
  void navigator.storage?.persist?.().catch(() => false);
  return {
    deviceId,
    read: () => readAll(db, key),
    add: (sale) => add(db, key, sale),
    replace: async (sale) => {
      const sealed = await seal(key, sale, sale.seq);
      await change(db, ["sales"], (tx) => tx.objectStore("sales").put(sealed));
    },
    remove: (ids) =>
      change(db, ["sales"], (tx) => {
        for (const id of ids) tx.objectStore("sales").delete(id);
      }),
  };
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(NAME, VERSION);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore("keys");
      opening.result.createObjectStore("facts");
      opening.result.createObjectStore("sales", { keyPath: "id" });
    };
    opening.onsuccess = () => {
      // Another tab with a newer version of the page must not wait for this one.
      opening.result.onversionchange = () => opening.result.close();
      resolve(opening.result);
    };
    opening.onerror = () => reject(opening.error);
    opening.onblocked = () => reject(new Error("another tab holds the storage"));
  });
}

/** The key, made at the first start and kept as a handle: the browser signs with it and never shows it. */
async function keyIn(db: IDBDatabase): Promise<CryptoKey> {
  const known: unknown = await ask(db, "keys", (store) => store.get(KEY));
  if (known instanceof CryptoKey) return known;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  // Two tabs may start at once: the first one's key stays.
  await change(db, ["keys"], (tx) => {
    const store = tx.objectStore("keys");
    const asked = store.count(KEY);
    asked.onsuccess = () => asked.result === 0 && store.put(made, KEY);
  });
  const kept: unknown = await ask(db, "keys", (store) => store.get(KEY));
  // Some browsers take such a key and give back nothing: without it every sale would be lost at the next start.
  if (!(kept instanceof CryptoKey)) throw new Error("the browser does not keep keys");
  return kept;
}

async function deviceIn(db: IDBDatabase): Promise<string> {
  const made = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) =>
    byte.toString(16).padStart(2, "0"),
  );
  await change(db, ["facts"], (tx) => {
    const store = tx.objectStore("facts");
    const asked = store.count("deviceId");
    asked.onsuccess = () => asked.result === 0 && store.put(made.join(""), "deviceId");
  });
  const kept: unknown = await ask(db, "facts", (store) => store.get("deviceId"));
  if (typeof kept !== "string") throw new Error("the browser does not keep what it is given");
  return kept;
}

async function readAll(db: IDBDatabase, key: CryptoKey): Promise<Kept> {
  const rows: unknown = await ask(db, "sales", (store) => store.getAll());
  const sealed = Array.isArray(rows) ? rows.filter(isSealed) : [];
  const opened = await Promise.all(sealed.map((row) => open(key, row)));
  const sales = opened.flatMap((sale) => (sale === null ? [] : [sale])).sort((a, b) => a.seq - b.seq);
  return { sales, unreadable: opened.length - sales.length };
}

async function add(db: IDBDatabase, key: CryptoKey, sale: Omit<QueuedSale, "seq">): Promise<QueuedSale> {
  // The number is given where it is kept, in one transaction; the box is closed before, because nothing may be waited
  // for inside it. So the number stands outside the box, and is put back when it is opened.
  const sealed = await seal(key, sale, 0);
  let seq = 0;
  await change(db, ["facts", "sales"], (tx) => {
    const [facts, sales] = [tx.objectStore("facts"), tx.objectStore("sales")];
    const before = sales.get(sale.id);
    before.onsuccess = () => {
      if (isSealed(before.result)) {
        seq = before.result.seq;
        return;
      }
      const last = facts.get("lastSeq");
      last.onsuccess = () => {
        seq = (typeof last.result === "number" ? last.result : 0) + 1;
        facts.put(seq, "lastSeq");
        sales.add({ ...sealed, seq });
      };
    };
  });
  return { ...sale, seq };
}

const text = { encode: new TextEncoder(), decode: new TextDecoder() };

async function seal(key: CryptoKey, sale: Omit<QueuedSale, "seq">, seq: number): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = text.encode.encode(sale.id);
  const content = text.encode.encode(JSON.stringify(sale));
  const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, content);
  return { id: sale.id, seq, iv, box };
}

async function open(key: CryptoKey, { id, seq, iv, box }: Sealed): Promise<QueuedSale | null> {
  try {
    const additionalData = text.encode.encode(id);
    const content = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, key, box);
    const sale: unknown = JSON.parse(text.decode.decode(content));
    const numbered: unknown = typeof sale === "object" && sale !== null ? { ...sale, seq } : null;
    return isQueuedSale(numbered) ? numbered : null;
  } catch {
    return null;
  }
}

function isSealed(row: unknown): row is Sealed {
  if (typeof row !== "object" || row === null) return false;
  const [iv, box]: unknown[] = [Reflect.get(row, "iv"), Reflect.get(row, "box")];
  const named = typeof Reflect.get(row, "id") === "string" && typeof Reflect.get(row, "seq") === "number";
  return named && iv instanceof Uint8Array && box instanceof ArrayBuffer;
}

/** Changes in one transaction that is on the disk when this resolves, as far as the browser can say. */
function change(db: IDBDatabase, stores: string[], how: (tx: IDBTransaction) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const tx = db.transaction(stores, "readwrite", { durability: "strict" });
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error ?? new Error("the storage gave up"));
    how(tx);
  });
}

function ask(db: IDBDatabase, store: string, how: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const asked = how(db.transaction(store, "readonly").objectStore(store));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}
