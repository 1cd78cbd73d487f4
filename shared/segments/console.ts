import { z } from "zod";
import { pageAsked } from "../listing.ts";
import type { Segment } from "./schema.ts";
import { segment } from "./schema.ts";

const name = z.string().trim().min(1).max(60);

/** `POST /api/console/segments` */
export const newSegment = z.strictObject({
  name,
  tree: segment,
  /** Made by the client before it sends, so that what is said again after silence is made once. */
  segmentId: z
    .string()
    .regex(/^[A-Za-z0-9_-]{20,40}$/)
    .optional(),
});

/** `PUT /api/console/segments/{id}`: the version that the change was made from comes along. */
export const segmentChange = z.strictObject({ name, tree: segment, version: z.number().int().min(1) });
export type SegmentChange = z.infer<typeof segmentChange>;

/** `POST /api/console/segments/count` and `/sample`, of a tree that need not be saved. */
export const treeAsked = z.strictObject({ tree: segment });

/** `POST /api/console/segments/{id}/watch` */
export const watchAsked = z.strictObject({ watched: z.boolean() });

export interface SegmentView {
  readonly segmentId: string;
  readonly name: string;
  readonly version: number;
  readonly tree: Segment;
  readonly madeAtMs: number;
  /** When its version in force was made. */
  readonly changedAtMs: number;
  /** Whether who enters and who leaves is kept. */
  readonly watched: boolean;
  /** As they were last counted, and when; null before that. */
  readonly members: number | null;
  readonly countedAtMs: number | null;
}

/** What names a segment or a list, for which it cannot be deleted. */
export interface SegmentUse {
  readonly kind: "segment" | "campaign" | "automation";
  readonly id: string;
  readonly name: string;
}

export interface SegmentRow extends SegmentView {
  readonly usedBy: readonly SegmentUse[];
}

export interface SegmentList {
  readonly segments: readonly SegmentRow[];
}

/** `GET /api/console/segments/{id}/versions`, newest first. */
export interface SegmentVersions {
  readonly versions: readonly SegmentVersionView[];
}

export interface SegmentVersionView {
  readonly version: number;
  readonly name: string;
  readonly tree: Segment;
  readonly madeAtMs: number;
}

export interface SegmentCount {
  readonly members: number;
  /** Who has not left. */
  readonly of: number;
}

export interface SegmentSample {
  readonly members: readonly SampleMember[];
}

export interface SampleMember {
  readonly publicId: string;
  readonly name: string | null;
  readonly rank: string | null;
  readonly lastVisitOn: string | null;
  readonly points: number;
}

/** `GET /api/console/segments/{id}/crossings`: who entered and who left, by day, newest last; days without either are left out. */
export const crossingsAsked = z.object({ days: z.coerce.number().int().min(1).max(400).default(90) });

export interface Crossings {
  readonly days: readonly CrossingDay[];
  /** When who is in it was last gone through; null: not yet to the end. */
  readonly watchedAtMs: number | null;
}

export interface CrossingDay {
  readonly on: string;
  readonly entered: number;
  readonly left: number;
}

/** `GET /api/console/segments/{id}/crossings/members`: newest first. */
export const crossedAsked = z.object({
  page: pageAsked,
  kind: z.enum(["entered", "left"]).optional(),
  on: z.iso.date().optional(),
});
export type CrossedAsked = z.infer<typeof crossedAsked>;

export interface CrossedMember {
  readonly publicId: string;
  readonly name: string | null;
  readonly kind: "entered" | "left";
  readonly atMs: number;
}

/** `POST /api/console/member-lists`: from typed or pasted numbers, or from who is in a segment now. */
export const newMemberList = z.union([
  z.strictObject({ name, numbers: z.array(z.string().max(40)).min(1).max(20_000) }),
  z.strictObject({ name, segmentId: z.string().max(40) }),
]);
export type NewMemberList = z.infer<typeof newMemberList>;

export interface MemberListView {
  readonly listId: string;
  readonly name: string;
  readonly source: "numbers" | "segment";
  readonly members: number;
  readonly madeAtMs: number;
}

export interface MemberListRow extends MemberListView {
  readonly usedBy: readonly SegmentUse[];
}

export interface MemberLists {
  readonly lists: readonly MemberListRow[];
}

/** `POST /api/console/member-lists/check`, of a file's or pasted bytes; nothing is made. */
export interface MemberNumbersRead {
  readonly found: number;
  /** Rows that name somebody again. */
  readonly repeated: number;
  /** Rows that are no number, or one that nobody has or whose membership has ended: the first of them, by line. */
  readonly unknown: readonly { readonly line: number; readonly text: string }[];
  readonly unknownCount: number;
}

/** `POST /api/console/member-lists/file`: the bytes are the body. `listId` is made by the client, so that it is made once. */
export const fileListAsked = z.object({ name, listId: z.string().regex(/^[A-Za-z0-9_-]{20,40}$/) });
export type FileListAsked = z.infer<typeof fileListAsked>;

/** What was made, and what of the numbers nobody has. */
export interface MemberListMade {
  readonly list: MemberListView;
  readonly unknown: readonly string[];
  readonly unknownCount: number;
}
