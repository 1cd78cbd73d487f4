import type { Engine } from "../database/database.ts";
import { Conflict } from "../database/failures.ts";
import { housekeeping } from "../database/plan.ts";
import { fitting, type Look, nextTurn, pacedMax, type Turn } from "./claim.core.ts";
import { holdCampaigns, readQuota } from "./quota.ts";
import { extendHold } from "./quota-store.ts";
import { costUs, savedUpUs } from "./rates.ts";
import { isCampaignLane, kindOfLane, type Lane, lanes, type Reason } from "./reasons.ts";
import { rosterOfAll } from "./roster.ts";
import type { SenderDeps } from "./sender-deps.ts";
import type { Tried } from "./settle.core.ts";
import * as store from "./store.ts";

/** A row that this process alone may send until its lease is over. */
export interface LeasedRow {
  readonly messageId: string;
  /** The lease's name, under which alone it is settled. */
  readonly worker: string;
  readonly leasedAtMs: number;
  readonly leasedUntilMs: number;
  readonly tried: Tried;
  readonly lineUserId: string;
  readonly memberId: number | null;
  readonly messages: string;
  readonly unit: string | null;
  /** The campaign's run and its batch. */
  readonly run: { readonly runId: number; readonly batch: number } | null;
  readonly replyToken: string | null;
  /** Whom a multicast is for, in the order of its request. */
  readonly recipients: readonly { readonly nth: number; readonly lineUserId: string }[];
  /** The same of one whose people stand in campaign_recipient alone: their LINE ids as a JSON array. */
  readonly roster: { readonly people: number; readonly to: string } | null;
  /** What LINE answered before. */
  readonly before: {
    readonly status: number | null;
    readonly requestId: string | null;
    readonly answer: string | null;
  };
}

export interface Claim {
  readonly rows: readonly LeasedRow[];
  /** When the rate allows the first of them, UTC milliseconds, and how much later each that follows. */
  readonly startMs: number;
  readonly stepMs: number;
  /** How often in a row LINE has asked for less of this endpoint. */
  readonly slowdowns: number;
  /** Sent to find out whether what held paid messages is over. */
  readonly probes: boolean;
}

/** Longer than any request with its repetition; a reply's row must come back while its token lives. */
const leaseMs = 60_000;
const replyLeaseMs = 25_000;
/** As long as a request may take. */
const probeMs = 15_000;

/**
 * Where several processes look for work they would all find the same rows first: each takes one of so many parts of what it
 * finds. SQLite has one process, and a batch of D1 is rarely met by another.
 */
const parts: Readonly<Record<Engine, number>> = { sqlite: 1, d1: 1, postgres: 4 };

/** Leases what comes next, at most `room` rows of one lane or so many multicasts; null where nothing can be sent now. */
export async function claim(deps: SenderDeps, room: number, multicasts: number): Promise<Claim | null> {
  for (let turns = 0; turns < 8; turns++) {
    const nowMs = deps.clock.nowMs();
    const look = await lookAround(deps, nowMs);
    const turn = nextTurn(look, nowMs, room, multicasts);
    if (turn.do === "nothing") return null;
    if (turn.do === "quota") await readQuota(deps);
    else if (turn.do === "hold_campaign") await holdCampaigns(deps, "reserve");
    else {
      const claimed = await take(deps, look, turn, nowMs);
      if (claimed !== "nothing fits") return claimed;
      await holdCampaigns(deps, "reserve");
    }
  }
  return null;
}

async function take(
  deps: SenderDeps,
  look: Look,
  { lane, limit, people }: Turn & { do: "claim" },
  nowMs: number,
): Promise<Claim | null | "nothing fits"> {
  const kind = kindOfLane(lane);
  const cost = costUs(kind, deps.settings.line.sendRatePermille);
  const most = Math.min(limit, pacedMax(cost));
  const found = await deps.database.all(store.candidates, {
    ...{ lane, nowMs, limit: most * parts[deps.database.engine] },
  });
  const chosen = fitting(partOf(found, most, Number(deps.ids.digits(3))), people);
  if (chosen.length === 0) return found.length > 0 && people !== null ? "nothing fits" : null;
  const worker = deps.ids.ulid();
  const ids = JSON.stringify(chosen.map(({ message_id }) => message_id));
  const untilMs = nowMs + (kind === "reply" ? replyLeaseMs : leaseMs);
  const statements = [
    store.lease.with({ worker, ids, lane, nowMs, untilMs }),
    store.takeRate.with({
      ...{ worker, ids, endpoint: kind, idleUs: nowMs * 1000 - savedUpUs, costUs: cost },
    }),
    ...(isCampaignLane(lane) ? [store.takeCampaign.with({ worker, ids })] : []),
    // One message finds out; until it has, nobody else tries.
    ...(look.heldWhy === null ? [] : [extendHold.with({ untilMs: nowMs + probeMs })]),
  ];
  try {
    await deps.database.commit(housekeeping("a lease is nobody's property", statements));
  } catch (failure) {
    // What was left for campaigns is gone: look again.
    if (failure instanceof Conflict) return null;
    throw failure;
  }
  const rows = await deps.database.all(store.leased, { worker, ids });
  const taken = rows.length * cost;
  return {
    rows: await leasedRows(deps, rows, { worker, lane, nowMs, untilMs }),
    startMs: ((rows[0]?.free_at_us ?? 0) - taken) / 1000,
    stepMs: cost / 1000,
    slowdowns: look.buckets[kind].slowdowns,
    probes: look.heldWhy !== null,
  };
}

