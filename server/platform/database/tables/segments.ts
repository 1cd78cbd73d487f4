import type { Generated } from "kysely";

export interface SegmentsTables {
  segment: SegmentTable;
  segment_version: SegmentVersionTable;
  segment_member: SegmentMemberTable;
  segment_event: SegmentEventTable;
  member_list: MemberListTable;
  member_list_member: MemberListMemberTable;
  rfm_thresholds: RfmThresholdsTable;
}

export interface SegmentTable {
  segment_id: string;
  name: string;
  folded: string;
  version: number;
  /** Whether who enters and who leaves is kept. */
  watched: number;
  /** As they were last counted. */
  members: number | null;
  counted_at_ms: number | null;
  /** Digest of the tree, and of those it names, whose members `segment_member` has or is being given; null before that. */
  watched_tree: string | null;
  /** 1: the pass under way is the first of its tree, so that nobody has entered or left by it. */
  watched_quiet: Generated<number>;
  /** Which pass is under way or next, and up to which member it has come. */
  watched_pass: Generated<number>;
  watched_through: Generated<number>;
  /** When the last pass was over. */
  watched_at_ms: number | null;
  leased_by: string | null;
  leased_until_ms: Generated<number>;
  made_at_ms: number;
  made_by: string;
}

export interface SegmentVersionTable {
  segment_id: string;
  version: number;
  name: string;
  /** JSON of `Segment`. */
  tree: string;
  made_at_ms: number;
  made_by: string;
}

export interface SegmentMemberTable {
  segment_id: string;
  member_id: number;
}

export interface SegmentEventTable {
  segment_id: string;
  pass: number;
  member_id: number;
  kind: "entered" | "left";
  business_date: string;
  at_ms: number;
}

export interface MemberListTable {
  list_id: string;
  name: string;
  folded: string;
  source: "numbers" | "segment";
  members: number;
  made_at_ms: number;
  made_by: string;
}

export interface MemberListMemberTable {
  list_id: string;
  member_id: number;
}

export interface RfmThresholdsTable {
  programme_id: number;
  version: number;
  /** JSON of `RfmThresholds`. */
  thresholds: string;
  members: number;
  computed_on: string;
  made_at_ms: number;
}
