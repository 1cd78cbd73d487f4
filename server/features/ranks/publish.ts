import { Refusal } from "../../../shared/errors.ts";
import type { LadderPublished, LadderState } from "../../../shared/ranks/console.ts";
import type { Ladder } from "../../../shared/ranks/schema.ts";
import { ladderChanges, ladderProblems } from "../../../shared/ranks/sentence.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { Conflict } from "../../platform/database/failures.ts";
import { audited } from "../../platform/database/plan.ts";
import { ladderInForce, planLadder, publishedLadder } from "./ladders.ts";
import { membersByRank, membersNotPlaced } from "./store-console.ts";

/** The ladder in force, and how many members stand on each of its ranks. */
export async function ladderState(deps: Deps): Promise<LadderState> {
  const ladder = await ladderInForce(deps);
  const [{ madeAtMs }, placed, others] = await Promise.all([
    publishedLadder(deps, ladder.version),
    membersByRank(deps.database.report),
    membersNotPlaced(deps.database.report),
  ]);
  const members: Record<string, number> = Object.fromEntries(
    placed.map((row) => [row.rank, Number(row.members)]),
  );
  const first = ladder.ranks[0]?.code ?? "";
  members[first] = (members[first] ?? 0) + others;
  return { ladder, madeAtMs: madeAtMs === 0 ? null : madeAtMs, members };
}

/**
 * Puts a ladder into force. Members are placed anew by it when they next buy, and in the coming night.
 * @throws Refusal programme.stale where another version came in between, request.invalid naming the fields.
 */
export async function publishLadder(deps: Deps, actor: Actor, draft: Ladder): Promise<LadderPublished> {
  const problems = ladderProblems(draft);
  if (problems.length > 0) throw new Refusal("request.invalid", { fields: problems });
  const current = await ladderInForce(deps);
  if (current.version !== draft.version) throw new Refusal("programme.stale", { version: current.version });
  const changes = ladderChanges(current, draft, "ja");
  if (changes.length === 0) return { version: current.version, changes };
  const next: Ladder = { ...draft, version: current.version + 1 };
  const nowMs = deps.clock.nowMs();
  const row = {
    auditId: deps.ids.ulid(),
    atMs: nowMs,
    actor,
    action: "ranks.publish",
    subject: `ladder:${next.version}`,
    nodeId: null,
    details: { version: next.version, changes: changes.join("\n").slice(0, 4000) },
  };
  const statement = planLadder(next, nowMs, `${actor.kind}:${actor.id}`);
  try {
    await deps.database.commit(audited(row, [statement]));
  } catch (failure) {
    if (failure instanceof Conflict) throw new Refusal("programme.stale");
    throw failure;
  }
  return { version: next.version, changes };
}
