/** A campaign: written, approved where it is large, waiting for its time, under way, over. */
export const campaignStatuses = [
  "draft",
  "awaiting_approval",
  "approved",
  "scheduled",
  "sending",
  "paused",
  "cancelled",
  "sent",
] as const;
export type CampaignStatus = (typeof campaignStatuses)[number];

/** One sending of it; `cancelling`: what LINE is being asked at this moment is still to be heard of. */
export type RunStatus = "freezing" | "sending" | "paused" | "cancelling" | "cancelled" | "sent";

/** One request to LINE, or the 500 pushes that stand in its place; `empty`: nobody of it was left when its turn came. */
export type BatchStatus = "frozen" | "queued" | "sent" | "unknown" | "refused" | "dropped" | "empty";

/**
 * Why somebody of the audience was not sent to. The first ones are found when the audience is frozen, by the funnel that the
 * preview shows; the others on the way.
 */
export const recipientReasons = [
  "no_line",
  "suspended",
  "blocked",
  "opted_out",
  "capped",
  "held_out",
  /** They left before their turn. */
  "left",
  /** They left after a try that LINE had not answered. */
  "left_in_doubt",
  /** The coupon that the message tells of was used up, stopped or over. */
  "no_coupon",
  "unknown_user",
  "refused",
  "unknown",
  /** The run was cancelled before their turn. */
  "cancelled",
  "dropped",
] as const;
export type RecipientReason = (typeof recipientReasons)[number];
