import { prepare } from "../../../platform/database/prepared.ts";

/** What members held, as of nights. */

/** Accounts are numbered as they are opened, so it says about how many there are. */
export const lastAccount = prepare<Record<never, never>>()((db) =>
  db.selectFrom("account").select("account_id").orderBy("account_id", "desc").limit(1),
);

export const wholeLots = prepare<Record<never, never>>()((db) =>
  db
    .selectFrom("report_lots")
    .select(["counted_on", "counted_at_ms", "figures"])
    .where("whole", "=", 1)
    .orderBy("counted_on", "desc")
    .limit(1),
);

export const lotsSoFar = prepare<{ on: string }>()((db, p) =>
  db
    .selectFrom("report_lots")
    .select(["nth", "through_id", "whole", "figures"])
    .where("counted_on", "=", p.on)
    .orderBy("nth", "desc")
    .limit(1),
);

export const insertLots = prepare<{
  on: string;
  nth: number;
  throughId: number;
  whole: number;
  figures: string;
  nowMs: number;
}>()((db, p) =>
  db.insertInto("report_lots").values({
    ...{ counted_on: p.on, nth: p.nth, through_id: p.throughId, whole: p.whole },
    ...{ figures: p.figures, counted_at_ms: p.nowMs },
  }),
);

export const dropStretches = prepare<{ on: string; nth: number }>()((db, p) =>
  db.deleteFrom("report_lots").where("counted_on", "=", p.on).where("nth", "<", p.nth),
);

export const dropNights = prepare<{ on: string }>()((db, p) =>
  db.deleteFrom("report_lots").where("counted_on", "<", p.on),
);
