import { z } from "zod";
import type { Segment } from "./schema.ts";
import { segment } from "./schema.ts";

const name = z.string().trim().min(1).max(60);

/** `POST /api/console/segments` */
export const newSegment = z.strictObject({ name, tree: segment });

/** `PUT /api/console/segments/{id}`: the version that the change was made from comes along. */
export const segmentChange = z.strictObject({ name, tree: segment, version: z.number().int().min(1) });
export type SegmentChange = z.infer<typeof segmentChange>;

/** `POST /api/console/segments/count` and `/sample`, of a tree that need not be saved. */
export const treeAsked = z.strictObject({ tree: segment });

export interface SegmentView {
  readonly segmentId: string;
  readonly name: string;
  readonly version: number;
  readonly tree: Segment;
  readonly madeAtMs: number;
}

export interface SegmentList {
  readonly segments: readonly SegmentView[];
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

export interface MemberLists {
  readonly lists: readonly MemberListView[];
}

/** What was made, and what of the numbers nobody has. */
export interface MemberListMade {
  readonly list: MemberListView;
  readonly unknown: readonly string[];
  readonly unknownCount: number;
}
