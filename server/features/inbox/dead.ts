import { Refusal } from "../../../shared/errors.ts";
import type {
  EventDetails,
  EventLine,
  EventPage,
  EventStatus,
  InboxCounts,
  Replayed,
} from "../../../shared/inbox/console.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { audited } from "../../platform/database/plan.ts";
import { memberOfLineUser } from "../members/index.ts";
import { fieldsIn, redacted } from "./keep.core.ts";
import * as store from "./store-console.ts";

const pageLength = 50;
const replayMax = 1_000;
/** Sorts after every id: they are made of printable ASCII. */
const afterAll = "\u007f";

/** Events of one status, newest first. */
export async function eventPage(deps: Deps, status: EventStatus, before: string | null): Promise<EventPage> {
  const asked = { status, before: before ?? afterAll, limit: pageLength + 1 };
  const rows = await deps.database.all(store.eventsBefore, asked);
  const events = rows.slice(0, pageLength).map(lineOf);
  return { events, before: rows.length > pageLength ? (events.at(-1)?.eventId ?? null) : null };
}

/** @throws Refusal event.not_found. */
export async function eventDetails(deps: Deps, eventId: string): Promise<EventDetails> {
  const row = await existing(deps, eventId);
  const body: unknown = JSON.parse(row.body);
  const userId = fieldsIn(fieldsIn(body)?.source)?.userId;
  const member = typeof userId === "string" ? await memberOfLineUser(deps, userId) : null;
  return { ...lineOf(row), body: redacted(body), memberId: member?.publicId ?? null };
}

export async function inboxCounts(deps: Deps): Promise<InboxCounts> {
  const [rows, oldest] = await Promise.all([
    store.countsByStatus(deps.database.report),
    deps.database.first(store.oldestWaiting, {}),
  ]);
  const found = Object.fromEntries(rows.map((row) => [row.status, Number(row.events)]));
  const { waiting = 0, done = 0, ignored = 0, dead = 0 } = found;
  return { counts: { waiting, done, ignored, dead }, waitingSinceMs: oldest?.received_at_ms ?? null };
}

/**
 * Lets one dead event be worked on again, with all its tries.
 * @throws Refusal event.not_found, or event.not_dead for one that waits or was done.
 */
export async function replayOne(deps: Deps, actor: Actor, eventId: string): Promise<Replayed> {
  const { status } = await existing(deps, eventId);
  if (status !== "dead") throw new Refusal("event.not_dead");
  return replay(deps, actor, [eventId], `event:${eventId}`);
}

/** The same for all that lie dead, oldest first. */
export async function replayAll(deps: Deps, actor: Actor): Promise<Replayed> {
  const rows = await deps.database.all(store.deadIds, { limit: replayMax });
  const ids = rows.map((row) => row.webhook_event_id);
  return ids.length === 0 ? { replayed: 0 } : replay(deps, actor, ids, "events:dead");
}

async function replay(deps: Deps, actor: Actor, ids: readonly string[], subject: string): Promise<Replayed> {
  const nowMs = deps.clock.nowMs();
  const row = {
    ...{ auditId: deps.ids.ulid(), atMs: nowMs, actor, nodeId: null },
    ...{ action: "inbox.replay", subject, details: { events: ids.length } },
  };
  await deps.database.commit(audited(row, [store.replay.with({ ids: JSON.stringify(ids), nowMs })]));
  return { replayed: ids.length };
}

async function existing(deps: Deps, eventId: string) {
  const row = await deps.database.first(store.eventById, { id: eventId });
  if (row === undefined) throw new Refusal("event.not_found");
  return row;
}

interface Row {
  readonly webhook_event_id: string;
  readonly type: string;
  readonly status: EventStatus;
  readonly occurred_at_ms: number;
  readonly received_at_ms: number;
  readonly attempts: number;
  readonly due_at_ms: number;
  readonly failure: string | null;
}

function lineOf(row: Row): EventLine {
  return {
    eventId: row.webhook_event_id,
    type: row.type,
    status: row.status,
    occurredAtMs: row.occurred_at_ms,
    receivedAtMs: row.received_at_ms,
    attempts: row.attempts,
    dueAtMs: row.due_at_ms,
    failure: row.failure === null ? null : String(redacted(row.failure)),
  };
}
