import type { MemberStatus } from "../../members/console.ts";
import type { HistoryItem, PointsView } from "../schema.ts";
import type { FundedBy, LotOrigin, Programme } from "./schema.ts";

/** `GET /api/console/programme` and `GET /api/console/programme/versions/{version}`. */
export interface ProgrammeVersion {
  readonly programme: Programme;
  readonly madeAtMs: number;
  /** Null for the version a shop starts with. */
  readonly madeBy: string | null;
}

/** `GET /api/console/programme/versions?before=` */
export interface ProgrammeVersions {
  readonly versions: readonly {
    readonly version: number;
    readonly madeAtMs: number;
    readonly madeBy: string | null;
    /** A sentence for each thing that it changed. */
    readonly changes: readonly string[];
  }[];
  readonly before: number | null;
}

/**
 * Answer of `POST /api/console/programme`, whose body is the whole document; its `version` is the one it was made from.
 */
export interface Published {
  readonly version: number;
  readonly changes: readonly string[];
}

/** `GET /api/console/members?q=` */
export interface MemberSearch {
  readonly members: readonly MemberFound[];
}

export interface MemberFound {
  readonly publicId: string;
  readonly name: string | null;
  readonly status: MemberStatus;
  readonly joinedOn: string;
}

/** `GET /api/console/members/{memberId}` */
export interface MemberPoints {
  readonly member: MemberFound;
  readonly points: PointsView;
  /** What is left, in the order in which it would be used. */
  readonly lots: readonly LotView[];
  /** The newest entries; more by `GET …/history?before=`. */
  readonly history: readonly HistoryItem[];
  readonly before: number | null;
  /** Most points this person may move at once; null for who may not. */
  readonly adjustPointsMax: number | null;
  /** What points given by hand today would last to. */
  readonly givenExpiresOn: string;
}

export interface LotView {
  readonly lotId: string;
  readonly points: number;
  readonly remaining: number;
  readonly activatesOn: string | null;
  readonly expiresOn: string | null;
  readonly waitsFor: string | null;
  readonly origin: LotOrigin;
  readonly fundedBy: FundedBy;
}
