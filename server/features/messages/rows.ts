import type { MessageReason } from "../../../shared/outbox/console.ts";
import { type Outcome, type OutgoingMessage, outcomes, reasons } from "../../platform/outbox/index.ts";

/** The outbox's columns, read for people. */

export function outcomeIn(column: string | null): Outcome | null {
  return outcomes.find((outcome) => outcome === column) ?? null;
}

const known: readonly MessageReason[] = reasons;

/** A reason that this version does not know is told as the nearest that it does. */
export function reasonIn(column: string): MessageReason {
  return known.find((reason) => reason === column) ?? "campaign";
}

/** What the outbox keeps as it goes to LINE. */
export function messagesIn(column: string): readonly unknown[] {
  const value: unknown = JSON.parse(column);
  return Array.isArray(value) ? value : [];
}

/** The same for who sends them on: only the outbox writes the column, from what it checked. */
export function lineMessagesIn(column: string): OutgoingMessage["messages"] {
  return messagesIn(column) as OutgoingMessage["messages"];
}
