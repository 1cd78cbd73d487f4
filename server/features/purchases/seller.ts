import type { CalendarDate } from "../../../shared/dates.ts";
import type { ErrorCode } from "../../../shared/errors.ts";
import type { BasketInput } from "../../../shared/purchases/schema.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import type { AuditRow } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import type { StoreNode } from "../stores/index.ts";

/** Who records a sale, where, and for whom: a till, a POS or EC system, or a till's queue that was offline. */
export interface Seller {
  readonly actor: Actor;
  readonly storeNode: StoreNode;
  /** Our till's session, or the POS's own name for its till. */
  readonly tillId: string;
  readonly staffId: number | null;
  readonly staffName: string | null;
  readonly source: "till" | "offline" | "api";
  /** Whether the code that was read may use points. */
  readonly maySpend: boolean;
  readonly memberId: number;
  /** The scan that ends with this sale; null where the member was named otherwise. */
  readonly scanId: string | null;
  /** When the code was read, where that says when the sale took place; absent is now. */
  readonly readAtMs?: number;
  /** What claims a code that was read without a network; part of the sale's own commit. */
  readonly claim?: readonly Bound[];
  /** What else stands in the audit row. */
  readonly evidence?: AuditRow["details"];
}

/** What took place, or would. */
export interface SaleAsked {
  /** Lines as a POS rang them up, or the one amount that was typed. */
  readonly basket: BasketInput | { readonly amountYen: number };
  readonly channel: "store" | "ec";
  readonly pointsToUse: number;
  /** `walletId`s of the member's coupons that it uses. */
  readonly coupons: readonly string[];
  /** The POS's own number: with store, till and business day it names the sale once. */
  readonly receiptNumber: string | null;
  /** When it happened (UTC milliseconds); null is now. */
  readonly occurredAtMs: number | null;
  /** The hold whose points it uses. */
  readonly holdId: string | null;
}

/** A sale as far as rights are asked about it. */
export interface Sold {
  readonly store_id: number;
  readonly store_path: string;
  readonly business_date: CalendarDate;
}

/** Who takes goods back, undoes a sale, or settles a hold. */
export interface Handler {
  readonly actor: Actor;
  readonly staffId: number | null;
  /** Where it is done; null is where the sale was made. */
  readonly storeNode: StoreNode | null;
  /** Null is the sale's own till. */
  readonly tillId: string | null;
  /** Why they may not; null where they may. */
  refuses(sold: Sold, today: CalendarDate): ErrorCode | null;
}

/** The name an actor has in the ledger. */
export function actorName({ kind, id }: Actor): string {
  return `${kind}:${id}`;
}
