import type { Receipt, Refund, Sale, VoidPurchase } from "../../../shared/purchases/schema.ts";
import { ApiError } from "../../api/client.ts";
import { mayRetry } from "../../api/retry.ts";
import type { Capture } from "../offline/capture.ts";

/** What a person needs to recognise a write whose answer has not come. */
export interface PendingLabel {
  readonly amountYen: number;
  readonly pointsToUse: number;
  readonly memberName: string | null;
}

/**
 * A write that may or may not have happened: kept from before its first attempt until the server answered, so
 * that a reload or a flat battery asks again under the same id instead of doing it twice.
 */
export type Pending = {
  /** The `Idempotency-Key`. */
  readonly id: string;
  readonly storeId: string;
  readonly madeAtMs: number;
  readonly label: PendingLabel;
  /**
   * The reading behind a purchase. Its code is claimed by this till, so it is worth nothing to anybody else; if the scan
   * runs out before the first attempt arrives, the sale is handed in by it instead.
   */
  readonly capture?: Capture;
} & (
  | { readonly kind: "purchase"; readonly body: Sale }
  | { readonly kind: "void"; readonly purchaseId: string; readonly body: VoidPurchase }
  | { readonly kind: "refund"; readonly purchaseId: string; readonly body: ReturnOfPart }
);

/** A part of a sale: yen of one that was typed as an amount, pieces of one that was rung up as lines. */
export type ReturnOfPart =
  | { readonly amountYen: number }
  | { readonly lines: readonly { readonly lineId: string; readonly quantity: number }[] };

const VERSION = 1;

/** As text for `localStorage`. */
export function textOf(list: readonly Pending[]): string {
  return JSON.stringify({ version: VERSION, list });
}

/** From `localStorage`; what this version cannot read is nothing to it, but never an error at start. */
export function pendingFrom(text: string | null): readonly Pending[] {
  if (text === null) return [];
  try {
    const stored: unknown = JSON.parse(text);
    if (typeof stored !== "object" || stored === null || !("list" in stored)) return [];
    return Array.isArray(stored.list) ? stored.list.filter(isPending) : [];
  } catch {
    return [];
  }
}

/** The same write is kept once, however often it is sent. */
export function withPending(list: readonly Pending[], pending: Pending): readonly Pending[] {
  return [...list.filter(({ id }) => id !== pending.id), pending];
}

export function withoutPending(list: readonly Pending[], id: string): readonly Pending[] {
  return list.filter((pending) => pending.id !== id);
}

/** Where it goes and what it says; the id travels beside it. */
export function requestOf(pending: Pending): {
  readonly path: string;
  readonly body: Sale | VoidPurchase | ReturnOfPart;
} {
  if (pending.kind === "purchase") return { path: "/api/till/purchases", body: pending.body };
  const path = `/api/till/purchases/${encodeURIComponent(pending.purchaseId)}`;
  return { path: `${path}/${pending.kind === "void" ? "void" : "refunds"}`, body: pending.body };
}

/** A proxy may answer a write with a good status, too; only a receipt says that it happened. */
export function isReceipt(answer: unknown): answer is Receipt {
  if (typeof answer !== "object" || answer === null) return false;
  return ["purchaseId", "receiptNumber", "status"].every(
    (name) => typeof Reflect.get(answer, name) === "string",
  );
}

/** The receipt in the answer to a write, as the sale is now; null where the answer is not our server's. */
export function receiptIn({ kind }: Pending, answer: unknown): Receipt | null {
  const receipt = kind === "refund" && isRefund(answer) ? answer.purchase : answer;
  return isReceipt(receipt) ? receipt : null;
}

function isRefund(answer: unknown): answer is Refund {
  if (typeof answer !== "object" || answer === null) return false;
  return typeof Reflect.get(answer, "refundId") === "string" && isReceipt(Reflect.get(answer, "purchase"));
}

/**
 * Whether to ask again under the same id. Beyond silence that is "too many requests": it came from before the
 * place that knows what became of the first attempt.
 */
export function asksAgain(error: unknown): boolean {
  return mayRetry(error) || (error instanceof ApiError && error.code === "request.rate_limited");
}

/**
 * Whether our server has spoken about the write itself. A proxy in front of it has not, whatever its status. Nor
 * has a lapsed session: sign in, then ask again.
 */
export function isVerdict(error: unknown): error is ApiError {
  if (!(error instanceof ApiError) || asksAgain(error)) return false;
  return !["session.missing", "session.expired", "store.not_chosen"].includes(error.code);
}

function isPending(value: unknown): value is Pending {
  if (typeof value !== "object" || value === null) return false;
  const has = (name: string, type: string): boolean => typeof Reflect.get(value, name) === type;
  const strings = has("id", "string") && has("storeId", "string") && has("madeAtMs", "number");
  const kind: unknown = Reflect.get(value, "kind");
  const aim = kind === "purchase" || ((kind === "void" || kind === "refund") && has("purchaseId", "string"));
  return strings && aim && has("body", "object") && has("label", "object");
}
