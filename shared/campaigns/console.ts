import { z } from "zod";
import { pageAsked } from "../listing.ts";
import type { CampaignDocument } from "./schema.ts";
import { campaignDocument } from "./schema.ts";
import { type CampaignStatus, type RecipientReason, type RunStatus, recipientReasons } from "./states.ts";

/** `/api/console/campaigns` */

export const newCampaign = z.strictObject({ document: campaignDocument });
export const saveAsked = z.strictObject({ document: campaignDocument, seenVersion: z.int().min(1) });
export const startAsked = z.strictObject({ seenVersion: z.int().min(1) });
export const recipientsAsked = z.object({
  page: pageAsked,
  /** `sent`: those who have no reason and whose batch was sent. */
  reason: z.enum([...recipientReasons, "sent"]).optional(),
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
  readonly approvalPeople: number | null;
  readonly askedBy: string | null;
  readonly approvedBy: string | null;
  readonly runs: readonly CampaignRunView[];
}

export interface CampaignListed {
  readonly campaignId: string;
  readonly name: string;
  readonly status: CampaignStatus;
  readonly nextDueAtMs: number | null;
  readonly changedAtMs: number;
}

/** The honest table before sending. */
export interface CampaignPreview {
  readonly matched: number;
  readonly leftOut: Readonly<Partial<Record<RecipientReason, number>>>;
  readonly willBeSent: number;
}

/** `state`: a reason, or else what became of the batch. */
export interface RecipientView {
  readonly memberId: string;
  readonly name: string | null;
  readonly state: string;
  readonly variant: number;
}
