import { z } from "zod";
import { pageAsked } from "../listing.ts";

/** `GET /api/console/member-list`, and `.csv` of it. */
export const memberListAsked = z.object({
  page: pageAsked,
  sort: z
    .enum(["joined", "-joined", "points", "-points", "visit", "-visit", "name", "-name"])
    .default("-joined"),
  /** Absent: those who have not left. */
  status: z.enum(["active", "suspended", "left"]).optional(),
  /** A part of the name, or the beginning of the number. */
  q: z.string().max(100).optional(),
  /** Days of joining, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});
export type MemberListAsked = z.infer<typeof memberListAsked>;

export interface MemberRow {
  readonly publicId: string;
  readonly name: string | null;
  readonly status: "active" | "suspended" | "left";
  readonly joinedOn: string;
  readonly points: number;
  readonly visits: number;
  readonly lastVisitOn: string | null;
}
