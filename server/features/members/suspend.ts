import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { audited } from "../../platform/database/plan.ts";
import { menuDue } from "../../platform/line/menu-due.ts";
import { planCopies } from "./copies.ts";
import type { Member } from "./members.ts";
import { planNote } from "./notes.ts";
import { mustBeHere, rowAbout } from "./rows.ts";
import * as store from "./store.ts";

/**
 * Suspends a membership, or lets it be used again: tills refuse the card and the member's own screens say so, points and
 * all else stay as they are. What is so already is not written again.
 * @throws Refusal member.left.
 */
export async function setSuspended(
  deps: Deps,
  actor: Actor,
  member: Member,
  suspended: boolean,
  reason: string,
): Promise<void> {
  mustBeHere(member);
  if ((member.status === "suspended") === suspended) return;
  const { memberId, lineUserId } = member;
  const [from, to] = suspended ? (["active", "suspended"] as const) : (["suspended", "active"] as const);
  const row = rowAbout(deps, actor, member, suspended ? "members.suspend" : "members.resume");
  await deps.database.commit(
    audited(row, [
      store.moveStatus.with({ memberId, from, to }),
      planNote(deps, actor, memberId, suspended ? "suspended" : "resumed", reason),
      ...planCopies(memberId),
      ...(lineUserId === null ? [] : [menuDue(lineUserId, deps.clock.nowMs())]),
    ]),
  );
}
