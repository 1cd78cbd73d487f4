import { z } from "zod";
import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import type { JsonRow } from "../../platform/database/json-rows.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import { hmacMatches } from "../../platform/hash.ts";
import { fieldsIn, keptEvent } from "./keep.core.ts";
import { keepEvents } from "./store.ts";

/** LINE's events are small; a hundred in one body stay far below this. */
export const webhookBytesMax = 1024 * 1024;

const rowsAtOnce = 200;

/** Only what is needed to keep an event. Everything else in it is kept as it came and may be unknown to us. */
const envelope = z.object({ events: z.array(z.unknown()).max(1000) });
const kept = z.object({
  webhookEventId: z.string().regex(/^[\x21-\x7e]{1,100}$/),
  type: z.string().regex(/^[\x21-\x7e]{1,60}$/),
  timestamp: z.number().int(),
});

/**
 * Takes what LINE sends: the signature is checked over the very bytes that came, the events are stored, and only then is
 * it answered. Working on them comes after.
 * @throws Refusal webhook.signature or webhook.body.
 */
export async function receive(
  deps: Deps,
  bytes: Uint8Array<ArrayBuffer>,
  signature: string | undefined,
): Promise<void> {
  const { messagingChannelSecret, messagingChannelSecretOld } = deps.settings.line;
  const secrets = [messagingChannelSecret, messagingChannelSecretOld].filter((secret) => secret !== null);
  const signed = signature !== undefined && secrets.some((secret) => hmacMatches(secret, bytes, signature));
  if (!signed) throw new Refusal("webhook.signature");
  const nowMs = deps.clock.nowMs();
  const rows = eventsIn(bytes).flatMap((event) => rowOf(deps, event, nowMs));
  // An empty list is LINE checking that we are here.
  if (rows.length === 0) return;
  const statements = inParts(rows).map((part) => keepEvents.with(part));
  await deps.database.commit(housekeeping("LINE's events are kept before they are answered", statements));
}

/** An event in the order of the columns of `keepEvents`; none where it has no id, type or time to keep it under. */
function rowOf(deps: Deps, event: unknown, nowMs: number): readonly JsonRow[] {
  const fields = fieldsIn(event);
  const known = kept.safeParse(event);
  if (fields === null || !known.success) {
    deps.log.warn("inbox.unreadable_event", {});
    return [];
  }
  const { webhookEventId, type, timestamp } = known.data;
  return [[webhookEventId, type, timestamp, nowMs, JSON.stringify(keptEvent(fields)), "waiting", nowMs]];
}

/** D1 binds texts of 2 MB at the most; events are far smaller, and a hundred of them too. */
function inParts(rows: readonly JsonRow[]): readonly (readonly JsonRow[])[] {
  const parts: JsonRow[][] = [];
  for (let at = 0; at < rows.length; at += rowsAtOnce) parts.push(rows.slice(at, at + rowsAtOnce));
  return parts;
}

function eventsIn(bytes: Uint8Array<ArrayBuffer>): readonly unknown[] {
  try {
    return envelope.parse(JSON.parse(Buffer.from(bytes).toString("utf8"))).events;
  } catch {
    throw new Refusal("webhook.body");
  }
}
