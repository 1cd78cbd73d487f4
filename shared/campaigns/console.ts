import { z } from "zod";
import { pageAsked } from "../listing.ts";
import type { LineMessage } from "../messages/types.ts";
import type { SentTrial } from "../outbox/console.ts";
import type { ReachCost } from "../reach/console.ts";
import type { CampaignDocument } from "./schema.ts";
import { campaignDocument, variantsMax } from "./schema.ts";
import { type CampaignStatus, type RecipientReason, type RunStatus, recipientReasons } from "./states.ts";

/** `/api/console/campaigns` */

export const newCampaign = z.strictObject({ document: campaignDocument });
export const saveAsked = z.strictObject({ document: campaignDocument, seenVersion: z.int().min(1) });
export const startAsked = z.strictObject({ seenVersion: z.int().min(1) });
/** `POST /preview`: the table for a document that need not be saved. Answers a `CampaignPreview`. */
export const previewAsked = z.strictObject({ document: campaignDocument });
/** `POST /test-send`: to the LINE account of who asks. Answers a `TestSent`. */
export const testSendAsked = z.strictObject({
  document: campaignDocument,
  /** By its place among the variants, from 0. */
  variant: z
    .int()
    .min(0)
    .max(variantsMax - 1),
  language: z.enum(["ja", "en"]),
});
export type TestSendAsked = z.infer<typeof testSendAsked>;
export type TestSent = SentTrial;

/** `POST /rendered`: what one of the audience would be told now. Answers a `CampaignRendered`. */
export const renderedAsked = testSendAsked;
export interface CampaignRendered {
  readonly messages: readonly LineMessage[];
  /** Whose facts stand in the blanks: one who would be sent to; null where there is nobody. */
  readonly member: { readonly memberId: string; readonly name: string | null } | null;
}

const reasonAsked = z.enum([...recipientReasons, "sent"]).optional();

/** `GET /runs/:runId/recipients.csv` */
export const recipientsFileAsked = z.object({
  encoding: z.enum(["utf-8", "cp932"]).default("utf-8"),
  reason: reasonAsked,
});

export const recipientsAsked = z.object({
  page: pageAsked,
  /** `sent`: those who have no reason and whose batch was sent. */
  reason: reasonAsked,
});
export type RecipientsAsked = z.infer<typeof recipientsAsked>;

export interface CampaignRunView {
  readonly runId: string;
  readonly nth: number;
  readonly status: RunStatus;
  readonly dueAtMs: number;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  /** `by_hand`, `needs_approval`, `quiet_hours`. */
  readonly pausedWhy: string | null;
  readonly matched: number;
  /** Of them, those who were to be sent to when the audience was frozen. */
  readonly planned: number;
  /** How many went each way so far; `waiting`: their turn is still to come. */
  readonly states: Readonly<Record<string, number>>;
}

export interface CampaignState {
  readonly campaignId: string;
  readonly status: CampaignStatus;
  readonly version: number;
  readonly document: CampaignDocument;
  readonly nextDueAtMs: number | null;
  /** When the first of it will really leave: its time, now where that has gone by, or when the quiet hours are over then. */
  readonly leavesAtMs: number | null;
  readonly approvalPeople: number | null;
  /** Who asked for approval or started it, and who approved; null where nobody has. */
  readonly askedBy: CampaignPerson | null;
  readonly approvedBy: CampaignPerson | null;
  /** Whether who looks at it may approve it now: it waits for that, and another person has asked. */
  readonly mayApprove: boolean;
  /** Who else may, while it waits for that; otherwise nobody. */
  readonly approvers: readonly CampaignPerson[];
  readonly runs: readonly CampaignRunView[];
}

export interface CampaignPerson {
  readonly staffId: string;
  /** Null where they have left. */
  readonly name: string | null;
}

export interface CampaignListed {
  readonly campaignId: string;
  readonly name: string;
  readonly status: CampaignStatus;
  readonly nextDueAtMs: number | null;
  /** As in `CampaignState`. */
  readonly leavesAtMs: number | null;
  readonly changedAtMs: number;
  /** Whether it goes on only when another person says yes. */
  readonly waitsForApproval: boolean;
  /** Null where there was none. `sent`: of the people in requests that LINE took; a handful may have left before. */
  readonly lastRun: { readonly startedAtMs: number; readonly planned: number; readonly sent: number } | null;
}

/** `GET /:id/versions`, the newest first. */
export interface CampaignVersionView {
  readonly version: number;
  readonly madeAtMs: number;
  /** Null for who has left. */
  readonly madeBy: string | null;
  readonly document: CampaignDocument;
}

/** The honest table before sending: `GET /:id/preview`, `POST /preview`. */
export interface CampaignPreview {
  readonly matched: number;
  /** In the order of `recipientReasons`; the first that holds is told. */
  readonly leftOut: Readonly<Partial<Record<RecipientReason, number>>>;
  readonly willBeSent: number;
  /** Whether each is told something of their own: a request to LINE for each, and not one for 500. */
  readonly personal: boolean;
  /** LINE's rate allows no less time from the first to the last. */
  readonly secondsAtLeast: number;
  readonly cost: ReachCost;
  readonly coupon: CampaignLiability | null;
  /** Whether so many need another person's approval. */
  readonly needsApproval: boolean;
  /** Its time as it is written; the moment of counting for what is sent at once. Null where all of its times have gone by. */
  readonly dueAtMs: number | null;
  /** When the first of it would really leave: then, or when the quiet hours are over. */
  readonly leavesAtMs: number | null;
  /** Of one that repeats: the times that are still to come in this month of LINE's, and what they cost if all get each. */
  readonly monthAhead: { readonly times: number; readonly cost: ReachCost } | null;
  /** When it was counted, UTC milliseconds. */
  readonly atMs: number;
}

/** What the coupon that comes with it binds the shop to. */
export interface CampaignLiability {
  readonly couponId: string;
  readonly name: { readonly ja: string; readonly en: string };
  /** Whether it may be given: it is issued, is one that is given, and has not ended. Otherwise nobody is sent to. */
  readonly givable: boolean;
  /** How many will be given one. */
  readonly people: number;
  /** If all of them use it; null where its worth depends on what is bought. */
  readonly yenMost: number | null;
  readonly pointsMost: number | null;
  /** How many there are yet to be given; null without a limit. Who gets none is left out, as `no_coupon`. */
  readonly left: number | null;
  readonly untilOn: string | null;
}

/** `state`: a reason, or else what became of the batch. */
export interface RecipientView {
  readonly memberId: string;
  readonly name: string | null;
  readonly state: string;
  readonly variant: number;
}
