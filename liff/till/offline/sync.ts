import type { TillState } from "../../../shared/stores/schema.ts";
import { askTimed } from "../../api/client.ts";
import { recall, remember } from "../memory.ts";
import type { Sync } from "./queue.core.ts";

/*
 * What a till without a network goes on with: who was signed in where, on which terms, and how wrong its clock is. All of
 * it is from the last answer, and none of it is a secret.
 */

const KEY = "goen.till.kept";

export interface KeptTill {
  readonly till: TillState;
  readonly sync: Sync;
}

let sync: Sync | null = null;

/** How the device's clock stood at the last answer; null before the first. */
export function lastSync(): Sync | null {
  return sync;
}

/** Asks who is at the till, and measures the clock with the answer: half of its way was the way back. */
export async function askTill(): Promise<TillState> {
  const { answer, rttMs } = await askTimed<TillState>("/api/till/me");
  const atMs = Date.now();
  sync = { offsetMs: answer.serverTimeMs + rttMs / 2 - atMs, atMs };
  keepTill(answer);
  return answer;
}

/** Keeps what the till goes on with; only a till that stands at a store can. */
export function keepTill(till: TillState | null): void {
  const kept = till?.store == null || sync === null ? null : JSON.stringify({ till, sync });
  remember(KEY, kept);
}

/** The till as it was when it last heard of the server; null where that is longer ago than a sale may wait. */
export function keptTill(nowMs: number): TillState | null {
  const kept = keptFrom(recall(KEY));
  if (kept === null) return null;
  const hours = (nowMs - kept.sync.atMs) / 3_600_000;
  if (hours > (kept.till.offline?.hoursMax ?? 0)) return null;
  sync = kept.sync;
  return kept.till;
}

function keptFrom(text: string | null): KeptTill | null {
  try {
    const kept: unknown = text === null ? null : JSON.parse(text);
    return isKept(kept) ? kept : null;
  } catch {
    return null;
  }
}

/** What `keepTill` wrote, as far as this version can go on with it. */
function isKept(value: unknown): value is KeptTill {
  if (typeof value !== "object" || value === null || !("till" in value) || !("sync" in value)) return false;
  const { till, sync: clock } = value;
  if (typeof till !== "object" || till === null || typeof clock !== "object" || clock === null) return false;
  const parts = ["staff", "stores", "store", "offline"].every((name) => Reflect.get(till, name) != null);
  return parts && ["offsetMs", "atMs"].every((name) => typeof Reflect.get(clock, name) === "number");
}
