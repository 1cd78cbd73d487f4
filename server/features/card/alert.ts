import { replayAlertMessages } from "../../../shared/messages/notices.ts";
import type { Deps } from "../../deps.ts";
import { Duplicate } from "../../platform/database/failures.ts";
import { audited } from "../../platform/database/plan.ts";
import { cardUrl } from "../../platform/line/links.ts";
import { queued } from "../../platform/outbox/index.ts";
import { mayReceive, memberById } from "../members/index.ts";
import type { Reader } from "./scan.ts";

interface Replayed {
  readonly handle: string;
  readonly purpose: number;
  readonly step: number;
  readonly memberId: number;
}

/**
 * Tells the member, once, that a code of theirs was shown at a second till. Every other reading is followed by a
 * receipt or by nothing worth a message, so this is the only one that is sent.
 */
export async function replayAlert(deps: Deps, reader: Reader, replayed: Replayed): Promise<void> {
  const { handle, purpose, step, memberId } = replayed;
  deps.log.warn("card.replayed_elsewhere", { tillId: reader.tillId, storeId: reader.storeId });
  const member = await memberById(deps, memberId);
  if (member?.lineUserId == null || !(await mayReceive(deps, member.lineUserId))) return;
  const message = queued(deps, {
    dedupeKey: `replay_alert:${handle}:${purpose}:${step}`,
    lineUserId: member.lineUserId,
    memberId,
    reason: "replay_alert",
    messages: replayAlertMessages({ storeName: reader.storeName, cardUrl: cardUrl(deps) }, member.language),
  });
  const row = {
    auditId: deps.ids.ulid(),
    atMs: deps.clock.nowMs(),
    actor: reader.actor,
    action: "card.replayed_elsewhere",
    subject: `member:${member.publicId}`,
    nodeId: reader.storeId,
  };
  await deps.database.commit(audited(row, [message])).catch((failure: unknown) => {
    if (!(failure instanceof Duplicate)) throw failure;
  });
}
