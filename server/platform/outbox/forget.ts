import { type Bound, prepare } from "../database/prepared.ts";

/** Not what is on its way at this moment: how that ended is still to be heard, and it is dropped when it would wait again. */
const dropWaiting = prepare<{ memberId: number; nowMs: number }>()((db, p) =>
  db
    .updateTable("outbox")
    .set({ status: "dropped", outcome: "member_left", settled_at_ms: p.nowMs })
    .where("member_id", "=", p.memberId)
    .where("status", "=", "waiting")
    .where("leased_until_ms", "<", p.nowMs),
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
  return [dropWaiting.with({ memberId, nowMs }), forgetUser.with({ memberId }), leaveOut.with({ memberId })];
}
