import { describe, expect, test } from "vitest";
import type { Programme } from "../../../shared/points/programme/schema.ts";
import {
  doingOn,
  done,
  emptyDraft,
  giftOf,
  lastTaken,
  lotsOf,
  sumsOf,
  toolsFrom,
} from "../../../test/support/points.ts";
import { earn, reinstate } from "./earn.core.ts";
import { lapseDue } from "./lapse.core.ts";
import type { Draft } from "./ledger.core.ts";
import { giveBack, takeBack } from "./reverse.core.ts";
import { spend } from "./spend.core.ts";

const on = doingOn;
const grace = { kind: "grace", days: 14 } as const;

/** 100 until 31 January (e01) and 50 until 28 February (e02), of which 120 were spent in e03. */
function spent(): Draft {
  const tools = toolsFrom();
  const january = earn(emptyDraft, [giftOf(100, "2026-01-01", "2026-01-31")], null, on("2026-01-01"), tools);
  const both = earn(january, [giftOf(50, "2026-01-05", "2026-02-28")], null, on("2026-01-05"), tools);
  return done(spend(both, 120, on("2026-01-20"), tools));
}

function withDebt(draft: Draft, debt: number): Draft {
  return { ...draft, account: { ...draft.account, debt } };
}

describe("giving back a spend of 120", () => {
  const back = (restored: Programme["restored"], day: string, draft = spent()): Draft => {
    const { entryId, draws: byLot } = lastTaken(draft);
    return giveBack(draft, "void", { entryId, byLot }, restored, on(day), toolsFrom(4));
  };

  test("on the last day of its first lot brings 100 and 20 back to where they were", () => {
    const draft = back(grace, "2026-01-31");
    expect(lotsOf(draft)).toEqual(["e01: 100 of 100", "e02: 50 of 50"]);
    expect(draft.entries.at(-1)).toMatchObject({ kind: "void", points: 120, reversesEntryId: "e03" });
  });

  test("a day later gives the 100 a lot of their own for 14 days (grace)", () => {
    const draft = back(grace, "2026-02-01");
    expect(lotsOf(draft)).toEqual(["e01: 0 of 100", "e02: 50 of 50", "e04: 100 of 100"]);
    expect(draft.account.lots.at(-1)).toMatchObject({
      ...{ activatesOn: "2026-02-01", expiresOn: "2026-02-15", origin: "purchase", renews: false },
    });
  });

  test("a day later brings the 100 back to a lot that lapses with the next run (keep_original)", () => {
    const draft = back({ kind: "keep_original" }, "2026-02-01");
    expect(lotsOf(draft)).toEqual(["e01: 100 of 100", "e02: 50 of 50"]);
    expect(spend(draft, 51, on("2026-02-01"), toolsFrom(5))).toBeNull();
    const swept = lapseDue(draft, "2026-02-02", on, toolsFrom(5));
    expect(swept.entries.at(-1)).toMatchObject({ kind: "expire", points: -100, businessDate: "2026-02-01" });
    expect(lotsOf(swept)).toEqual(["e01: 0 of 100, 100 lapsed", "e02: 50 of 50"]);
  });

  test("a day later brings back 20 alone (forfeit)", () => {
    const draft = back({ kind: "forfeit" }, "2026-02-01");
    expect(lotsOf(draft)).toEqual(["e01: 0 of 100", "e02: 50 of 50"]);
    expect(draft.entries.at(-1)).toMatchObject({ points: 20, balanceAfter: 50 });
  });

  test("told on 10 February, of 1 February, gives the 100 their 14 days from the 10th", () => {
    const draft = spent();
    const { entryId, draws: byLot } = lastTaken(draft);
    const also = { today: "2026-02-10" };
    const late = giveBack(draft, "void", { entryId, byLot }, grace, on("2026-02-01"), toolsFrom(4), also);
    expect(late.account.lots.at(-1)).toMatchObject({ activatesOn: "2026-02-10", expiresOn: "2026-02-24" });
    // Of 31 January, their last day: they would lapse at once, so they live their 14 days as well.
    const eve = giveBack(draft, "void", { entryId, byLot }, grace, on("2026-01-31"), toolsFrom(4), also);
    expect(eve.account.lots.at(-1)).toMatchObject({ remaining: 100, expiresOn: "2026-02-24" });
    expect(eve.entries.at(-1)).toMatchObject({ businessDate: "2026-01-31", points: 120 });
  });

  test("whose lot gets an earlier date with it goes by that date", () => {
    const draft = spent();
    const { entryId, draws: byLot } = lastTaken(draft);
    const also = { dates: [["e01", "2026-01-01", "2026-01-20"]] as const };
    const back = giveBack(draft, "void", { entryId, byLot }, grace, on("2026-01-25"), toolsFrom(4), also);
    expect(lotsOf(back)).toEqual(["e01: 0 of 100", "e02: 50 of 50", "e04: 100 of 100"]);
    expect(back.account.lots[0]).toMatchObject({ expiresOn: "2026-01-20" });
  });

  test("a part of it, 30 of the first lot, is an entry of +30", () => {
    const byLot = [{ lotId: "e01", points: 30 }];
    const draft = giveBack(
      spent(),
      "refund",
      { entryId: "e03", byLot },
      grace,
      on("2026-01-21"),
      toolsFrom(4),
    );
    expect(draft.entries.at(-1)).toMatchObject({ kind: "refund", points: 30, balanceAfter: 60 });
    expect(lotsOf(draft)).toEqual(["e01: 30 of 100", "e02: 30 of 50"]);
  });

  test("with a debt of 110 repays it from what lapses first, and 10 are back", () => {
    const draft = back(grace, "2026-01-21", withDebt(spent(), 110));
    expect(draft.entries.at(-1)).toMatchObject({ points: 120, balanceAfter: 40, debtAfter: 0 });
    expect(lotsOf(draft)).toEqual(["e01: 0 of 100", "e02: 40 of 50"]);
  });

  test("with a debt of 40 repays it from the new lot of 14 days before the one until 28 February", () => {
    const draft = back(grace, "2026-02-01", withDebt(spent(), 40));
    expect(lotsOf(draft)).toEqual(["e01: 0 of 100", "e02: 50 of 50", "e04: 60 of 60"]);
    const late = back(grace, "2026-02-20", withDebt(spent(), 40));
    expect(lotsOf(late)).toEqual(["e01: 0 of 100", "e02: 30 of 50", "e04: 80 of 80"]);
  });

  test("with a debt of 40 repays nothing from points that came back too late to be used", () => {
    const kept = back({ kind: "keep_original" }, "2026-02-01", withDebt(spent(), 40));
    expect(sumsOf(kept)).toEqual([130, 20, 0]);
    expect(sumsOf(back({ kind: "forfeit" }, "2026-02-01", withDebt(spent(), 40)))).toEqual([30, 20, 0]);
  });

  test("to a lot that nobody has read is an error, and not a lot made up", () => {
    const byLot = [{ lotId: "e99", points: 30 }];
    const giving = () =>
      giveBack(spent(), "void", { entryId: "e03", byLot }, grace, on("2026-01-21"), toolsFrom(4));
    expect(giving).toThrow("lot e99 of account 7 is not in view");
  });
});

