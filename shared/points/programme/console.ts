import type { MemberStatus } from "../../members/console.ts";
import type { ReasonCode } from "../adjustments/schema.ts";
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
  readonly history: readonly ConsoleHistoryItem[];
  readonly before: number | null;
  /** Most points this person may move at once; null for who may not. */
  readonly adjustPointsMax: number | null;
  /** What points given by hand today would last to. */
  readonly givenExpiresOn: string;
}

/** A line of the history as staff see it. */
export interface ConsoleHistoryItem extends HistoryItem {
  /** `staff`, `key`, `member` or `system`; the name of a member of staff. */
  readonly by: { readonly kind: string; readonly name: string | null };
  /** Of the sale it belongs to: `GET /api/console/purchases/{purchaseId}` says why it earned what it did. */
  readonly purchaseId: string | null;
  readonly receiptNumber: string | null;
  /** Of an adjustment; the words are gone once the member has left. */
  readonly reasonCode: ReasonCode | null;
  readonly reason: string | null;
  readonly fileName: string | null;
}

/** `GET /api/console/members/{memberId}/history?before=` */
export interface ConsoleHistory {
  readonly items: readonly ConsoleHistoryItem[];
  readonly before: number | null;
}

/** `GET /api/console/members/{memberId}/balance?on=`: at the end of a day that is not to come. */
export interface MemberBalance {
  readonly on: string;
  readonly usable: number;
  readonly pending: number;
  readonly held: number;
  readonly debt: number;
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
