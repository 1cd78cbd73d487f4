import { computed, signal } from "@preact/signals";
import type { ErrorCode } from "../../../shared/errors.ts";
import type { Receipt, Scan, Scanned } from "../../../shared/purchases/schema.ts";
import { ApiError, ask } from "../../api/client.ts";
import { newIdempotencyKey, retrying } from "../../api/retry.ts";
import { letGo } from "../coupons/aside.ts";
import { bad, good, noticed } from "../feedback.ts";
import { type Capture, captureOf } from "../offline/capture.ts";
import { turnsOffline } from "../offline/queue.core.ts";
import { loadQueue, take, whyNotTaken } from "../offline/queue.ts";
import { noteSilence, offline } from "../offline/reach.ts";
import { deliver, leftOver, type Outcome, type Rescue } from "../pending/outbox.ts";
import type { Pending } from "../pending/pending.core.ts";
import { go, route } from "../route.ts";
import { noteSaleReturned } from "../sales.ts";
import { accept, look, lookAgain, nothingSeen } from "../scanner/seen.core.ts";
import { noteTrouble, refreshTill, till } from "../session.ts";
import type { TillTrouble } from "../trouble.ts";
import { amountOf } from "./amount.core.ts";
import {
  isAsking,
  isOver,
  newSale,
  pointsWrong,
  reduceSale,
  type SaleEvent,
  type SaleState,
  saleToKeep,
  saleToSend,
} from "./sale.core.ts";

/** A code lives half a minute: asking longer than this would only ask about a dead one. */
const SCAN_TIMEOUT_MS = 5_000;
const SCAN_ATTEMPTS = 3;
/**
 * The second half of a double tap on "confirm" finds "next sale" in its place; the receipt is worth a look.
 */
const LOOK_MS = 800;

/** The sale in front of the cashier. */
export const sale = signal<SaleState>(newSale);

/** How a sale ended that was set aside while its answer was missing. */
export interface NewsItem {
  readonly pending: Pending;
  readonly outcome: Outcome;
  /**
   * It was sent first from another session or store, so a refusal may be about that alone: what became of the sale
   * stands in its store's list.
   */
  readonly elsewhere: boolean;
}

/** Shown until somebody has read them. */
export const news = signal<readonly NewsItem[]>([]);

export function dispatch(event: SaleEvent): void {
  sale.value = reduceSale(sale.value, event);
}

/** Whether a code could be used now; the camera runs only then. */
export const wantsCode = computed(() => {
  const { capture, scan, sending } = sale.value;
  const nobody = scan === null && capture === null;
  return route.value === "desk" && sending === null && (nobody || isOver(sale.value) || isAsking(sale.value));
});

/** More than the shop lets a sale be. The field says so; there is nothing to ask the server. */
export const tooLarge = computed(() => amountOf(sale.value.entry) > yenMax.value);

/** Why the points that were typed cannot be used; then, too, there is nothing to ask. */
export const wrongPoints = computed(() => pointsWrong(sale.value, till.value?.unitPoints ?? 1));

/** The most that a sale may be, now: less while nobody can be asked. */
export const yenMax = computed(() => {
  const state = till.value;
  if (state === null) return Number.POSITIVE_INFINITY;
  return keepsForLater.value ? (state.offline?.amountYenMax ?? state.amountYenMax) : state.amountYenMax;
});

/** Whether the sale in front of the cashier is kept for when the network is back. */
export const keepsForLater = computed(() => {
  const { scan, capture } = sale.value;
  return offline.value || (scan === null && capture !== null);
});

let seen = nothingSeen;

/** The camera has a code in view; most of the time it is the one from the frame before. */
export function see(text: string): void {
  const looked = look(seen, text, performance.now());
  seen = looked.seen;
  if (looked.fresh) void read(text, "camera");
}

/** The camera is on again after a sale, for which it was off: the card that was sold to may still lie there. */
export function cameraIsOn(): void {
  if (isOver(sale.value)) seen = lookAgain(seen, performance.now());
}

/** A code from anywhere: what was being done on another page of the till gives way to it. */
export async function read(text: string, source: Scan["source"]): Promise<void> {
  const { sending, reading, wantsSpendCode, scan: before } = sale.value;
  if (till.value?.store == null || reading) return;
  if (sending !== null) return bad();
  go("desk");
  const capture = captureOf(text, source, Date.now());
  if (typeof capture === "string") return refuseScan(capture);
  noticed();
  if (offline.value) return keepReading(capture, text);
  dispatch({ type: "read" });
  const body: Scan = { code: text, source, ...(wantsSpendCode ? { intent: "spend" as const } : {}) };
  const send = (): Promise<Scanned> => ask<Scanned>("/api/till/scans", { body, timeoutMs: SCAN_TIMEOUT_MS });
  try {
    // What was put aside by the reading before is this customer's own to use by the next one.
    if (before !== null) await letGo(before.scanId);
    const scan = await retrying(send, { attempts: SCAN_ATTEMPTS });
    dispatch({ type: "scanned", scan, capture });
    seen = accept(seen, text, performance.now());
    if (before !== null && before.scanId !== scan.scanId) closeScan(before.scanId);
    watchLapse(scan);
  } catch (error) {
    if (noteSilence(error)) return keepReading(capture, text);
    // The same code may still be good: it is tried again as soon as the camera sees it.
    if (!(error instanceof ApiError)) seen = nothingSeen;
    refuseScan(codeOf(error));
    noteTrouble(error);
  }
}