function partOf<T>(found: readonly T[], limit: number, draw: number): readonly T[] {
  if (found.length <= limit) return found;
  const from = (draw % Math.ceil(found.length / limit)) * limit;
  return found.slice(from, from + limit);
}

type Stored = Awaited<ReturnType<typeof storedRows>>[number];
function storedRows(deps: SenderDeps, worker: string, ids: string) {
  return deps.database.all(store.leased, { worker, ids });
}

interface Lease {
  readonly worker: string;
  readonly lane: Lane;
  readonly nowMs: number;
  readonly untilMs: number;
}

async function leasedRows(
  deps: SenderDeps,
  rows: readonly Stored[],
  lease: Lease,
): Promise<readonly LeasedRow[]> {
  const recipients = new Map<string, { nth: number; lineUserId: string }[]>();
  const rosters = new Map<string, LeasedRow["roster"]>();
  if (kindOfLane(lease.lane) === "multicast") {
    const ids = JSON.stringify(rows.map(({ message_id }) => message_id));
    if (rows.some(({ roster }) => roster === 1)) {
      for (const one of await deps.database.all(rosterOfAll, { ids })) {
        rosters.set(one.message_id, { people: Number(one.people), to: one.to });
      }
    }
    for (const one of await deps.database.all(store.recipientsOfAll, { ids })) {
      const known = recipients.get(one.message_id) ?? [];
      known.push({ nth: one.nth, lineUserId: one.line_user_id });
      recipients.set(one.message_id, known);
    }
  }
  return rows.map((row) => {
    const roster = row.roster === 1 ? (rosters.get(row.message_id) ?? nobody) : null;
    return leasedRow(row, lease, recipients.get(row.message_id) ?? [], roster);
  });
}

const nobody = { people: 0, to: "[]" };

function leasedRow(
  row: Stored,
  lease: Lease,
  recipients: LeasedRow["recipients"],
  roster: LeasedRow["roster"],
): LeasedRow {
  const { worker, lane, nowMs, untilMs } = lease;
  return {
    ...{ messageId: row.message_id, worker, leasedAtMs: nowMs, leasedUntilMs: untilMs },
    tried: {
      ...{ kind: row.kind, reason: reasonIn(row.reason), lane, attempts: row.attempts },
      people: Math.max(roster?.people ?? recipients.length, 1),
      retryKey: row.retry_key,
      // What this lease has written itself is no doubt yet.
      inDoubtSinceMs: row.in_doubt_since_ms === nowMs ? null : row.in_doubt_since_ms,
      ...{ replyUntilMs: row.reply_until_ms, late: row.late },
    },
    ...{ lineUserId: row.line_user_id, memberId: row.member_id, messages: row.messages, unit: row.unit },
    run: row.run_id === null || row.batch === null ? null : { runId: row.run_id, batch: row.batch },
    roster,
    ...{ replyToken: row.reply_token, recipients },
    before: { status: row.line_status, requestId: row.line_request_id, answer: row.line_answer },
  };
}

/** Only `queue.ts` writes this column. */
function reasonIn(column: string): Reason {
  return column as Reason;
}

async function lookAround(deps: SenderDeps, nowMs: number): Promise<Look> {
  const row = await deps.database.first(store.look, { nowMs });
  if (row === undefined) throw new Error("the row of sending is gone");
  const bucket = (freeAtUs: number | null, closedUntilMs: number | null, slowdowns: number | null) => ({
    ...{ freeAtUs: freeAtUs ?? 0, closedUntilMs: closedUntilMs ?? 0, slowdowns: slowdowns ?? 0 },
  });
  return {
    stopped: row.stopped_at_ms !== null,
    ...{ heldWhy: row.held_why, heldUntilMs: row.held_until_ms, campaignWhy: row.campaign_why },
    ...{ campaignLeft: row.campaign_left, quotaReadAtMs: row.quota_read_at_ms },
    ...{ quotaAskedAtMs: row.quota_asked_at_ms, quotaMonth: row.quota_month },
    buckets: {
      push: bucket(row.push_free_at_us, row.push_closed_until_ms, row.push_slowdowns),
      multicast: bucket(row.multicast_free_at_us, row.multicast_closed_until_ms, row.multicast_slowdowns),
      reply: bucket(row.reply_free_at_us, row.reply_closed_until_ms, row.reply_slowdowns),
    },
    due: Object.values(lanes).filter((lane) => row[`due_${lane}`] !== null),
  };
}
