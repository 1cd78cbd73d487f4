import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import { Conflict, Duplicate, OutcomeUnknown } from "../database/failures.ts";
import { type Bound, prepare } from "../database/prepared.ts";
import { sha256 } from "../hash.ts";
import { inTurn } from "../turns.ts";

/** One write as its client named it: same key and same content, same answer; same key and other content, refused. */
export interface Write {
  /** Whose keys these are, e.g. `till:STORE`; two tills' keys never meet. */
  readonly scope: string;
  readonly key: string;
  readonly requestHash: string;
}

/** `content` is what must be the same on a repetition, in a fixed order. */
export function writeOf(scope: string, key: string, content: readonly unknown[]): Write {
  return { scope, key, requestHash: sha256(JSON.stringify(content)) };
}

const answered = prepare<{ scope: string; key: string }>()((db, p) =>
  db
    .selectFrom("answer")
    .select(["request_hash", "body"])
    .where("scope", "=", p.scope)
    .where("idempotency_key", "=", p.key),
);

const insertAnswer = prepare<{ scope: string; key: string; hash: string; body: string; nowMs: number }>()(
  (db, p) =>
    db.insertInto("answer").values({
      scope: p.scope,
      idempotency_key: p.key,
      request_hash: p.hash,
      body: p.body,
      answered_at_ms: p.nowMs,
    }),
);

/** The row that makes a repetition find its first answer; part of the same plan as the write itself. */
export function answerRow(write: Write, body: unknown, nowMs: number): Bound {
  const { scope, key, requestHash } = write;
  return insertAnswer.with({ scope, key, hash: requestHash, body: JSON.stringify(body), nowMs });
}

const triesMax = 6;

/**
 * Does a write once. `attempt` reads, decides and commits a plan that holds `answerRow`; it runs again when somebody
 * else wrote in between, and not at all when this write was done before.
 */
export async function once<T>(deps: Deps, write: Write, attempt: () => Promise<T>): Promise<T> {
  const unlessDone = async (): Promise<T> => (await earlierAnswer<T>(deps, write)) ?? attempt();
  for (let tries = 1; ; tries++) {
    try {
      return await (tries === 1 ? unlessDone() : again(deps, unlessDone));
    } catch (failure) {
      // The same write, sent twice at once, may have been done between looking for its answer and refusing it.
      const meanwhile = failure instanceof Refusal ? await earlierAnswer<T>(deps, write) : undefined;
      if (meanwhile !== undefined) return meanwhile;
      const mayRepeat =
        failure instanceof Conflict || failure instanceof Duplicate || failure instanceof OutcomeUnknown;
      if (!mayRepeat) throw failure;
      if (tries < triesMax) continue;
      throw failure instanceof OutcomeUnknown ? failure : new Refusal("points.conflict");
    }
  }
}

/**
 * Those who lost a race try again one after the other: together they would all read the same state once more, and all
 * but one of them lose once more.
 */
function again<T>(deps: Deps, attempt: () => Promise<T>): Promise<T> {
  return inTurn(deps, "again", attempt);
}

async function earlierAnswer<T>(deps: Deps, write: Write): Promise<T | undefined> {
  const row = await deps.database.first(answered, { scope: write.scope, key: write.key });
  if (row === undefined) return undefined;
  if (row.request_hash !== write.requestHash) throw new Refusal("idempotency.mismatch");
  return answerAs<T>(row.body);
}

/** What `answerRow` wrote for this scope and content, read back. */
function answerAs<T>(body: string): T {
  return JSON.parse(body) as T;
}

/** Runs a deciding write again when its snapshot was stale: for writes that need no key because they say the same twice. */
export async function readAgain<T>(deps: Deps, attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await (tries === 1 ? attempt() : again(deps, attempt));
    } catch (failure) {
      if (!(failure instanceof Conflict) || tries >= triesMax) throw failure;
    }
  }
}
