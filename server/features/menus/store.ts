import { isAmongTexts } from "../../platform/database/json-rows.ts";
import { prepare } from "../../platform/database/prepared.ts";

/** Every query on menu_due (but the one that puts a person there, platform/line/menu-due.ts) and menu_walk stands here. */

export const anyDue = prepare<{ nowMs: number }>()((db, p) =>
  db
    .selectFrom("menu_due")
    .select("line_user_id")
    .where("due_at_ms", "<=", p.nowMs)
    .where("leased_until_ms", "<", p.nowMs)
    .limit(1),
);

/** The stamp is kept with the lease: what moves it afterwards is not done by this one. */
export const lease = prepare<{ worker: string; nowMs: number; untilMs: number; limit: number }>()((db, p) =>
  db
    .updateTable("menu_due")
    .set((eb) => ({ leased_by: p.worker, leased_until_ms: p.untilMs, leased_stamp: eb.ref("stamp") }))
    .where("leased_until_ms", "<", p.nowMs)
    .where("line_user_id", "in", (eb) =>
      eb
        .selectFrom("menu_due")
        .select("line_user_id")
        .where("due_at_ms", "<=", p.nowMs)
        .where("leased_until_ms", "<", p.nowMs)
        .orderBy("due_at_ms")
        .limit(p.limit),
    ),
);

/** Who was leased, and who they are to the shop. */
export const leased = prepare<{ worker: string; programmeId: number }>()((db, p) =>
  db
    .selectFrom("menu_due")
    .leftJoin("member", "member.line_user_id", "menu_due.line_user_id")
    .leftJoin("account", (join) =>
      join.onRef("account.member_id", "=", "member.member_id").on("account.programme_id", "=", p.programmeId),
    )
    .leftJoin("line_friend", "line_friend.line_user_id", "menu_due.line_user_id")
    .select(["menu_due.line_user_id", "menu_due.attempts", "menu_due.asked_menu_id"])
    .select(["member.language", "account.account_id", "line_friend.following"])
    .where("menu_due.leased_by", "=", p.worker),
);

export const done = prepare<{ worker: string; userIds: string }>()((db, p, dialect) =>
  db
    .deleteFrom("menu_due")
    .where("leased_by", "=", p.worker)
    .whereRef("stamp", "=", "leased_stamp")
    .where(isAmongTexts(dialect, "line_user_id", p.userIds)),
);

/** For later: what failed, and what LINE was asked to do for many and is to be asked about. */
export const later = prepare<{
  worker: string;
  userIds: string;
  dueAtMs: number;
  failed: number;
  askedMenuId: string | null;
}>()((db, p, dialect) =>
  db
    .updateTable("menu_due")
    .set((eb) => ({
      due_at_ms: p.dueAtMs,
      attempts: eb("attempts", "+", p.failed),
      asked_menu_id: p.askedMenuId,
      leased_by: null,
      leased_until_ms: 0,
    }))
    .where("leased_by", "=", p.worker)
    .whereRef("stamp", "=", "leased_stamp")
    .where(isAmongTexts(dialect, "line_user_id", p.userIds)),
);

/** Whoever got another reason meanwhile is looked at again. */
export const release = prepare<{ worker: string }>()((db, p) =>
  db.updateTable("menu_due").set({ leased_by: null, leased_until_ms: 0 }).where("leased_by", "=", p.worker),
);

export const walk = prepare<Record<never, never>>()((db) => db.selectFrom("menu_walk").selectAll());

/** Two processes may both have looked at LINE: that costs a call and changes nothing. */
export const lookedAt = prepare<{ nowMs: number }>()((db, p) =>
  db.updateTable("menu_walk").set({ looked_at_ms: p.nowMs }),
);

export const beginWalk = prepare<{ to: string }>()((db, p) =>
  db.updateTable("menu_walk").set({ walking_to: p.to, walked: "" }),
);

export const walkOn = prepare<{ to: string; from: string; walked: string }>()((db, p) =>
  db
    .updateTable("menu_walk")
    .set({ walked: p.walked })
    .where("walking_to", "=", p.to)
    .where("walked", "=", p.from),
);

export const endWalk = prepare<{ to: string; nowMs: number }>()((db, p) =>
  db
    .updateTable("menu_walk")
    .set({ shown: p.to, walking_to: null, walked: "", superseded: "[]", superseded_at_ms: p.nowMs })
    .where("walking_to", "=", p.to),
);

export const setSuperseded = prepare<{ ids: string; nowMs: number }>()((db, p) =>
  db.updateTable("menu_walk").set({ superseded: p.ids, superseded_at_ms: p.nowMs }),
);

export const membersAfter = prepare<{ after: string; limit: number }>()((db, p) =>
  db
    .selectFrom("member")
    .select("line_user_id")
    .where("line_user_id", ">", p.after)
    .orderBy("line_user_id")
    .limit(p.limit),
);

export const friendsAfter = prepare<{ after: string; limit: number }>()((db, p) =>
  db
    .selectFrom("line_friend")
    .select("line_user_id")
    .where("line_user_id", ">", p.after)
    .where("following", "=", 1)
    .orderBy("line_user_id")
    .limit(p.limit),
);

export const waiting = prepare<Record<never, never>>()((db) =>
  db.selectFrom("menu_due").select((eb) => eb.fn.countAll<number>().as("count")),
);
