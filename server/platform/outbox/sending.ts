import type { Deps } from "../../deps.ts";
import { type Bound, prepare } from "../database/prepared.ts";

/** What stands in the way of messages, for the sender and for the person who looks. Times are UTC milliseconds. */
export interface SendingState {
  /** The switch: while it is set nothing leaves, replies neither. */
  readonly stopped: { readonly atMs: number; readonly by: string; readonly note: string } | null;
  /** Push and multicast of every kind wait; `untilMs` is when LINE's figures are looked at again at the latest. */
  readonly held: {
    readonly why: "month_over" | "reserved_by_other";
    readonly sinceMs: number;
    readonly untilMs: number;
  } | null;
  /** Campaign messages wait. */
  readonly campaignHeld: { readonly why: "reserve" | "quota_unknown"; readonly sinceMs: number } | null;
  readonly quota: Quota;
  /** Messages of the month that campaigns leave to transactional ones; what was set, and what is in force. */
  readonly reserveSet: number | null;
  readonly reserve: number;
}

/** As LINE last said, which is approximate; null where it has not been asked yet. Counted in people reached. */
export interface Quota {
  readonly kind: "limited" | "none" | null;
  readonly value: number | null;
  readonly used: number | null;
  /** 0: never. */
  readonly readAtMs: number;
  /** Messages that this house asked LINE for since then. */
  readonly takenSince: number;
  /** What campaigns may still send before the reserve is touched; null: no limit is known. */
  readonly campaignLeft: number | null;
}

/** A fifth of the month's messages, unless somebody sets another number. */
export function reserveInForce(reserveSet: number | null, quotaValue: number | null): number {
  return reserveSet ?? Math.ceil((quotaValue ?? 0) / 5);
}

export const readSendingRow = prepare<Record<never, never>>()((db) =>
  db
    .selectFrom("sending")
    .selectAll()
    .select((eb) =>
      eb
        .selectFrom("outbox_bucket")
        .select((s) => s.fn.sum<number>("people_taken").as("taken"))
        .as("taken"),
    ),
);

/** The switch, what holds messages up and what is known of the month's quota. */
export async function readSending(deps: Pick<Deps, "database">): Promise<SendingState> {
  const row = await deps.database.first(readSendingRow, {});
  if (row === undefined) throw new Error("the row of sending is gone");
  const { stopped_at_ms, held_why, campaign_why } = row;
  return {
    stopped:
      stopped_at_ms === null
        ? null
        : { atMs: stopped_at_ms, by: row.stopped_by ?? "", note: row.stopped_note ?? "" },
    held:
      held_why === null
        ? null
        : { why: held_why, sinceMs: row.held_since_ms ?? 0, untilMs: row.held_until_ms },
    campaignHeld: campaign_why === null ? null : { why: campaign_why, sinceMs: row.campaign_since_ms ?? 0 },
    quota: {
      ...{
        kind: row.quota_kind,
        value: row.quota_value,
        used: row.quota_used,
        readAtMs: row.quota_read_at_ms,
      },
      ...{ takenSince: Number(row.taken ?? 0) - row.taken_at_read, campaignLeft: row.campaign_left },
    },
    reserveSet: row.reserve,
    reserve: reserveInForce(row.reserve, row.quota_value),
  };
}

const stop = prepare<{ nowMs: number; by: string; note: string }>()((db, p) =>
  db
    .updateTable("sending")
    .set({ stopped_at_ms: p.nowMs, stopped_by: p.by, stopped_note: p.note })
    .where("stopped_at_ms", "is", null),
);

const resume = prepare<Record<never, never>>()((db) =>
  db.updateTable("sending").set({ stopped_at_ms: null, stopped_by: null, stopped_note: null }),
);

/** Back to 0: the figures are worked out anew at the next look at LINE's, which is then due. */
const setReserve = prepare<{ reserve: number | null }>()((db, p) =>
  db.updateTable("sending").set({ reserve: p.reserve, quota_read_at_ms: 0, quota_asked_at_ms: 0 }),
);

/**
 * Stops everything, in every process within a second: what LINE is being asked at this moment ends, nothing else begins.
 * `by` is an actor's `kind:id`. Stopping what is stopped changes nothing.
 */
export function planStopSending(
  deps: Pick<Deps, "clock">,
  { by, note }: { readonly by: string; readonly note: string },
): Bound[] {
  return [stop.with({ nowMs: deps.clock.nowMs(), by, note })];
}

export function planResumeSending(): Bound[] {
  return [resume.with({})];
}

/** Sets how many of the month's messages campaigns must leave; null: a fifth of them. */
export function planReserve(reserve: number | null): Bound[] {
  return [setReserve.with({ reserve })];
}
