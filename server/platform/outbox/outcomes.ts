/**
 * Why a row is as it is, as a word that screens have sentences for. What LINE said stands beside it in `line_status` and
 * `line_answer`.
 */
export type Outcome =
  // sent
  | "accepted"
  /** A repetition met 409: an earlier try had been accepted. */
  | "accepted_before"
  /** A repeated reply met "Invalid reply token" inside its minute: the try that was not answered had used it. */
  | "reply_was_used"
  // refused: it will never be sent
  | "refused_by_line"
  /** LINE knows nobody by this id. */
  | "unknown_user"
  /** It breaks LINE's limits, found before LINE was asked. */
  | "invalid_message"
  // unknown: it may have arrived
  | "gave_up"
  /** An answer was lost and the reply token's minute is over. */
  | "reply_in_doubt"
  /** A person decided against it, or the member left, after a try that was not answered. */
  | "dropped_in_doubt"
  // dropped: not sent, by our own decision
  | "member_left"
  | "reply_late"
  | "nobody_left"
  | "dropped_by_hand"
  // waiting: will be tried again
  | "no_answer"
  | "server_error"
  | "rate_limited"
  | "audience_busy"
  | "user_flooded"
  | "month_used_up"
  | "token_refused"
  | "no_token"
  | "not_allowed"
  | "late_so_pushed"
  | "split";

export const outcomes: readonly Outcome[] = [
  ...(["accepted", "accepted_before", "reply_was_used"] as const),
  ...(["refused_by_line", "unknown_user", "invalid_message"] as const),
  ...(["gave_up", "reply_in_doubt", "dropped_in_doubt"] as const),
  ...(["member_left", "reply_late", "nobody_left", "dropped_by_hand"] as const),
  ...([
    "no_answer",
    "server_error",
    "rate_limited",
    "audience_busy",
    "user_flooded",
    "month_used_up",
  ] as const),
  ...(["token_refused", "no_token", "not_allowed", "late_so_pushed", "split"] as const),
];

export type Status = "waiting" | "sent" | "refused" | "unknown" | "dropped";
