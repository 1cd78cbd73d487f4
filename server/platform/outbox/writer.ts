import { OutcomeUnknown, Overloaded } from "../database/failures.ts";
import { housekeeping } from "../database/plan.ts";
import type { Bound } from "../database/prepared.ts";
import type { Answer } from "../line/answer.core.ts";
import type { LeasedRow } from "./claim.ts";
import { type Caused, planEffects } from "./effects.ts";
import type { SenderDeps } from "./sender-deps.ts";
import type { Effect, Settled } from "./settle.core.ts";
import * as store from "./store.ts";

/** What is to be kept of one row; `settled` null: it was not tried and is as it was. */
export interface Ended {
  readonly row: LeasedRow;
  readonly settled: Settled | null;
  readonly answer: Answer | null;
  readonly effect: Effect | null;
  readonly slowdowns: number;
}

/** Writes how rows ended, many in one commit: whatever comes while one is under way goes into the next. */
export interface Writer {
  add(ended: Ended): void;
  /** Resolves when all that was added is written. @throws what the database threw. */
  idle(): Promise<void>;
}

const perCommit = 256;

export function openWriter(deps: SenderDeps, afterMs: number): Writer {
  const waiting: Ended[] = [];
  let writing: Promise<void> | null = null;
  let failure: unknown = null;

  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      // A moment for others to join: their answers are often there already.
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      await write(deps, waiting.splice(0, perCommit));
    }
  };
  const start = (): void => {
    writing ??= run()
      .catch((thrown: unknown) => {
        // The rows keep their leases; whoever comes after these ask LINE again by the same keys.
        waiting.length = 0;
        failure ??= thrown;
      })
      .finally(() => {
        writing = null;
        if (waiting.length > 0) start();
      });
  };
  return {
    add(ended) {
      waiting.push(ended);
      start();
    },
    async idle() {
      while (writing !== null) await writing;
      if (failure !== null) throw failure;
    },
  };
}

async function write(deps: SenderDeps, ended: readonly Ended[]): Promise<void> {
  const settled = ended.flatMap((one) =>
    one.settled === null ? [] : [settledRow(one.row, one.settled, one.answer)],
  );
  const released = ended.flatMap(({ row, settled: tried }) =>
    tried === null ? [[row.messageId, row.worker, row.tried.inDoubtSinceMs, 0]] : [],
  );
  const caused = ended.flatMap(({ row, effect, slowdowns }): Caused[] =>
    effect === null ? [] : [{ row, effect, slowdowns }],
  );
  const statements = [
    ...(settled.length === 0 ? [] : [store.settleRows.with(settled)]),
    ...(released.length === 0 ? [] : [store.releaseRows.with(released)]),
    ...planEffects(deps, caused),
  ];
  await persistently(deps, statements);
}

/** Each statement may be written twice without harm, so a lost connection is answered by the same again. */
async function persistently(deps: SenderDeps, statements: readonly Bound[]): Promise<void> {
  const plan = housekeeping("what LINE answered is kept on the rows themselves", statements);
  for (let tries = 1; ; tries++) {
    try {
      await deps.database.commit(plan);
      return;
    } catch (failure) {
      const passes = failure instanceof OutcomeUnknown || failure instanceof Overloaded;
      if (!passes || tries >= 5) throw failure;
      await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** tries));
    }
  }
}

function settledRow(row: LeasedRow, settled: Settled, answer: Answer | null): (string | number | null)[] {
  const { status, outcome, kind, lane, attempts, retryKey } = settled;
  const { before } = row;
  const accepted = answer?.kind === "accepted" ? answer.acceptedRequestId : null;
  return [
    ...[row.messageId, row.worker, status, outcome, kind, lane, attempts, retryKey],
    ...[settled.dueAtMs, settled.inDoubtSinceMs, settled.settledAtMs],
    ...(answer === null
      ? [before.status, before.requestId, null, before.answer]
      : [answer.status, answer.requestId, accepted, answer.text === "" ? null : answer.text]),
    0,
  ];
}
