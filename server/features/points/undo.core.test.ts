import { describe, expect, test } from "vitest";
import type { ExpiryPolicy, Programme } from "../../../shared/points/programme/schema.ts";
import {
  doingOn,
  done,
  emptyDraft,
  giftOf,
  lotsOf,
  sumsOf,
  toolsFrom,
} from "../../../test/support/points.ts";
import { effectsIn } from "./account.ts";
import { earn, reinstate, renewedDates } from "./earn.core.ts";
import { lapseDue } from "./lapse.core.ts";
import type { Draft } from "./ledger.core.ts";
import { spend } from "./spend.core.ts";
import { datesWithout, takeReinstated } from "./undo.core.ts";

const on = doingOn;

/** 500 of e01 and 200 of e02 that lapsed on 1 February (e03), and came back on 10 February until 11 April (e04, e05). */
function revived(debt = 0): Draft {
  const gifts = [
    giftOf(500, "2026-01-01", "2026-01-31"),
    giftOf(200, "2026-01-01", "2026-01-31", { origin: "promotion" }),
  ];
  const lapsed = lapseDue(
    earn(emptyDraft, gifts, null, on("2026-01-01"), toolsFrom()),
    "2026-02-01",
    on,
    toolsFrom(3),
  );
  const owing = { ...lapsed, account: { ...lapsed.account, debt } };
  return reinstate(owing, owing.account.lots, "2026-04-11", on("2026-02-10"), toolsFrom(4));
}

function undone(draft: Draft, shortage: Programme["shortage"] = "debt", from = revived()): Draft {
  const entry = from.entries.at(-1);
  const reinstated = { entryId: entry?.entryId ?? "", effects: effectsIn(entry?.effects ?? "{}") };
  return takeReinstated(draft, "void", reinstated, shortage, on("2026-02-10"), toolsFrom(9));
}

describe("undoing what brought 500 and 200 back to life", () => {
  test("lets both lapse where they had lapsed, by an entry of -700 that names it", () => {
    const draft = undone(revived());
    expect(lotsOf(draft)).toEqual([
      ...["e01: 0 of 500, 500 lapsed", "e02: 0 of 200, 200 lapsed"],
      ...["e04: 0 of 500", "e05: 0 of 200"],
    ]);
    expect(sumsOf(draft)).toEqual([0, 0, 0]);
    expect(draft.entries.at(-1)).toMatchObject({ kind: "void", points: -700, reversesEntryId: "e04" });
  });

  test("after 250 were used leaves those used, and 450 lapse", () => {
    const draft = undone(done(spend(revived(), 250, on("2026-02-11"), toolsFrom(6))));
    expect(lotsOf(draft).slice(0, 2)).toEqual(["e01: 0 of 500, 450 lapsed", "e02: 0 of 200"]);
    expect([...sumsOf(draft), draft.entries.at(-1)?.points]).toEqual([0, 0, 0, -450]);
  });

  test("after they lapsed again on 12 April moves that back too, so that no later window counts from April", () => {
    const draft = undone(lapseDue(revived(), "2026-04-12", on, toolsFrom(6)));
    expect(lotsOf(draft)).toEqual([
      ...["e01: 0 of 500, 500 lapsed", "e02: 0 of 200, 200 lapsed"],
      ...["e04: 0 of 500", "e05: 0 of 200"],
    ]);
    expect(draft.entries.at(-1)?.points).toBe(0);
  });

  test("after they repaid a debt of 250 has it owed again (debt), or lets it go (floor)", () => {
    const owing = revived(250);
    expect(sumsOf(owing)).toEqual([450, 0, 0]);
    const again = undone(owing, "debt", owing);
    expect(sumsOf(again)).toEqual([0, 250, 0]);
    expect(again.entries.at(-1)).toMatchObject({ points: -700, debtAfter: 250 });
    expect(sumsOf(undone(owing, "floor", owing))).toEqual([0, 0, 0]);
  });

  test("a second time does nothing", () => {
    const once = undone(revived());
    expect(undone(once)).toBe(once);
  });
});

describe("dates that a sale of 20 February moved from 10 March to 22 March", () => {
  const expires: ExpiryPolicy = {
    ...{ kind: "activity", after: { unit: "days", count: 30 }, roundTo: "day", on: "earn" },
  };
  const policy = { expires, fiscalYearStartsIn: 4 };
  const gift = giftOf(10, "2026-02-08", "2026-03-10", { renews: true });
  const { lots } = earn(emptyDraft, [gift], null, on("2026-02-08"), toolsFrom()).account;
  const moved = renewedDates(lots, expires, "earn", "2026-02-20", 4);
  const now = lots.map((lot) => ({ ...lot, expiresOn: "2026-03-22" }));

  test("go back to 10 March where the last visit is of 8 February, or there is none", () => {
    expect(datesWithout(now, moved, policy, "2026-02-08")).toEqual([["e01", "2026-02-08", "2026-03-10"]]);
    expect(datesWithout(now, moved, policy, null)).toEqual([["e01", "2026-02-08", "2026-03-10"]]);
  });

  test("go back to 12 March where a visit of 10 February was told since", () => {
    expect(datesWithout(now, moved, policy, "2026-02-10")).toEqual([["e01", "2026-02-08", "2026-03-12"]]);
  });

  test("stay where the day has another visit, or a later one has moved them on", () => {
    expect(datesWithout(now, moved, policy, "2026-02-20")).toEqual([]);
    const later = lots.map((lot) => ({ ...lot, expiresOn: "2026-03-25" }));
    expect(datesWithout(later, moved, policy, "2026-02-23")).toEqual([]);
  });
});
