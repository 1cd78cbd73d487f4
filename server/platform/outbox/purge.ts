import type { Deps } from "../../deps.ts";
import { housekeeping } from "../database/plan.ts";
import { prepare } from "../database/prepared.ts";
import { ulidFloor } from "../ids.ts";

const dayMs = 24 * 3_600_000;
/** A year and a month, so that what was sent in a month can be looked at beside the same month of the year before. */
const keptMs = 400 * dayMs;
const chunkRows = 500;
/** Of one sweep; what is left waits for the next, and a sweep never holds the writer for long. */
const chunksMax = 40;

const oldestSettled = prepare<{ before: string }>()((db, p) =>
  db
    .selectFrom("outbox")
    .select("message_id")
    .where("message_id", "<", p.before)
    .where("status", "!=", "waiting")
    .orderBy("message_id")
    .limit(1),
);

const purgeRecipients = prepare<{ before: string }>()((db, p) =>
  db
    .deleteFrom("outbox_recipient")
    .where("message_id", "in", (eb) =>
      eb
        .selectFrom("outbox")
        .select("message_id")
        .where("message_id", "<", p.before)
        .where("status", "!=", "waiting")
        .orderBy("message_id")
        .limit(chunkRows),
    ),
);

const purgeMessages = prepare<{ before: string }>()((db, p) =>
  db
    .deleteFrom("outbox")
    .where("message_id", "in", (eb) =>
      eb
        .selectFrom("outbox")
        .select("message_id")
        .where("message_id", "<", p.before)
        .where("status", "!=", "waiting")
        .orderBy("message_id")
        .limit(chunkRows),
    ),
);

/** Forgets messages that were settled more than 400 days ago, with whom they went to; never one that still waits. */
export async function purgeSettled(deps: Deps): Promise<void> {
  const before = ulidFloor(deps.clock.nowMs() - keptMs);
  for (let chunk = 0; chunk < chunksMax; chunk++) {
    if ((await deps.database.first(oldestSettled, { before })) === undefined) return;
    const statements = [purgeRecipients.with({ before }), purgeMessages.with({ before })];
    await deps.database.commit(housekeeping("messages that were settled long ago", statements));
  }
}
