import { chatProblems } from "../../../shared/chat/check.ts";
import type { ChatPublished, ChatState, ChatVersion, ChatWords } from "../../../shared/chat/schema.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { Conflict } from "../../platform/database/failures.ts";
import { audited } from "../../platform/database/plan.ts";
import { staffName } from "../stores/index.ts";
import * as store from "./store.ts";
import { type Words, wordsInForce, wordsOf } from "./words.ts";

const versionsShown = 100;

export async function chatState(deps: Deps): Promise<ChatState> {
  return stateOf(deps, await wordsInForce(deps));
}

/** @throws Refusal programme.not_found where there is no such version. */
export async function chatVersion(deps: Deps, version: number): Promise<ChatState> {
  const found = await wordsOf(deps, version);
  if (found === null) throw new Refusal("programme.not_found");
  return stateOf(deps, found);
}

async function stateOf(deps: Deps, { words, madeAtMs, madeBy }: Words): Promise<ChatState> {
  return { words, madeAtMs, madeBy: madeBy === null ? null : await staffName(deps, madeBy) };
}

/** Who published what when, newest first. */
export async function chatVersions(deps: Deps): Promise<readonly ChatVersion[]> {
  const rows = await deps.database.all(store.versions, { limit: versionsShown });
  const names = new Map<string, string | null>();
  for (const { made_by } of rows) {
    if (!names.has(made_by)) names.set(made_by, await staffName(deps, made_by));
  }
  return rows.map((row) => ({
    version: row.version,
    madeAtMs: row.made_at_ms,
    madeBy: names.get(row.made_by) ?? null,
  }));
}

/**
 * Puts words into force: the next message that anybody writes is matched with them.
 * @throws Refusal programme.stale where another version came in between, request.invalid naming the fields.
 */
export async function publishWords(deps: Deps, actor: Actor, draft: ChatWords): Promise<ChatPublished> {
  const problems = chatProblems(draft);
  if (problems.length > 0) throw new Refusal("request.invalid", { fields: problems });
  const current = (await wordsInForce(deps)).words;
  if (current.version !== draft.version) throw new Refusal("programme.stale", { version: current.version });
  if (JSON.stringify(current) === JSON.stringify(draft)) return { version: current.version };
  const next: ChatWords = { ...draft, version: current.version + 1 };
  const nowMs = deps.clock.nowMs();
  const row = {
    ...{ auditId: deps.ids.ulid(), atMs: nowMs, actor, nodeId: null },
    ...{ action: "chat.publish", subject: `chat:${next.version}` },
    details: { version: next.version },
  };
  const statement = store.insertVersion.with({
    version: next.version,
    words: JSON.stringify(next),
    nowMs,
    madeBy: `${actor.kind}:${actor.id}`,
  });
  try {
    await deps.database.commit(audited(row, [statement]));
  } catch (failure) {
    if (failure instanceof Conflict) throw new Refusal("programme.stale");
    throw failure;
  }
  return { version: next.version };
}