describe("taking back the 100 of e01", () => {
  const claim = { entryId: "e01", points: 100, ownLotIds: ["e01"] };
  const unspent = (): Draft => {
    const draft = spent();
    const { entryId, draws: byLot } = lastTaken(draft);
    return giveBack(draft, "void", { entryId, byLot }, grace, on("2026-01-20"), toolsFrom(4));
  };

  test("takes them from their own lot, though another lapses later", () => {
    const { draft, ...counts } = takeBack(unspent(), "void", claim, "debt", on("2026-01-21"), toolsFrom(5));
    expect(counts).toEqual({ taken: 100, owed: 0, waived: 0, forgiven: 0 });
    expect(lotsOf(draft)).toEqual(["e01: 0 of 100", "e02: 50 of 50"]);
    expect(draft.entries.at(-1)).toMatchObject({ kind: "void", points: -100, reversesEntryId: "e01" });
  });

  test("after 120 were spent takes the 30 that are left elsewhere, and 70 are owed (debt)", () => {
    const { draft, ...counts } = takeBack(spent(), "void", claim, "debt", on("2026-01-21"), toolsFrom(4));
    expect(counts).toEqual({ taken: 30, owed: 70, waived: 0, forgiven: 0 });
    expect(draft.entries.at(-1)).toMatchObject({ points: -100, balanceAfter: 0, debtAfter: 70 });
  });

  test("after 120 were spent takes the 30 that are left elsewhere, and 70 are let go (floor)", () => {
    const { draft, ...counts } = takeBack(spent(), "void", claim, "floor", on("2026-01-21"), toolsFrom(4));
    expect(counts).toEqual({ taken: 30, owed: 0, waived: 0, forgiven: 70 });
    expect(draft.entries.at(-1)).toMatchObject({ points: -30, balanceAfter: 0, debtAfter: 0 });
  });

  test("takes nothing that can be used already (pending_only)", () => {
    const { draft, ...counts } = takeBack(
      unspent(),
      "void",
      claim,
      "pending_only",
      on("2026-01-21"),
      toolsFrom(5),
    );
    expect(counts).toEqual({ taken: 0, owed: 0, waived: 0, forgiven: 100 });
    expect(sumsOf(draft)).toEqual([150, 0, 0]);
    expect(Object.is(draft.entries.at(-1)?.points, 0)).toBe(true);
  });

  test("takes all of them while they wait, under every policy", () => {
    const gift = giftOf(100, "2026-01-15", "2026-12-31");
    const waiting = earn(emptyDraft, [gift], null, on("2026-01-01"), toolsFrom());
    for (const shortage of ["debt", "floor", "pending_only"] as const) {
      const { draft, taken } = takeBack(waiting, "void", claim, shortage, on("2026-01-14"), toolsFrom(2));
      expect([taken, ...sumsOf(draft)]).toEqual([100, 0, 0, 0]);
      expect(draft.account.lots).toMatchObject([{ remaining: 0, pending: false }]);
    }
  });

  test("after they lapsed unused asks for nothing, in two halves as in one", () => {
    const lapsed = lapseDue(unspent(), "2026-02-01", on, toolsFrom(5));
    const half = { ...claim, points: 50 };
    const first = takeBack(lapsed, "refund", half, "debt", on("2026-02-02"), toolsFrom(6));
    expect([first.waived, first.taken, first.owed]).toEqual([50, 0, 0]);
    const second = takeBack(first.draft, "refund", half, "debt", on("2026-02-03"), toolsFrom(7));
    expect([second.waived, second.taken, second.owed]).toEqual([50, 0, 0]);
    expect(sumsOf(second.draft)).toEqual([50, 0, 0]);
    expect(lotsOf(second.draft)).toEqual(["e01: 0 of 100", "e02: 50 of 50"]);
  });

  test("after they lapsed unused leaves 0 of them to come back to life, and of a half the other half", () => {
    const lapsed = lapseDue(unspent(), "2026-02-01", on, toolsFrom(5));
    const half = takeBack(lapsed, "refund", { ...claim, points: 50 }, "debt", on("2026-02-02"), toolsFrom(6));
    expect(lotsOf(half.draft)).toEqual(["e01: 0 of 100, 50 lapsed", "e02: 50 of 50"]);
    const { lots } = half.draft.account;
    const back = reinstate(half.draft, lots, "2026-04-01", on("2026-02-03"), toolsFrom(7));
    expect(back.entries.at(-1)).toMatchObject({ kind: "reinstate", points: 50, balanceAfter: 100 });
    // The other half lives again, and so is asked for: nothing of it is let go a second time.
    const rest = takeBack(back, "refund", { ...claim, points: 50 }, "debt", on("2026-02-04"), toolsFrom(8));
    expect([rest.waived, rest.taken, rest.owed]).toEqual([0, 50, 0]);
    const whole = takeBack(lapsed, "void", claim, "debt", on("2026-02-02"), toolsFrom(6)).draft;
    expect(reinstate(whole, whole.account.lots, "2026-04-01", on("2026-02-03"), toolsFrom(7))).toBe(whole);
  });

  test("told a day late takes 100 of the 500 that are there now, and makes no debt beside them", () => {
    const gone = done(spend(spent(), 30, on("2026-01-20"), toolsFrom(4)));
    const today = earn(gone, [giftOf(500, "2026-01-21", "2026-12-31")], null, on("2026-01-21"), toolsFrom(5));
    const late = takeBack(today, "refund", claim, "debt", on("2026-01-20"), toolsFrom(6), {
      today: "2026-01-21",
    });
    expect([late.taken, late.owed, ...sumsOf(late.draft)]).toEqual([100, 0, 400, 0, 0]);
    expect(late.draft.entries.at(-1)).toMatchObject({ businessDate: "2026-01-20", points: -100 });
  });

  test("of which 60 were spent and 40 lapsed asks for 60: 50 from elsewhere, 10 owed", () => {
    const tools = toolsFrom();
    const january = earn(
      emptyDraft,
      [giftOf(100, "2026-01-01", "2026-01-31")],
      null,
      on("2026-01-01"),
      tools,
    );
    const used = done(spend(january, 60, on("2026-01-02"), tools));
    const later = earn(used, [giftOf(50, "2026-01-05", "2026-02-28")], null, on("2026-01-05"), tools);
    const lapsed = lapseDue(later, "2026-02-01", on, tools);
    const { draft, ...counts } = takeBack(lapsed, "void", claim, "debt", on("2026-02-02"), tools);
    expect(counts).toEqual({ taken: 50, owed: 10, waived: 40, forgiven: 0 });
    expect(sumsOf(draft)).toEqual([0, 10, 0]);
  });

  test("does not touch other points that cannot be used yet: they repay the debt when their day comes", () => {
    const waiting = giftOf(80, "2026-03-01", "2026-12-31");
    const draft = earn(spent(), [waiting], null, on("2026-01-20"), toolsFrom(4));
    const taken = takeBack(draft, "void", claim, "debt", on("2026-01-21"), toolsFrom(5));
    expect([taken.taken, taken.owed, ...sumsOf(taken.draft)]).toEqual([30, 70, 80, 70, 0]);
  });
});
