import { Refusal } from "../../../shared/errors.ts";
import { fixedFieldsChanged, type StampCardState } from "../../../shared/stamps/console.ts";
import type { StampCard } from "../../../shared/stamps/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { Conflict } from "../../platform/database/failures.ts";
import { audited } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { answerRow, once, type Write } from "../../platform/http/once.ts";
import { cardIn } from "./cards.ts";
import * as store from "./store-console.ts";

/** Whether a coupon can be given by a card; asked of coupons, which stamps do not see, by who mounts the routes. */
export type CouponCheck = (deps: Deps, couponId: string) => Promise<boolean>;

/** @throws Refusal stamps.card_not_found */
export async function stampCardState(deps: Deps, cardId: string): Promise<StampCardState> {
  const row = await deps.database.first(store.cardRow, { cardId });
  if (row === undefined) throw new Refusal("stamps.card_not_found");
  const [draft, published] = await Promise.all([
    deps.database.first(store.versionRow, { cardId, version: 0 }),
    row.version === 0 ? undefined : deps.database.first(store.versionRow, { cardId, version: row.version }),
  ]);
  return {
    cardId,
    status: row.status,
    version: row.version,
    draft: draft === undefined ? null : { ...cardIn(draft.card), version: row.version },
    published: published === undefined ? null : { ...cardIn(published.card), version: row.version },
    draftAtMs: draft?.made_at_ms ?? null,
  };
}

/** A new card, as a draft that nobody sees. */
export function makeStampCard(
  deps: Deps,
  actor: Actor,
  card: StampCard,
  write: Write,
): Promise<StampCardState> {
  return once(deps, write, async () => {
    const cardId = deps.ids.publicId();
    const nowMs = deps.clock.nowMs();
    const madeBy = `${actor.kind}:${actor.id}`;
    const draft = { ...card, version: 0 };
    const made: StampCardState = {
      ...{ cardId, status: "draft", version: 0, published: null, draft },
      draftAtMs: nowMs,
    };
    const statements = [
      store.insertCard.with({ cardId, nowMs, madeBy }),
      store.keepDraft.with({ cardId, card: JSON.stringify(draft), nowMs, madeBy }),
      answerRow(write, made, nowMs),
    ];
    await commit(deps, actor, "stamps.make_card", cardId, nowMs, statements);
    return made;
  });
}

/** @throws Refusal stamps.stale, or stamps.fixed naming what a published card may not change. */
export async function saveDraft(
  deps: Deps,
  actor: Actor,
  cardId: string,
  card: StampCard,
  seenAtMs: number | null,
): Promise<StampCardState> {
  const now = await stampCardState(deps, cardId);
  if (now.draftAtMs !== seenAtMs) throw new Refusal("stamps.stale");
  refuseFixed(now.published, card);
  // A draft that is saved twice in a millisecond would otherwise look like the one before it.
  const nowMs = Math.max(deps.clock.nowMs(), (seenAtMs ?? 0) + 1);
  const text = JSON.stringify({ ...card, version: 0 });
  const draft = store.keepDraft.with({ cardId, card: text, nowMs, madeBy: `${actor.kind}:${actor.id}` });
  await commit(deps, actor, "stamps.save_card", cardId, nowMs, [draft]);
  return stampCardState(deps, cardId);
}

/**
 * Throws a draft away; of a card that was never issued, which no member can have, the card itself. Saying it twice is as once.
 * @throws Refusal stamps.card_not_found
 */
export async function dropDraft(deps: Deps, actor: Actor, cardId: string): Promise<{ dropped: boolean }> {
  const now = await stampCardState(deps, cardId);
  const dropped = now.status === "draft";
  if (now.draft === null && !dropped) return { dropped };
  const statements = [
    store.dropDraft.with({ cardId }),
    ...(dropped ? [store.dropCard.with({ cardId })] : []),
  ];
  await commit(deps, actor, "stamps.drop_draft", cardId, deps.clock.nowMs(), statements);
  return { dropped };
}

function refuseFixed(published: StampCard | null, card: StampCard): void {
  if (published === null) return;
  const fields = fixedFieldsChanged(published, card);
  if (fields.length > 0) throw new Refusal("stamps.fixed", { fields });
}

/**
 * Puts the draft into force. Cards that members have in hand keep what they promised; how stamps are earned is the new
 * version's at once.
 * @throws Refusal stamps.stale, stamps.fixed, stamps.coupon_not_given or stamps.card_not_found for its next card.
 */
export async function issueCard(
  deps: Deps,
  actor: Actor,
  cardId: string,
  seenAtMs: number,
  mayGive: CouponCheck,
): Promise<StampCardState> {
  const now = await stampCardState(deps, cardId);
  if (now.draft === null) return now;
  if (now.draftAtMs !== seenAtMs) throw new Refusal("stamps.stale");
  refuseFixed(now.published, now.draft);
  await refuseMissing(deps, now.draft, cardId, mayGive);
  const version = now.version + 1;
  const nowMs = deps.clock.nowMs();
  const card = JSON.stringify({ ...now.draft, version });
  const statements = [
    store.insertVersion.with({ cardId, version, card, nowMs, madeBy: `${actor.kind}:${actor.id}` }),
    store.moveCard.with({ cardId, status: "issued", version, stoppedAtMs: null }),
    store.dropDraft.with({ cardId }),
  ];
  try {
    await commit(deps, actor, "stamps.issue_card", cardId, nowMs, statements);
  } catch (failure) {
    if (failure instanceof Conflict) throw new Refusal("stamps.stale");
    throw failure;
  }
  return stampCardState(deps, cardId);
}

async function refuseMissing(
  deps: Deps,
  { milestones, next }: StampCard,
  cardId: string,
  mayGive: CouponCheck,
): Promise<void> {
  if (next.kind === "card" && next.cardId !== cardId) {
    const other = await deps.database.first(store.cardRow, { cardId: next.cardId });
    if (other === undefined) throw new Refusal("stamps.card_not_found", { field: "next" });
  }
  for (const [index, { benefit }] of milestones.entries()) {
    if (benefit.kind === "coupon" && !(await mayGive(deps, benefit.couponId))) {
      throw new Refusal("stamps.coupon_not_given", { field: `milestones.${index}.benefit` });
    }
  }
}

/** No new stamps and no new cards; taking it up again is as quick. */
export async function moveStampCard(
  deps: Deps,
  actor: Actor,
  cardId: string,
  to: "issued" | "stopped",
): Promise<StampCardState> {
  const now = await stampCardState(deps, cardId);
  if (now.status === to || now.status === "draft") return now;
  const nowMs = deps.clock.nowMs();
  const stoppedAtMs = to === "stopped" ? nowMs : null;
  const moved = store.moveCard.with({ cardId, status: to, version: now.version, stoppedAtMs });
  await commit(deps, actor, to === "stopped" ? "stamps.stop_card" : "stamps.resume_card", cardId, nowMs, [
    moved,
  ]);
  return { ...now, status: to };
}

function commit(
  deps: Deps,
  actor: Actor,
  action: string,
  cardId: string,
  nowMs: number,
  statements: readonly Bound[],
): Promise<void> {
  const auditId = deps.ids.ulid();
  const row = { auditId, atMs: nowMs, actor, action, subject: `stamp_card:${cardId}`, nodeId: null };
  return deps.database.commit(audited(row, statements));
}
