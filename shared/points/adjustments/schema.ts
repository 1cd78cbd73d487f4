import { z } from "zod";

/** Points moved by hand, one by one and by a file (requirement 2.19: reason categories and limits by role). */

export const reasonCodes = [
  "apology",
  "missed_earn",
  "correction",
  "gift",
  "migration",
  "misuse",
  "other",
] as const;
export const reasonCode = z.enum(reasonCodes);
export type ReasonCode = z.infer<typeof reasonCode>;

const pointsMax = 10_000_000;

/** `POST /api/console/members/{memberId}/adjustments`: points signed, never 0. */
export const adjustAsked = z.strictObject({
  points: z
    .number()
    .int()
    .min(-pointsMax)
    .max(pointsMax)
    .refine((points) => points !== 0, { message: "not 0" }),
  reasonCode,
  reason: z.string().max(200).nullable(),
  /** Last day of points that are given; absent: as the programme says. */
  expiresOn: z.iso.date().optional(),
});
export type AdjustAsked = z.infer<typeof adjustAsked>;

/** What an adjustment did. The words of its reason stay out: an answer that is kept must not keep names. */
export interface Adjusted {
  readonly adjustmentId: string;
  readonly memberId: string;
  readonly points: number;
  readonly reasonCode: ReasonCode;
  /** Usable now, and owed. */
  readonly balance: number;
  readonly debt: number;
  /** Last day of what was given; null for points taken. */
  readonly expiresOn: string | null;
  readonly madeAtMs: number;
}

/** A row of a file, as it was checked. */
export interface FileRow {
  readonly line: number;
  readonly rowKey: string;
  /** The member's public id. */
  readonly memberId: string;
  readonly points: number;
  readonly reason: string;
  readonly expiresOn: string | null;
}

export type RowProblem =
  /** The first line has no such heading. */
  | "no_column"
  | "missing"
  | "not_a_number"
  | "zero"
  | "above_limit"
  | "member_not_found"
  | "member_left"
  | "not_enough"
  | "not_a_date"
  | "date_past"
  | "twice"
  | "too_long"
  | "unmappable";

export interface RowError {
  readonly line: number;
  /** The column's name as the file has it; empty for the row as a whole. */
  readonly column: string;
  readonly value: string;
  readonly problem: RowProblem;
  /** What a sentence needs besides: the limit, or what there is. */
  readonly limit: number | null;
}

export type Encoding = "utf-8" | "cp932";

/** `POST /api/console/adjustment-files?name=`: the dry run. `GET …/{fileId}`: how far it is. */
export interface AdjustmentFile {
  readonly fileId: string;
  readonly name: string;
  readonly status: "refused" | "checked" | "applying" | "applied";
  readonly encoding: Encoding | null;
  readonly rowsTotal: number;
  readonly pointsGiven: number;
  readonly pointsTaken: number;
  readonly members: number;
  /** SHA-256 of what the cells say, whatever the encoding and the line ends. */
  readonly fileHash: string;
  readonly firstRows: readonly FileRow[];
  readonly errors: readonly RowError[];
  readonly errorsTotal: number;
  readonly appliedRows: number;
  /** While it is only checked: rows with a key that an earlier file applied to the same member. */
  readonly repeatedRows: number;
  /** Who accepted it, and when; null before. */
  readonly actor: string | null;
  readonly actorName: string | null;
  readonly atMs: number | null;
}

/** `GET /api/console/adjustment-files`: newest first. */
export interface AdjustmentFiles {
  readonly files: readonly AdjustmentFile[];
}