/** Nobody can be asked who it is: the card earns later, if it may be taken at all. */
function keepReading(capture: Capture, text: string): void {
  const why = sale.value.wantsSpendCode ? "card.needs_online" : whyNotTaken(capture);
  if (why !== null) {
    seen = nothingSeen;
    refuseScan(why);
    return;
  }
  seen = accept(seen, text, performance.now());
  dispatch({ type: "captured", capture });
}

/** A code that is none, or one that is not taken. */
export function refuseScan(code: TillTrouble): void {
  go("desk");
  bad();
  dispatch({ type: "scanRefused", code });
}

let answeredAt = Number.NEGATIVE_INFINITY;

/** Puts the receipt away. */
export function nextSale(): void {
  if (isOver(sale.value) && performance.now() - answeredAt < LOOK_MS) return;
  dispatch({ type: "next" });
}

/** Leaves the sale as it is, for another store or another member of staff. */
export function clearDesk(): void {
  dropMember();
  dispatch({ type: "next" });
}

/** The staff starts over with another customer; the amount stays. */
export function dropMember(): void {
  const { scan, receipt } = sale.value;
  if (scan !== null && receipt === null) closeScan(scan.scanId);
  dispatch({ type: "dropMember" });
}

/** Sends the sale whose effect is on the screen; does nothing while there is none. */
export async function confirm(): Promise<void> {
  if (keepsForLater.value) return keepSale();
  const body = saleToSend(sale.value);
  const storeId = till.value?.store?.publicId;
  const { scan, capture } = sale.value;
  if (body === null || storeId === undefined) return;
  const label = {
    amountYen: body.amountYen,
    pointsToUse: body.pointsToUse,
    memberName: scan?.member.name ?? null,
  };
  const pending: Pending = {
    kind: "purchase",
    id: newIdempotencyKey(),
    storeId,
    madeAtMs: Date.now(),
    label,
    ...(capture === null ? {} : { capture }),
    body,
  };
  await settle(pending);
}

let keeping = false;

/** Keeps the sale on this device; the screen says so only when it is on the disk. */
async function keepSale(): Promise<void> {
  const kept = saleToKeep(sale.value);
  if (kept === null || tooLarge.value || keeping) return;
  keeping = true;
  // Another tab of this till may have taken the same card meanwhile.
  await loadQueue();
  const why = whyNotTaken(kept.capture) ?? (await take(kept.capture, kept.amountYen));
  keeping = false;
  if (why !== null) {
    bad();
    return dispatch({ type: "notAccepted", code: why });
  }
  good();
  answeredAt = performance.now();
  dispatch({ type: "accepted", amountYen: kept.amountYen });
}

/** A purchase that waited so long for the network that its scan ran out is handed in as one taken without. */
const rescue: Rescue = async (pending, code) => {
  if (pending.capture === undefined || !turnsOffline(pending, code)) return false;
  const { id, storeId, capture, label } = pending;
  return (await take(capture, label.amountYen, { id, storeId })) === null;
};

/**
 * After a reload or a new sign-in: asks what became of everything this till sent without an answer, whatever its
 * store. The server knows a write by its id alone.
 */
export function resume(): void {
  for (const pending of leftOver()) void settle(pending, true);
}

async function settle(pending: Pending, again = false): Promise<void> {
  const here = (): boolean => pending.storeId === till.value?.store?.publicId;
  // Another store's sale is asked about aside; the desk shows its own.
  if (pending.kind === "purchase" && here())
    dispatch({ type: "send", sending: { id: pending.id, attempts: 0, ...pending.label } });
  const { id } = pending;
  const onLost = (attempts: number): void => {
    dispatch({ type: "lost", id, attempts });
    // Whether only this answer was lost, or nobody is there.
    if (!offline.value) void refreshTill();
  };
  const outcome = await deliver(pending, onLost, rescue);
  const inFront = sale.value.sending?.id === id;
  if (outcome.kind === "later") return;
  if (outcome.kind === "queued") {
    return dispatch(inFront ? { type: "next" } : { type: "dismiss" });
  }
  const elsewhere = again || !here();
  const aside = !inFront || (again && outcome.kind === "refused");
  if (outcome.kind === "done") {
    good();
    answeredAt = performance.now();
    dispatch({ type: "answered", id, receipt: outcome.receipt });
    if (pending.kind !== "purchase") {
      noteUndone(outcome.receipt);
      noteSaleReturned(outcome.receipt);
    }
  } else {
    bad();
    dispatch(inFront && aside ? { type: "next" } : { type: "refused", id, code: outcome.code });
  }
  if (aside) news.value = [...news.value, { pending, outcome, elsewhere }];
}

/** An undo from the list may concern the receipt that is still on the desk. */
export function noteUndone(receipt: Receipt): void {
  dispatch({ type: "undone", receipt });
}

function closeScan(scanId: string): void {
  const path = `/api/till/scans/${encodeURIComponent(scanId)}/close`;
  // Best effort: the scan ends by itself a few minutes later.
  ask(path, { method: "POST", body: {} }).catch(() => {});
}

let lapse: ReturnType<typeof setTimeout> | undefined;

function watchLapse(scan: Scanned): void {
  clearTimeout(lapse);
  const life = Math.max(0, scan.expiresAtMs - scan.serverTimeMs);
  lapse = setTimeout(() => {
    const { scan: current, receipt, capture } = sale.value;
    if (receipt !== null || current?.scanId !== scan.scanId) return;
    // Without a network the reading is what counts, and that it was read in time.
    if (offline.value && capture !== null) return dispatch({ type: "captured", capture });
    bad();
    dispatch({ type: "scanLapsed" });
  }, life);
}

export function codeOf(error: unknown): ErrorCode | "network" {
  return error instanceof ApiError ? error.code : "network";
}
