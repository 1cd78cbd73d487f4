import type { LineMessage } from "../../../shared/messages/types.ts";
import type { MessageReason } from "../../../shared/outbox/console.ts";
import { type Outcome, outcomes, reasons } from "../../platform/outbox/index.ts";

/** The outbox's columns, read for people. */

export function outcomeIn(column: string | null): Outcome | null {
  return outcomes.find((outcome) => outcome === column) ?? null;
}

const known: readonly MessageReason[] = reasons;

/** A reason that this version does not know is told as the nearest that it does. */
export function reasonIn(column: string): MessageReason {
  return known.find((reason) => reason === column) ?? "campaign";
}

/** What the outbox keeps as it goes to LINE: it alone writes the column, from what it checked. */
export function messagesIn(column: string): readonly LineMessage[] {
  return JSON.parse(column) as readonly LineMessage[];
}
