import type { Deps } from "../../deps.ts";
import type { Bound } from "../database/prepared.ts";
import type { LeasedRow } from "./claim.ts";
import type { Kind } from "./reasons.ts";
import { leaveOutOfRoster, planOwnRows } from "./roster.ts";
import type { Effect } from "./settle.core.ts";
import * as store from "./store.ts";

/** A row's effect on others, and what is known of its endpoint. */
export interface Caused {
  readonly row: LeasedRow;
  readonly effect: Effect;
  readonly slowdowns: number;
}

/** The statements of the effects of answers that are written together. The hold of a month's end is not among them. */
export function planEffects(deps: Pick<Deps, "ids" | "clock">, caused: readonly Caused[]): Bound[] {
  const nowMs = deps.clock.nowMs();
  const own = caused.flatMap((one) => planOwn(deps, one, nowMs));
  return [...planEndpoints(caused, nowMs), ...own];
}

const endpoints: readonly Kind[] = ["push", "multicast", "reply"];

/** Whatever many answers of one moment say of an endpoint is said once. */
function planEndpoints(caused: readonly Caused[], nowMs: number): Bound[] {
  return endpoints.flatMap((endpoint) => {
    const concerning = caused.filter(({ row, effect }) => {
      const everywhere = effect.kind === "slow_down" && effect.endpoints === "all";
      return everywhere || row.tried.kind === endpoint;
    });
    const waits = concerning.flatMap(({ effect, slowdowns }) =>
      effect.kind === "slow_down" ? [Math.min(effect.firstMs * 2 ** slowdowns, effect.maxMs)] : [],
    );
    if (waits.length > 0) {
      return [store.closeEndpoint.with({ endpoint, nowMs, untilMs: nowMs + Math.max(...waits) })];
    }
    const wasSlow = concerning.some(({ effect, slowdowns }) => effect.kind === "fine" && slowdowns > 0);
    return wasSlow ? [store.endpointIsFine.with({ endpoint, nowMs })] : [];
  });
}

function planOwn(deps: Pick<Deps, "ids">, { row, effect }: Caused, nowMs: number): Bound[] {
  const { memberId } = row;
  switch (effect.kind) {
    case "flooded":
      return memberId === null ? [] : [store.delayPerson.with({ memberId, untilMs: effect.untilMs })];
    case "unknown_user":
      return effect.recipient === null ? planUnknown(row, nowMs) : planLeftOut(row, effect.recipient, nowMs);
    case "split":
      return planSplit(deps, row, nowMs);
    default:
      return [];
  }
}

function planUnknown(row: LeasedRow, nowMs: number): Bound[] {
  const { memberId, lineUserId } = row;
  const only = recipientAt(row, 0);
  const known = only?.lineUserId ?? lineUserId;
  const left = only === null ? [] : [leaveOut(row, only)];
  const others = memberId === null ? [] : [store.refuseOthers.with({ memberId, lineUserId: known, nowMs })];
  return [store.markUnknown.with({ lineUserId: known, nowMs }), ...left, ...others];
}

interface Recipient {
  readonly nth: number;
  readonly lineUserId: string;
}

/** Who stands at a place of the request; of one with a roster they have no number. */
function recipientAt({ roster, recipients }: LeasedRow, at: number): Recipient | null {
  if (roster === null) return recipients[at] ?? null;
  const lineUserId = rosterIn(roster.to)[at];
  return lineUserId === undefined ? null : { nth: at, lineUserId };
}

/** What the database has put together, read back. */
function rosterIn(to: string): readonly string[] {
  return JSON.parse(to) as readonly string[];
}

function leaveOut({ run, roster, messageId }: LeasedRow, { nth, lineUserId }: Recipient): Bound {
  if (run === null || roster === null) return store.leaveOutUnknown.with({ messageId, nth });
  return leaveOutOfRoster.with({ runId: run.runId, lineUserId });
}

function planLeftOut(row: LeasedRow, at: number, nowMs: number): Bound[] {
  const found = recipientAt(row, at);
  if (found === null) return [];
  return [leaveOut(row, found), store.markUnknown.with({ lineUserId: found.lineUserId, nowMs })];
}

/**
 * The second half becomes a request of its own; the first stays, under the new key that its row was given. One with a roster is
 * first given rows of its own, and is halved when LINE has refused it once more.
 */
function planSplit(deps: Pick<Deps, "ids">, row: LeasedRow, nowMs: number): Bound[] {
  const { messageId, worker, recipients, roster } = row;
  if (roster !== null) return planOwnRows(messageId, worker);
  const half = Math.ceil(recipients.length / 2);
  const first = recipients[half];
  if (first === undefined) return [];
  const id = deps.ids.ulid();
  const people = recipients.length - half;
  return [
    store.copyOfMulticast.with({
      ...{ messageId, worker, id, suffix: `/${id}`, retryKey: deps.ids.uuid(), people, nowMs },
    }),
    store.moveRecipients.with({ messageId, id, fromNth: first.nth }),
    store.setPeople.with({ messageId, worker, people: half }),
  ];
}
