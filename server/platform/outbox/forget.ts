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

/** A member who leaves: nothing more is sent to them, and no row ties the pseudonym that is left to their LINE id. */
export function forgetAddressee(memberId: number, nowMs: number): Bound[] {
  const mine = { memberId, nowMs };
  return [
    dropWaiting.with(mine),
    doubtWaiting.with(mine),
    forgetUser.with({ memberId }),
    leaveOut.with({ memberId }),
  ];
}
