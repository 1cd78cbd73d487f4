import type { Ladder, RankView } from "./schema.ts";

/** `GET /api/console/ladder`: the ladder in force, and how many members stand on each of its ranks. */
export interface LadderState {
  readonly ladder: Ladder;
  readonly madeAtMs: number | null;
  /** By the rank's code; members who were never placed are on the first. */
  readonly members: Readonly<Record<string, number>>;
}

/** What differs between two ladders, as words for the audit log and the review; empty where nothing does. */
export interface LadderPublished {
  readonly version: number;
  readonly changes: readonly string[];
}

/** `GET /api/console/members/{memberId}/rank` */
export interface MemberRank {
  readonly rank: RankView | null;
}
