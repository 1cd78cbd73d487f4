import { computed, signal } from "@preact/signals";
import type { ErrorCode } from "../../../shared/errors.ts";
import type { Receipt } from "../../../shared/purchases/schema.ts";
import { ApiError, ask, NetworkError } from "../../api/client.ts";
import { newIdempotencyKey } from "../../api/retry.ts";
import { bad, good } from "../feedback.ts";
import { waiting } from "../pending/outbox.ts";
import { isReceipt } from "../pending/pending.core.ts";
import { config, refreshTill, till } from "../session.ts";
import type { TillTrouble } from "../trouble.ts";
import type { Capture } from "./capture.ts";
import {
  captureRefusal,
  confirmedBy,
  type Ending,
  meaningOf,
  nextToSend,
  outdated,
  type QueuedSale,
  requestOf,
  waitingOf,
} from "./queue.core.ts";
import { noteHeard, noteSilence, offline } from "./reach.ts";
import { lastSync } from "./sync.ts";
import { openVault, type Vault } from "./vault.ts";

/** The sales taken without a network, in the order they were taken; the same after a reload. */
export const queue = signal<readonly QueuedSale[]>([]);
/** Sales that are kept but cannot be opened any more. */
export const unreadable = signal(0);
/** Whether this device can keep sales at all; null until it was tried. */
export const keeps = signal<boolean | null>(null);
/** Sales are being handed in. */
export const sending = signal(false);

/** Why the server takes none at present, for reasons of its own or of who asks; null while nothing stands in the way. */
export const halted = signal<ErrorCode | null>(null);
/** Handed in since somebody last looked. */
export const freshlyConfirmed = signal<readonly QueuedSale[]>([]);

export const queued = computed(() => waitingOf(queue.value));
export const refused = computed(() => queue.value.filter(({ ending }) => ending?.kind === "refused"));

let opening: Promise<Vault> | null = null;

function vault(): Promise<Vault> {
  opening ??= openVault().catch((cause: unknown) => {
    opening = null;
    throw cause;
  });
  return opening;
}

/** Reads what is kept: at the start, and whenever another tab may have changed it. */
export async function loadQueue(): Promise<void> {
  try {
    const opened = await vault();
    const { sales, unreadable: lost } = await opened.read();
    const old = outdated(sales, Date.now()).map(({ id }) => id);
    if (old.length > 0) await opened.remove(old);
    queue.value = sales.filter(({ id }) => !old.includes(id));
    unreadable.value = lost;
    keeps.value = true;
  } catch {
    keeps.value = false;
  }
}

/** Why a card that was just read cannot be taken without a network; null where it can. */
export function whyNotTaken(capture: Capture): TillTrouble | null {
  if (keeps.value === false) return "offline.not_kept";
  const terms = till.value?.offline ?? null;
  return captureRefusal(capture, {
    queue: queue.value,
    unanswered: waiting.value,
    terms,
    sync: lastSync(),
    nowMs: Date.now(),
    timeZone: config.timeZone,
  });
}

/**
 * Keeps a sale for later. It is on the disk when this resolves with null; otherwise it says why it was not taken.
 * `id` is given where the sale had one before.
 */
export async function take(
  capture: Capture,
  amountYen: number,
  from: { readonly id?: string; readonly storeId?: string } = {},
): Promise<TillTrouble | null> {
  const storeId = from.storeId ?? till.value?.store?.publicId;
  const sync = lastSync();
  if (storeId === undefined || sync === null) return "offline.unprepared";
  const id = from.id ?? newIdempotencyKey();
  const takenBy = till.value?.staff.publicId ?? null;
  try {
    const kept = await (await vault()).add({ id, capture, amountYen, storeId, takenBy, sync, ending: null });
    queue.value = [...queue.value.filter((sale) => sale.id !== kept.id), kept];
    return null;
  } catch {
    return "offline.not_kept";
  }
}

/** The cashier has read what was refused. */
export async function dismissRefused(): Promise<void> {
  const ids = refused.value.map(({ id }) => id);
  await (await vault()).remove(ids);
  queue.value = queue.value.filter(({ id }) => !ids.includes(id));
}

/** So many in a row, then a breath: the customer at the counter comes first. */
const IN_A_ROW = 5;
const BREATH_MS = 250;

/**
 * Hands the queue in, in the order it was taken, one after the other and in one tab at a time. Each goes out under the id
 * that it was kept with, so that one whose answer is lost is asked about and not done twice.
 */
export async function handIn(): Promise<void> {
  if (sending.value || till.value?.store == null) return;
  sending.value = true;
  try {
    await alone(sendAll);
  } finally {
    sending.value = false;
  }
}

async function sendAll(): Promise<void> {
  await loadQueue();
  if (queued.value.length === 0) return;
  // Measures the clock for this round, and tells whether anybody hears and knows who is here.
  await refreshTill();
  if (offline.value || till.value?.store == null) return;
  const putOff = new Set<string>();
  for (let sent = 1; ; sent++) {
    const sale = nextToSend(queue.value, putOff);
    if (sale === null) return;
    try {
      await settle(sale, confirmedBy(await send(sale)));
      halted.value = null;
    } catch (error) {
      noteSilence(error);
      const meaning = meaningOf(error);
      if (meaning === "stop") {
        halted.value = error instanceof ApiError ? error.code : null;
        return;
      }
      if (meaning === "refused" && error instanceof ApiError) {
        await settle(sale, { kind: "refused", code: error.code });
      } else putOff.add(sale.id);
    }
    if (sent % IN_A_ROW === 0) await new Promise((resolve) => setTimeout(resolve, BREATH_MS));
  }
}

async function send(sale: QueuedSale): Promise<Receipt> {
  const { deviceId } = await vault();
  const body = requestOf(sale, deviceId, lastSync()?.offsetMs ?? 0, Date.now());
  const answer = await ask<unknown>("/api/till/offline", { body, idempotencyKey: sale.id });
  if (!isReceipt(answer)) throw new NetworkError(new TypeError("the answer is not a receipt"));
  noteHeard();
  return answer;
}

/** If this cannot be kept, the sale is sent once more and gets the same answer. */
async function settle(sale: QueuedSale, ending: Ending): Promise<void> {
  const settled = { ...sale, ending };
  await (await vault()).replace(settled);
  queue.value = queue.value.map((other) => (other.id === sale.id ? settled : other));
  if (ending.kind === "confirmed") freshlyConfirmed.value = [...freshlyConfirmed.value, settled];
  if (ending.kind === "refused") bad();
  else if (queued.value.length === 0) good();
}

/** One tab of this till at a time, where the browser can say so; two would only ask the same twice. */
async function alone(work: () => Promise<void>): Promise<void> {
  if (navigator.locks === undefined) return work();
  await navigator.locks.request("goen-till-queue", { ifAvailable: true }, async (lock) => {
    await (lock === null ? loadQueue() : work());
  });
}
