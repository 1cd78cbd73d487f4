/**
 * Where LINE's documents disagree or are silent, both readings can be had: `PATCH /_/switches`, or
 * `messaging.switches` in the options. The first value named in a comment is the default.
 */
export interface MessagingSwitches {
  /** A multicast to a well-formed id the channel does not know: 200 and not delivered, or 400. */
  readonly multicastUnknownUser: "skip" | "refuse";
  /** The same id twice in one multicast: reached and counted once, or each time. */
  readonly multicastRepeatedUser: "once" | "each";
  /** What a send is held against the monthly limit with: the people it reaches, or those it names. */
  readonly quotaCounts: "reached" | "named";
  /** Real milliseconds LINE takes to accept a send that has a retry key. */
  readonly acceptanceMs: number;
  /** A second request with a retry key whose first is not accepted yet: waits for it, or 409 at once. */
  readonly sameKeyAtOnce: "wait" | "conflict";
  /** Whether a retry key is looked up before or after the body is checked. */
  readonly retryKeyLookup: "after_body" | "before_body";
  /** A property LINE does not know: 400 `unknown field`, or passed over. */
  readonly unknownFields: "refuse" | "ignore";
  /** Bytes of the "KB" in which Flex messages are limited. */
  readonly flexKilobyte: 1024 | 1000;
  /** A coupon message for a coupon that is not running: 400, or delivered all the same. */
  readonly closedCouponMessage: "refuse" | "deliver";
  /** Which document says what a coupon needs: reference (reward, use count 1 or -1) or OpenAPI (neither). */
  readonly couponRules: "reference" | "openapi";
  /** `description` of a new audience: needed (reference), or not (OpenAPI). */
  readonly audienceDescription: "required" | "optional";
  readonly deletedAudienceStatus: 202 | 200;
  /** `sentMessages[].id` as text, or as the number the reference's table calls it. */
  readonly sentMessageIds: "text" | "number";
  /** Seconds a stateless token says it lives. */
  readonly statelessExpiresIn: 900 | 899;
  /** Which token endpoint has 370 requests a second. */
  readonly tokenRate: "short_lived" | "stateless";
  /** Rate of the list of a membership's people: in its own section, or in the table of all. */
  readonly membershipUsersRate: "section" | "table";
  /** Counts of sends below 20: shown (reference), or `unavailable_for_privacy` (OpenAPI). */
  readonly smallDeliveryCounts: "shown" | "private";
  /** Multiplies what a rate limit's bucket holds, not how fast it fills. */
  readonly rateBurst: number;
  /** Pushes to one person within a minute before 429; null: no limit. LINE keeps its own secret. */
  readonly pushesToOnePerMinute: number | null;
  /** `consumption` is "approximate": it tells the number of this long ago at most. */
  readonly consumptionLagMs: number;
  /** Milliseconds on LINE's clock from acceptance until a broadcast arrives. */
  readonly broadcastDelayMs: number;
  /** Milliseconds a narrowcast spends in `waiting`, and again in `sending`. */
  readonly narrowcastPhaseMs: number;
  /** Every narrowcast fails with errorCode 1, an internal error. */
  readonly narrowcastBreaks: boolean;
  /** Milliseconds an audience job spends in `QUEUED`, and again in `WORKING`; null: it is never done. */
  readonly audiencePhaseMs: number | null;
  /** Milliseconds until a bulk link or unlink of rich menus, or a batch, has been applied. */
  readonly menuDelayMs: number;
  /** Share of the people of a bulk link that it leaves as they were. */
  readonly menuBulkMisses: number;
  /** Milliseconds until a video or sound that a person sent can be fetched. */
  readonly contentDelayMs: number;
}

export const firstSwitches: MessagingSwitches = {
  multicastUnknownUser: "skip",
  multicastRepeatedUser: "once",
  quotaCounts: "reached",
  acceptanceMs: 0,
  sameKeyAtOnce: "wait",
  retryKeyLookup: "after_body",
  unknownFields: "refuse",
  flexKilobyte: 1024,
  closedCouponMessage: "refuse",
  couponRules: "reference",
  audienceDescription: "required",
  deletedAudienceStatus: 202,
  sentMessageIds: "text",
  statelessExpiresIn: 900,
  tokenRate: "short_lived",
  membershipUsersRate: "section",
  smallDeliveryCounts: "shown",
  rateBurst: 1,
  pushesToOnePerMinute: null,
  consumptionLagMs: 0,
  broadcastDelayMs: 300,
  narrowcastPhaseMs: 1_000,
  narrowcastBreaks: false,
  audiencePhaseMs: 500,
  menuDelayMs: 300,
  menuBulkMisses: 0,
  contentDelayMs: 1_000,
};
