import type { Deps } from "../../deps.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import { MenuRefused } from "../../platform/line/rich-menus.ts";
import { failureText } from "../../platform/log.ts";
import { decide } from "./decide.core.ts";
import { lookAtLine, lookSoon, readWalk } from "./look.ts";
import { type Due, peopleOf } from "./people.ts";
import { type Outcome, settle } from "./settle.ts";
import { type ShownMenus, shownIn } from "./shown.ts";
import * as store from "./store.ts";
import { walkOn } from "./walk.ts";

const leaseMs = 120_000;
/** As many as LINE links in 20 calls of ten at once. */
const batch = 100;
const atOnce = 10;
/** From so many people on that shall have one menu, LINE is asked once for all of them. */
const togetherFrom = 20;

/**
 * Gives people the menu they shall have, until nobody is due or `untilMs` has come: whoever joined, left, changed rank or
 * came back, and everybody after the menus have changed. Answers how much it did.
 */
export async function workMenus(deps: Deps, untilMs: number): Promise<number> {
  let worked = 0;
  await look(deps);
  while (deps.clock.nowMs() < untilMs) {
    const walk = await readWalk(deps);
    const walked = walk === undefined ? 0 : await walkOn(deps, walk);
    const seen = await workBatch(deps, shownIn(walk?.walking_to ?? walk?.shown ?? "{}"));
    worked += walked + seen;
    if (walked + seen === 0) break;
  }
  return worked;
}

/** That LINE is away keeps nobody from being looked at by what is known already. */
async function look(deps: Deps): Promise<void> {
  const walk = await readWalk(deps);
  if (walk === undefined) return;
  try {
    await lookAtLine(deps, walk);
  } catch (failure) {
    if (!(failure instanceof MenuRefused)) throw failure;
    deps.log.warn("menus.look_failed", { status: failure.status, failure: failureText(failure) });
  }
}

async function workBatch(deps: Deps, shown: ShownMenus): Promise<number> {
  const nowMs = deps.clock.nowMs();
  if ((await deps.database.first(store.anyDue, { nowMs })) === undefined) return 0;
  const worker = deps.ids.ulid();
  const lease = store.lease.with({ worker, nowMs, untilMs: nowMs + leaseMs, limit: batch });
  await deps.database.commit(housekeeping("a lease is nobody's property", [lease]));
  const people = await peopleOf(deps, worker);
  if (people.length === 0) return 0;
  const outcomes = await outcomesOf(deps, people, shown);
  await settle(deps, worker, outcomes);
  if (outcomes.some(({ kind }) => kind === "gone")) await lookSoon(deps);
  return people.length;
}

/** Those who shall have the same menu together, where they are many; each other person by a call of their own. */
async function outcomesOf(
  deps: Deps,
  people: readonly Due[],
  shown: ShownMenus,
): Promise<readonly Outcome[]> {
  const decided = await inTurns(people, async (due) => ({ due, ...(await decisionOf(deps, due, shown)) }));
  const together = new Map<string, Due[]>();
  for (const one of decided) {
    if (one.kind !== "show" || one.menuId === null || one.due.askedMenuId !== null) continue;
    together.set(one.menuId, [...(together.get(one.menuId) ?? []), one.due]);
  }
  const many = new Set([...together].filter(([, { length }]) => length >= togetherFrom).map(([id]) => id));
  const asked = await Promise.all([...many].map((id) => linkMany(deps, id, together.get(id) ?? [])));
  const singly = decided.filter(
    ({ due, ...one }) => one.kind !== "show" || due.askedMenuId !== null || !many.has(one.menuId ?? ""),
  );
  return [...asked.flat(), ...(await inTurns(singly, ({ due, ...one }) => outcomeOf(deps, due, one)))];
}

type Decided = ReturnType<typeof decide> | { readonly kind: "failed"; readonly outcome: Outcome };

async function decisionOf(deps: Deps, due: Due, shown: ShownMenus): Promise<Decided> {
  try {
    const ask = due.member === null && due.following !== false && Object.keys(shown.menus).length > 0;
    const lineLanguage = ask ? await deps.richMenus.languageOf(due.lineUserId) : null;
    return decide({ ...due, lineLanguage }, shown);
  } catch (failure) {
    return { kind: "failed", outcome: failed(deps, due, failure) };
  }
}

/** One person's menu, set. What was asked for many is asked about first: LINE may have done it. */
async function outcomeOf(deps: Deps, due: Due, decision: Decided): Promise<Outcome> {
  if (decision.kind === "failed") return decision.outcome;
  if (decision.kind === "nothing") return { due, kind: "done" };
  const { menuId } = decision;
  const { lineUserId, askedMenuId } = due;
  try {
    if (askedMenuId !== null && (await deps.richMenus.menuOf(lineUserId)) === menuId)
      return { due, kind: "done" };
    if (menuId === null) await deps.richMenus.unlink(lineUserId);
    else await deps.richMenus.link(lineUserId, menuId);
    return { due, kind: "done" };
  } catch (failure) {
    return failed(deps, due, failure);
  }
}

async function linkMany(deps: Deps, menuId: string, people: readonly Due[]): Promise<readonly Outcome[]> {
  try {
    await deps.richMenus.linkMany(
      people.map(({ lineUserId }) => lineUserId),
      menuId,
    );
    return people.map((due) => ({ due, kind: "asked", menuId }));
  } catch (failure) {
    // One id that LINE does not take as one fails the request for all; alone, each says for itself.
    if (statusOf(failure) === 400 && !isOfMenu(failure)) {
      return inTurns(people, (due) => outcomeOf(deps, due, { kind: "show", menuId }));
    }
    return people.map((due) => failed(deps, due, failure));
  }
}

function failed(deps: Deps, due: Due, failure: unknown): Outcome {
  const status = statusOf(failure);
  deps.log.warn("menus.link_failed", { attempts: due.attempts + 1, status, failure: failureText(failure) });
  if (isOfMenu(failure)) return { due, kind: "gone" };
  // A LINE id that LINE does not take as one will never be linked.
  return { due, kind: status === 400 ? "done" : "failed" };
}

function statusOf(failure: unknown): number | null {
  return failure instanceof MenuRefused ? failure.status : null;
}

/** A menu that LINE does not have any more was superseded since it was looked at. */
function isOfMenu(failure: unknown): boolean {
  const status = statusOf(failure);
  return status === 404 || (status === 400 && /richmenu/i.test(failureText(failure)));
}

async function inTurns<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let at = 0; at < all.length; at += atOnce) {
    results.push(...(await Promise.all(all.slice(at, at + atOnce).map(work))));
  }
  return results;
}
