import { Refusal } from "../../../shared/errors.ts";
import type { CardDevice } from "../../../shared/members/profile.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { audited } from "../../platform/database/plan.ts";
import { type Member, planNote } from "../members/index.ts";
import * as store from "./store.ts";

const shownMax = 10;

/** The phones on which a member's card was opened, newest first. */
export async function devicesOf(deps: Deps, memberId: number): Promise<readonly CardDevice[]> {
  const nowMs = deps.clock.nowMs();
  const rows = await deps.database.all(store.newestKeysOf, { memberId, limit: shownMax });
  return rows.map((row) => ({
    status: row.status === "active" && row.not_after_ms <= nowMs ? "expired" : row.status,
    createdAtMs: row.created_at_ms,
    lastOnlineAtMs: row.last_online_at_ms,
    notAfterMs: row.not_after_ms,
  }));
}

/**
 * Ends the codes of every phone of a member (a card that was lost, or shown about): the next opening gets a new key, in the
 * member's own LINE alone. Nothing of this can or need be undone.
 * @throws Refusal member.left.
 */
export async function replaceCard(deps: Deps, actor: Actor, member: Member, reason: string): Promise<void> {
  if (member.status === "left") throw new Refusal("member.left");
  const { memberId, publicId } = member;
  const nowMs = deps.clock.nowMs();
  const row = {
    ...{ auditId: deps.ids.ulid(), atMs: nowMs, actor, action: "card.replace" },
    ...{ subject: `member:${publicId}`, nodeId: null },
  };
  const note = planNote(deps, actor, memberId, "card_replaced", reason);
  await deps.database.commit(audited(row, [store.revokeKeysOf.with({ memberId, nowMs }), note]));
}
