import { z } from "zod";
import { type Listed, pageAsked } from "../listing.ts";

/** `GET /api/console/reports/sales` and `.csv`: the sales behind a number, the newest day first. */
export const salesAsked = z.object({
  page: pageAsked,
  from: z.iso.date(),
  to: z.iso.date(),
  /** A store or an area. */
  place: z.string().min(1).max(40).optional(),
  /** `back`: those of which something was voided or returned. `coupon`: those from which coupons took something off. */
  only: z.enum(["back", "coupon"]).optional(),
  /** Of one person at the till, and of one member. */
  staff: z.string().min(1).max(40).optional(),
  member: z.string().min(1).max(40).optional(),
  /** Voided by one person. */
  voidedBy: z.string().min(1).max(40).optional(),
});
export type SalesAsked = z.infer<typeof salesAsked>;

export interface SaleRow {
  readonly purchaseId: string;
  readonly businessDate: string;
  readonly occurredAtMs: number;
  readonly storeName: string;
  readonly memberId: string;
  readonly memberName: string | null;
  readonly status: "completed" | "voided" | "returned";
  /** After coupons, before points. */
  readonly yen: number;
  readonly couponYen: number;
  readonly pointsUsed: number;
  readonly pointsEarned: number;
  readonly returnedYen: number;
}

/** Of all that are asked for, not of a page: what was sold, what came back of it by now, and what coupons took off what stands. */
export interface SaleSums {
  readonly yen: number;
  readonly returnedYen: number;
  readonly couponYen: number;
}

export interface SalesList extends Listed<SaleRow> {
  readonly sums: SaleSums;
}

/** `GET /api/console/reports/entries` and `.csv`: the ledger's lines behind a number of points, the oldest first. */
export const entriesAsked = z.object({
  page: pageAsked,
  of: z.enum(["earned", "used", "lapsed", "adjusted"]),
  from: z.iso.date(),
  to: z.iso.date(),
  place: z.string().min(1).max(40).optional(),
  /** Of one person who did it. */
  staff: z.string().min(1).max(40).optional(),
});
export type EntriesAsked = z.infer<typeof entriesAsked>;

export interface EntryRow {
  readonly entryId: string;
  readonly businessDate: string;
  readonly recordedAtMs: number;
  readonly kind: string;
  /** As the ledger has it: minus for what the member has less. */
  readonly points: number;
  readonly storeName: string | null;
  readonly memberId: string;
  readonly memberName: string | null;
}
