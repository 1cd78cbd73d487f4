import type { ErrorCode } from "../../shared/errors.ts";

/** What goes wrong on the till itself, beside the refusals of the server: silence, and what it may not do offline. */
export type LocalTrouble =
  /** No answer came; nothing is known to have happened. */
  | "network"
  /** The device never heard the shop's terms, or too long ago. */
  | "offline.unprepared"
  /** This very code is in the queue. */
  | "offline.same_code"
  /** A sale of this card was sent and never answered: a second one might be the same. */
  | "offline.unanswered"
  /** The device could not keep the sale. */
  | "offline.not_kept";

export type TillTrouble = ErrorCode | LocalTrouble;
