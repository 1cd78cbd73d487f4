import type { LineMessage } from "../../../shared/messages/types.ts";
import type { SentTrial } from "../../../shared/outbox/console.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import type { Session } from "../../platform/auth/sessions.ts";
import { Duplicate } from "../../platform/database/failures.ts";
import { audited } from "../../platform/database/plan.ts";
import { prepare } from "../../platform/database/prepared.ts";
import { queued } from "../../platform/outbox/index.ts";
import { mayReceive } from "../members/index.ts";

/** Who asks for a trial, what is tried, and the key under which it is asked for. */
export interface Trial {
  readonly staff: { readonly actor: Actor; readonly publicId: string };
  /** `campaigns.test_send` */
  readonly action: string;
  readonly details?: Readonly<Record<string, string | number>>;
  readonly key: string;
  readonly messages: readonly LineMessage[];
}

/**
 * Sends what is being written to the very person who asks: by the LINE id of their session, as somebody waits for it, so that
 * neither caps nor quiet hours hold it and nothing counts it. Asked twice with one key, it is one message.
 */
export async function sendTrial(deps: Deps, session: Session, trial: Trial): Promise<SentTrial> {
  const { staff, action, details = {}, key, messages } = trial;
  const dedupeKey = `test:${staff.publicId}:${key}`;
  const { lineUserId } = session;
  const statement = queued(deps, { dedupeKey, lineUserId, memberId: null, reason: "test", messages });
  const audit = {
    ...{ auditId: deps.ids.ulid(), atMs: deps.clock.nowMs(), actor: staff.actor, action },
    ...{ subject: `staff:${staff.publicId}`, nodeId: null, details },
  };
  try {
    await deps.database.commit(audited(audit, [statement]));
  } catch (failure) {
    if (!(failure instanceof Duplicate)) throw failure;
  }
  const row = await deps.database.first(messageByKey, { dedupeKey });
  return { messageId: row?.message_id ?? "", follows: await mayReceive(deps, lineUserId) };
}

const messageByKey = prepare<{ dedupeKey: string }>()((db, p) =>
  db.selectFrom("outbox").select("message_id").where("dedupe_key", "=", p.dedupeKey),
);
