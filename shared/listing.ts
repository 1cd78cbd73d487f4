import { z } from "zod";

/** Rows of one page of a list. */
export const pageRows = 50;
/**
 * A list is paged through so far and counted so far. Beyond it a filter finds more than pages do, and the cost of any page
 * stays that of reading this many rows, however many there are.
 */
export const listedMax = 10_000;
export const pageMax = listedMax / pageRows;

/** What a paged list is asked by; each list adds its filters and the orders that it knows. */
export const pageAsked = z.coerce.number().int().min(1).max(pageMax).default(1);

/** One page of a list. */
export interface Listed<Row> {
  readonly rows: readonly Row[];
  /** How many there are by these filters, counted to `listedMax` and no further. */
  readonly total: number;
  /** Whether there are more than `total`. */
  readonly more: boolean;
}

/** `POST /api/console/sheets`: a file of rows that the page has already, made where formulas are disarmed. */
export const sheetAsked = z.strictObject({
  encoding: z.enum(["utf-8", "cp932"]),
  rows: z
    .array(z.array(z.union([z.string().max(2_000), z.number()])).max(60))
    .min(1)
    .max(listedMax + 1),
});
export type SheetAsked = z.infer<typeof sheetAsked>;
