import { type Bound, prepare } from "../database/prepared.ts";

/** Not what is on its way at this moment: how that ended is still to be heard, and it is dropped when it would wait again. */
const dropWaiting = prepare<{ memberId: number; nowMs: number }>()((db, p) =>
  db
    .updateTable("outbox")
    .set({ status: "dropped", outcome: "member_left", settled_at_ms: p.nowMs })
    .where("member_id", "=", p.memberId)
    .where("status", "=", "waiting")
    .where("leased_until_ms", "<", p.nowMs)
    .where("in_doubt_since_ms", "is", null),
);

/** Its last try was not answered: it may have arrived, and dropping it does not make that known. */
const doubtWaiting = prepare<{ memberId: number; nowMs: number }>()((db, p) =>
  db
    .updateTable("outbox")
    .set({ status: "unknown", outcome: "dropped_in_doubt", settled_at_ms: p.nowMs })
    .where("member_id", "=", p.memberId)
    .where("status", "=", "waiting")
    .where("leased_until_ms", "<", p.nowMs)
    .where("in_doubt_since_ms", "is not", null),
);

const forgetUser = prepare<{ memberId: number }>()((db, p) =>
  db.updateTable("outbox").set({ line_user_id: "" }).where("member_id", "=", p.memberId),
);

const leaveOut = prepare<{ memberId: number }>()((db, p) =>
  db
    .updateTable("outbox_recipient")
    .set({ line_user_id: "", left_out: "member_left" })
    .where("member_id", "=", p.memberId),
);

/**
 * Of runs that go on: who leaves before their turn is left out of it, with the reason. Not where their batch is on its way at
 * this moment or settled; after a try that was not answered nobody knows whether they have it.
 */
const leaveRuns = prepare<{ memberId: number; nowMs: number }>()((db, p) =>
  db
    .updateTable("campaign_recipient")
    .set((eb) => ({
      reason: eb
        .case()
        .when(
          eb.exists(
            eb
              .selectFrom("outbox")
              .select("message_id")
              .whereRef("outbox.run_id", "=", "campaign_recipient.run_id")
              .whereRef("outbox.batch", "=", "campaign_recipient.batch")
              .where("outbox.in_doubt_since_ms", "is not", null)
              .where((o) =>
                o.or([o("outbox.kind", "=", "multicast"), o("outbox.member_id", "=", p.memberId)]),
              ),
          ),
        )
        .then("left_in_doubt" as const)
        .else("left" as const)
        .end(),
    }))
    .where("member_id", "=", p.memberId)
    .where("reason", "is", null)
    .where("run_id", "in", (eb) =>
      eb.selectFrom("campaign_run").select("campaign_run.run_id").where("ended_at_ms", "is", null),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("outbox")
            .select("message_id")
            .whereRef("outbox.run_id", "=", "campaign_recipient.run_id")
            .whereRef("outbox.batch", "=", "campaign_recipient.batch")
            // Of a batch of pushes their own alone is theirs.
            .where((o) => o.or([o("outbox.kind", "=", "multicast"), o("outbox.member_id", "=", p.memberId)]))
            .where((o) =>
              o.or([o("outbox.status", "!=", "waiting"), o("outbox.leased_until_ms", ">=", p.nowMs)]),
            ),
        ),
      ),
    )
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("campaign_batch")
          .select("campaign_batch.batch")
          .whereRef("campaign_batch.run_id", "=", "campaign_recipient.run_id")
          .whereRef("campaign_batch.batch", "=", "campaign_recipient.batch")
          .where("campaign_batch.status", "in", ["frozen", "queued"]),
      ),
    ),
);

/** Of the member, and of those who were merged into them. */
const forgetWords = prepare<{ memberId: number }>()((db, p) =>
  db
    .updateTable("outbox")
    .set({ messages: "[]", line_answer: null })
    .where("member_id", "in", (eb) =>
      eb
        .selectFrom("member")
        .select("member_id")
        .where((or) => or.or([or("member_id", "=", p.memberId), or("merged_into_id", "=", p.memberId)])),
    ),
);

/** What they were sent as a friend who was no member yet. What of it still waits has nobody to go to, and is dropped. */
const forgetFriend = prepare<{ lineUserId: string }>()((db, p) =>
  db
    .updateTable("outbox")
    .set({ line_user_id: "", messages: "[]", line_answer: null })
    .where("line_user_id", "=", p.lineUserId)
    .where("member_id", "is", null),
);

/**
 * A membership that ends: what was said to the person goes; kind, reason, times and what became of it stay. A message to many
 * keeps its words, which are about none of them.
 */
export function forgetWhatWasSaid(memberId: number, lineUserId: string | null): Bound[] {
  const words = forgetWords.with({ memberId });
  return lineUserId === null ? [words] : [words, forgetFriend.with({ lineUserId })];
}

/** A member who leaves: nothing more is sent to them, and no row ties the pseudonym that is left to their LINE id. */
export function forgetAddressee(memberId: number, nowMs: number): Bound[] {
  const mine = { memberId, nowMs };
  return [
    leaveRuns.with(mine),
    dropWaiting.with(mine),
    doubtWaiting.with(mine),
    forgetUser.with({ memberId }),
    leaveOut.with({ memberId }),
  ];
}
