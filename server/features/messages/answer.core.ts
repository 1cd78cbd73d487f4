import type { AnswerCode, MessageView } from "../../../shared/outbox/console.ts";
import type { Kind, Outcome, SendingState, Status } from "../../platform/outbox/index.ts";

/** What of a message decides how it is told. */
export interface Told {
  readonly status: Status;
  readonly outcome: Outcome | null;
  readonly kind: Kind;
  readonly campaign: boolean;
}

/**
 * What became of a message. One that waits says what it waits for now, and only where nothing holds it up, how its last
 * try ended.
 */
export function answerOf(told: Told, sending: SendingState): AnswerCode {
  const { status, outcome } = told;
  if (status !== "waiting") return outcome ?? unsaid[status];
  if (sending.stopped !== null) return "stopped";
  const paid = told.kind !== "reply";
  if (paid && sending.held !== null) {
    return sending.held.why === "month_over" ? "month_used_up" : "reserved_by_other";
  }
  if (paid && told.campaign && sending.campaignHeld !== null) {
    return sending.campaignHeld.why === "reserve" ? "reserve_kept" : "quota_unknown";
  }
  return outcome ?? "not_tried";
}

/** For rows without a word of their own. */
const unsaid: Readonly<Record<Exclude<Status, "waiting">, AnswerCode>> = {
  sent: "accepted",
  refused: "refused_by_line",
  unknown: "gave_up",
  dropped: "nobody_left",
};

/**
 * Whether a person may have it sent once more. What LINE refused may go where its cause can have been put right, which
 * neither limits nor an unknown addressee can; what is unknown may, but may arrive twice. To many nothing is sent again:
 * most of them have it.
 */
export function againOf(row: {
  readonly status: Status;
  readonly outcome: Outcome | null;
  readonly kind: Kind;
  /** False once the addressee's LINE id is forgotten. */
  readonly hasAddressee: boolean;
  readonly sentAgain: boolean;
}): MessageView["again"] {
  if (row.kind === "multicast" || !row.hasAddressee || row.sentAgain) return "no";
  if (row.status === "unknown") return "twice";
  return row.status === "refused" && row.outcome === "refused_by_line" ? "yes" : "no";
}

/** LINE's words as they may be shown: without anybody's id. */
export function withoutIds(text: string | null): string | null {
  return text === null ? null : text.replace(/\b[UCR][0-9a-f]{32}\b/g, "U…");
}

/** What the list of chats on a phone would say of it: the first message, on one line. */
export function summaryOf(messages: readonly unknown[]): string {
  const [first] = messages;
  if (typeof first !== "object" || first === null) return "";
  const text = "altText" in first ? first.altText : "text" in first ? first.text : "";
  if (typeof text !== "string") return "";
  const line = text.replace(/\s+/g, " ").trim();
  return [...line].length > summaryMax ? `${[...line].slice(0, summaryMax).join("")}…` : line;
}

const summaryMax = 80;
