import { isPersonal } from "../../../shared/campaigns/schema.ts";
import type { RecipientReason } from "../../../shared/campaigns/states.ts";
import type { Deps } from "../../deps.ts";
import { updatingRows } from "../../platform/database/json-rows.ts";
import { type Bound, prepare } from "../../platform/database/prepared.ts";
import { planDropPushes } from "../../platform/outbox/index.ts";
import type { Run } from "./run.ts";

/**
 * Whoever has blocked, opted out or been suspended since the audience was frozen is given the reason, as long as their batch
 * is not on its way. Those who changed something are asked for, and not a million recipients; who leaves is left out by the
 * commit of leaving itself.
 */

const blocked = prepare<{ sinceMs: number }>()((db, p) =>
  db
    .selectFrom("line_friend")
    .innerJoin("member", "member.line_user_id", "line_friend.line_user_id")
    .select("member.member_id")
    .where("line_friend.following", "=", 0)
    .where("line_friend.changed_at_ms", ">=", p.sinceMs),
);

const optedOut = prepare<{ sinceMs: number; topic: string }>()((db, p) =>
  db
    .selectFrom("topic_state")
    .innerJoin("member", "member.line_user_id", "topic_state.line_user_id")
    .select("member.member_id")
    .where("topic_state.topic", "=", topicSlot(p.topic))
    .where("topic_state.wanted", "=", 0)
    .where("topic_state.chosen_at_ms", ">=", p.sinceMs),
);

/** A parameter's type is any text while the column knows its words; a campaign's document has one of them. */
function topicSlot(slot: string): "offers" {
  return slot as "offers";
}

const suspended = prepare<{ sinceMs: number }>()((db, p) =>
  db
    .selectFrom("member")
    .innerJoin("member_note", "member_note.member_id", "member.member_id")
    .select("member.member_id")
    .where("member.status", "=", "suspended")
    .where("member_note.kind", "=", "suspended")
    .where("member_note.written_at_ms", ">=", p.sinceMs),
);

/** Not whose message is on its way, or may have arrived. What waits of them in the outbox is dropped by the statement before. */
const leaveOut = updatingRows(
  "campaign_recipient",
  { member_id: "integer", run_id: "integer" },
  { reason: "text" },
  `campaign_recipient.reason is null and exists (select 1 from campaign_batch b
    where b.run_id = campaign_recipient.run_id and b.batch = campaign_recipient.batch and (b.status = 'frozen' or
      (b.status = 'queued' and not exists (select 1 from outbox o where o.run_id = b.run_id and o.batch = b.batch
        and ((o.kind = 'push' and o.member_id = campaign_recipient.member_id and o.status <> 'dropped') or
          (o.kind <> 'push' and (o.status <> 'waiting' or o.in_doubt_since_ms is not null)))))))`,
);

/** LINE tells of a change by its own clock, and sometimes late. */
const lateMs = 3_600_000;

type Since = Pick<Run, "runId" | "frozenAtMs" | "document">;

/** Who has changed something since the audience was frozen, with the reason. */
export async function goneSince(
  { database }: Pick<Deps, "database">,
  { frozenAtMs, document }: Since,
): Promise<ReadonlyMap<number, RecipientReason>> {
  const since = { sinceMs: frozenAtMs - lateMs };
  const found = await Promise.all([
    database.all(suspended, since),
    database.all(blocked, since),
    database.all(optedOut, { ...since, topic: document.topic }),
  ]);
  const reasons: readonly RecipientReason[] = ["suspended", "blocked", "opted_out"];
  const why = new Map<number, RecipientReason>();
  for (const [at, reason] of reasons.entries()) {
    for (const { member_id } of found[at] ?? []) if (!why.has(member_id)) why.set(member_id, reason);
  }
  return why;
}

/** Nothing where nobody has changed anything. */
export function planLeaveOut(
  { runId, document }: Since,
  gone: ReadonlyMap<number, RecipientReason>,
  nowMs: number,
): Bound[] {
  if (gone.size === 0) return [];
  const pushes = isPersonal(document) ? [planDropPushes(runId, [...gone.keys()], nowMs)] : [];
  return [...pushes, leaveOut.with([...gone].map(([memberId, reason]) => [memberId, runId, reason]))];
}

export async function planCatchUp(deps: Deps, run: Since): Promise<Bound[]> {
  return planLeaveOut(run, await goneSince(deps, run), deps.clock.nowMs());
}
