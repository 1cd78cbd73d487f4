import { signal } from "@preact/signals";
import type { ErrorCode } from "../../../shared/errors.ts";
import type { Receipt } from "../../../shared/purchases/schema.ts";
import { ask, NetworkError } from "../../api/client.ts";
import { retrying } from "../../api/retry.ts";
import { recall, remember } from "../memory.ts";
import { noteTrouble } from "../session.ts";
import {
  asksAgain,
  isVerdict,
  type Pending,
  pendingFrom,
  receiptIn,
  requestOf,
  textOf,
  withoutPending,
  withPending,
} from "./pending.core.ts";

/**
 * How a write ended. `queued`: it was not made, and its sale waits in the queue of those taken without a network. `later`: the session lapsed first; it is asked again after the next sign-in. */
export type Outcome =
  | { readonly kind: "done"; readonly receipt: Receipt }
  | { readonly kind: "refused"; readonly code: ErrorCode }
  | { readonly kind: "queued" }
  | { readonly kind: "later" };

const KEY = "goen.till.pending";
const LONGEST_PAUSE_MS = 8_000;

/** Writes whose answer has not come, oldest first; the same after a reload. */
export const waiting = signal<readonly Pending[]>(pendingFrom(recall(KEY)));

/** Those of them that lost an answer already: until then a write is only on its way. */
export const lost = signal<ReadonlySet<string>>(new Set());

const underway = new Map<string, Promise<Outcome>>();

/** Writes that nobody asks about at present: left over from a former page or session. */
export function leftOver(): readonly Pending[] {
  return waiting.value.filter(({ id }) => !underway.has(id));
}

/** Keeps a refused write in another form, before it is forgotten here; false where there is none. */
export type Rescue = (pending: Pending, code: ErrorCode) => Promise<boolean>;

/**
 * Sends a write until the server has answered, always under its one id. It is stored before the first attempt
 * and forgotten after the answer. Delivering it twice at a time is one delivery.
 */
export function deliver(
  pending: Pending,
  onLost: (attempts: number) => void,
  rescue: Rescue = async () => false,
): Promise<Outcome> {
  const already = underway.get(pending.id);
  if (already !== undefined) return already;
  change((list) => withPending(list, pending));
  const outcome = attempt(pending, onLost, rescue).finally(() => underway.delete(pending.id));
  underway.set(pending.id, outcome);
  return outcome;
}

async function attempt(
  pending: Pending,
  onLost: (attempts: number) => void,
  rescue: Rescue,
): Promise<Outcome> {
  try {
    const receipt = await retrying(() => send(pending), {
      attempts: Number.POSITIVE_INFINITY,
      firstPauseMs: 700,
      longestPauseMs: LONGEST_PAUSE_MS,
      pause: pauseOrOnline,
      again: asksAgain,
      onLost: (attempts) => {
        lost.value = new Set([...lost.value, pending.id]);
        onLost(attempts);
      },
    });
    change((list) => withoutPending(list, pending.id));
    return { kind: "done", receipt };
  } catch (error) {
    if (!isVerdict(error)) {
      noteTrouble(error);
      return { kind: "later" };
    }
    const rescued = await rescue(pending, error.code);
    change((list) => withoutPending(list, pending.id));
    return rescued ? { kind: "queued" } : { kind: "refused", code: error.code };
  }
}

async function send(pending: Pending): Promise<Receipt> {
  const { path, body } = requestOf(pending);
  const answer = await ask<unknown>(path, { body, idempotencyKey: pending.id });
  const receipt = receiptIn(pending, answer);
  if (receipt === null) throw new NetworkError(new TypeError("the answer is not a receipt"));
  return receipt;
}

/** Read, changed and written in one go, because another tab of this till keeps its own writes there too. */
function change(how: (list: readonly Pending[]) => readonly Pending[]): void {
  waiting.value = how(pendingFrom(recall(KEY)));
  remember(KEY, waiting.value.length === 0 ? null : textOf(waiting.value));
}

/** Waits, or less when the network comes back. */
function pauseOrOnline(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
  });
}
