import { describe, expect, test } from "vitest";
import type { ExpiryPolicy } from "../../../shared/points/programme/schema.ts";
import {
  doingOn,
  done,
  emptyAccount,
  emptyDraft,
  giftOf,
  lastTaken,
  lotsOf,
  sumsOf,
  toolsFrom,
} from "../../../test/support/points.ts";
import { sha256 } from "../../platform/hash.ts";
import { deduct, grant } from "./adjust.core.ts";
import { activateDue, activateOnEvent, earn, reinstate, renewedDates } from "./earn.core.ts";
import { dueOn, lapseAll, lapseDue } from "./lapse.core.ts";
import { applied, type Draft, draftOf, firstBreak, post } from "./ledger.core.ts";
import { hold, release, spend, spendHeld } from "./spend.core.ts";

const tools = toolsFrom();
const on = doingOn;
const shipped = { event: "shipped", afterDays: 14, expires: { kind: "fiscal_year", yearsAfter: 0 } } as const;

/** A member with lots of 100 until 31 January and 50 until 28 February: e01 and e02. */
function twoLots(): Draft {
  const fresh = toolsFrom();
  const january = earn(emptyDraft, [giftOf(100, "2026-01-01", "2026-01-31")], null, on("2026-01-01"), fresh);
  return earn(january, [giftOf(50, "2026-01-05", "2026-02-28")], null, on("2026-01-05"), fresh);
}

/** The same, with a debt and nothing in the lots. */
function owing(debt: number): Draft {
  return draftOf({ ...emptyAccount, debt });
}

describe("earning", () => {
  test("12 points and 20 of a campaign are one entry of +32 with two lots that end on their own days", () => {
    const gifts = [
      giftOf(12, "2026-01-01", "2026-12-31"),
      giftOf(20, "2026-01-01", "2026-01-15", { origin: "promotion", fundedBy: "store" }),
    ];
    const draft = earn(emptyDraft, gifts, "base@1 new_year@2", on("2026-01-01"), toolsFrom());
    expect(draft.entries).toMatchObject([
      { kind: "earn", points: 32, balanceAfter: 32, ruleVersions: "base@1 new_year@2" },
    ]);
    expect(draft.account.lots).toMatchObject([
      { lotId: "e01", points: 12, expiresOn: "2026-12-31", origin: "purchase", pending: false },
      { lotId: "e02", points: 20, expiresOn: "2026-01-15", origin: "promotion", fundedBy: "store" },
    ]);
  });

  test("0 points leave an entry and no lot", () => {
    const draft = earn(
      emptyDraft,
      [giftOf(0, "2026-01-01", "2026-12-31")],
      null,
      on("2026-01-01"),
      toolsFrom(),
    );
    expect([draft.entries.length, draft.account.lots.length, draft.account.balance]).toEqual([1, 0, 0]);
  });

  test("50 points with a debt of 30 repay it and leave 20 in the lot", () => {
    const draft = earn(
      owing(30),
      [giftOf(50, "2026-01-01", "2026-12-31")],
      null,
      on("2026-01-01"),
      toolsFrom(),
    );
    expect(draft.entries).toMatchObject([{ points: 50, balanceAfter: 20, debtAfter: 0 }]);
    expect(lotsOf(draft)).toEqual(["e01: 20 of 50"]);
  });
});

describe("points that wait", () => {
  const waiting = (): Draft =>
    earn(emptyDraft, [giftOf(12, "2026-01-15", "2027-01-31")], null, on("2026-01-01"), toolsFrom());

  test("12 points from 15 January are in the balance on the 1st and cannot be spent on the 14th", () => {
    const draft = waiting();
    expect(draft.account).toMatchObject({ balance: 12, lots: [{ pending: true }] });
    expect(spend(draft, 1, on("2026-01-14"), toolsFrom(2))).toBeNull();
    expect(sumsOf(done(spend(draft, 12, on("2026-01-15"), toolsFrom(2))))).toEqual([0, 0, 0]);
  });

  test("the night of the 15th says that 12 can be used, and a second run says nothing", () => {
    const due = activateDue(waiting(), "2026-01-15", on, toolsFrom(2));
    expect(due.entries.slice(1)).toMatchObject([
      {
        kind: "activate",
        points: 0,
        balanceAfter: 12,
        businessDate: "2026-01-15",
        effects: '{"activates":[["e01",12]]}',
      },
    ]);
    expect(due.account.lots).toMatchObject([{ pending: false }]);
    expect(activateDue(due, "2026-01-16", on, toolsFrom(3))).toBe(due);
    expect(activateDue(waiting(), "2026-01-14", on, toolsFrom(2)).entries).toHaveLength(1);
  });

  test("two days that were missed are two entries, each with its own date", () => {
    const gifts = [giftOf(5, "2026-01-03", "2026-12-31"), giftOf(7, "2026-01-02", "2026-12-31")];
    const draft = earn(emptyDraft, gifts, null, on("2026-01-01"), toolsFrom());
    const due = activateDue(draft, "2026-01-09", on, toolsFrom(3));
    expect(due.entries.slice(1).map(({ businessDate }) => businessDate)).toEqual([
      "2026-01-02",
      "2026-01-03",
    ]);
  });

  test("a debt of 5 that arose while 12 waited is repaid when their day comes, and 7 can be used", () => {
    const draft = waiting();
    const indebted = { ...draft, account: { ...draft.account, debt: 5 } };
    const due = activateDue(indebted, "2026-01-15", on, toolsFrom(2));
    expect(due.entries.at(-1)).toMatchObject({ kind: "activate", points: 0, balanceAfter: 7, debtAfter: 0 });
    expect(lotsOf(due)).toEqual(["e01: 7 of 12"]);
  });

  test("what waits for shipping has no day; shipped on the 10th with 14 days, it can be used from the 24th", () => {
    const gift = giftOf(12, "2026-01-01", "2026-01-01", { waits: shipped });
    const draft = earn(emptyDraft, [gift], null, on("2026-01-01"), toolsFrom());
    expect(draft.account.lots).toMatchObject([{ activatesOn: "9999-12-31", expiresOn: "9999-12-31" }]);
    expect([dueOn(draft.account.lots), spend(draft, 1, on("2027-01-01"), tools)]).toEqual([null, null]);
    const dates = () => ({ activatesOn: "2026-01-24", expiresOn: "2026-03-31" });
    const sent = activateOnEvent(draft, ["e01"], dates, on("2026-01-10"), toolsFrom(2));
    expect(sent.account.lots).toMatchObject([
      { activatesOn: "2026-01-24", expiresOn: "2026-03-31", waits: null, pending: true },
    ]);
    expect(dueOn(sent.account.lots)).toBe("2026-01-24");
    expect(activateOnEvent(sent, ["e01"], dates, on("2026-01-11"), toolsFrom(3))).toBe(sent);
  });

  test("shipped with 0 days to wait, 12 can be used at once and repay a debt of 5", () => {
    const gift = giftOf(12, "2026-01-01", "2026-01-01", { waits: shipped });
    const draft = earn(emptyDraft, [gift], null, on("2026-01-01"), toolsFrom());
    const indebted = { ...draft, account: { ...draft.account, debt: 5 } };
    const dates = () => ({ activatesOn: "2026-01-10", expiresOn: "2026-03-31" });
    const sent = activateOnEvent(indebted, ["e01"], dates, on("2026-01-10"), toolsFrom(2));
    expect(sent.account).toMatchObject({ balance: 7, debt: 0, lots: [{ pending: false, remaining: 7 }] });
  });
});

test("an activity moves open lots that renew and nothing else: no campaign, no lapsed, no waiting, no empty one", () => {
  const policy: ExpiryPolicy = {
    kind: "activity",
    after: { unit: "months", count: 12 },
    roundTo: "day",
    on: "earn",
  };
  const renews = { renews: true };
  const gifts = [
    giftOf(10, "2026-01-01", "2026-06-30", renews),
    giftOf(10, "2026-01-01", "2026-06-30", { origin: "promotion" }),
    giftOf(10, "2026-01-01", "2026-01-31", renews),
    giftOf(10, "2026-01-01", "2026-01-01", { ...renews, waits: shipped }),
    giftOf(10, "2026-01-01", "2026-02-01", renews),
    giftOf(10, "2026-01-01", "2029-01-01", renews),
  ];
  const draft = earn(emptyDraft, gifts, null, on("2026-01-01"), toolsFrom());
  // Of e05, which lapses first on 1 February, nothing is left.
  const used = done(spend(draft, 10, on("2026-02-01"), toolsFrom(7)));
  expect(used.account.lots.filter(({ remaining }) => remaining === 0)).toMatchObject([{ lotId: "e05" }]);
  const moved = renewedDates(used.account.lots, policy, "earn", "2026-02-01", 4);
  expect(moved).toEqual([["e01", "2026-01-01", "2027-02-01", "2026-06-30"]]);
  expect(renewedDates(used.account.lots, policy, "spend", "2026-02-01", 4)).toEqual([]);
  const next = earn(
    used,
    [giftOf(1, "2026-02-01", "2027-02-01")],
    null,
    on("2026-02-01"),
    toolsFrom(8),
    moved,
  );
  expect(next.account.lots[0]).toMatchObject({ lotId: "e01", expiresOn: "2027-02-01", remaining: 10 });
});

describe("spending", () => {
  test("120 of 150 takes the 100 that lapse first, then 20", () => {
    const draft = done(spend(twoLots(), 120, on("2026-01-31"), toolsFrom(3)));
    expect(lotsOf(draft)).toEqual(["e01: 0 of 100", "e02: 30 of 50"]);
    expect(draft.entries.at(-1)).toMatchObject({
      points: -120,
      effects: '{"draws":[["e01",100],["e02",20]]}',
    });
  });

  test("a campaign's points that lapse tomorrow go first, and between two that lapse together as well", () => {
    const campaign = { origin: "promotion" } as const;
    const gifts = [
      giftOf(10, "2026-01-01", "2026-06-30"),
      giftOf(10, "2026-01-01", "2026-06-30", campaign),
      giftOf(10, "2026-01-01", "2026-01-02", campaign),
    ];
    const draft = earn(emptyDraft, gifts, null, on("2026-01-01"), toolsFrom());
    const spent = done(spend(draft, 15, on("2026-01-01"), toolsFrom(4)));
    expect(lotsOf(spent)).toEqual(["e01: 10 of 10", "e02: 5 of 10", "e03: 0 of 10"]);
  });

  test("on 1 February only the 50 of February are there, though nobody swept the 100 away", () => {
    expect(spend(twoLots(), 51, on("2026-02-01"), toolsFrom(3))).toBeNull();
    const draft = done(spend(twoLots(), 50, on("2026-02-01"), toolsFrom(3)));
    expect(sumsOf(draft)).toEqual([100, 0, 0]);
  });

  test("a debt of 1 is in the way of 1", () => {
    const draft = twoLots();
    const indebted = { ...draft, account: { ...draft.account, debt: 1 } };
    expect(spend(indebted, 1, on("2026-01-31"), tools)).toBeNull();
    expect(hold(indebted, 1, on("2026-01-31"), tools)).toBeNull();
  });
});

describe("holding 120", () => {
  const held = (): Draft => done(hold(twoLots(), 120, on("2026-01-31"), toolsFrom(3)));

  test("takes them out of the balance, and releasing brings each back to its lot", () => {
    const draft = held();
    expect(sumsOf(draft)).toEqual([30, 0, 120]);
    const released = release(draft, lastTaken(draft), on("2026-01-31"), toolsFrom(4));
    expect(sumsOf(released)).toEqual([150, 0, 0]);
    expect(lotsOf(released)).toEqual(["e01: 100 of 100", "e02: 50 of 50"]);
    expect(released.entries.at(-1)).toMatchObject({ kind: "release", points: 120, reversesEntryId: "e03" });
  });

  test("and using 110 the next day pays with the 100 that lapsed meanwhile and 10 more; the other 10 are back", () => {
    const draft = held();
    const paid = done(spendHeld(draft, lastTaken(draft), 110, on("2026-02-01"), toolsFrom(4)));
    expect(paid.entries.slice(-2)).toMatchObject([
      { kind: "release", points: 120 },
      { kind: "spend", points: -110 },
    ]);
    expect(lotsOf(paid)).toEqual(["e01: 0 of 100", "e02: 40 of 50"]);
    expect(sumsOf(paid)).toEqual([40, 0, 0]);
  });

  test("and using 121 is refused; using 0 is a release", () => {
    const draft = held();
    expect(spendHeld(draft, lastTaken(draft), 121, on("2026-01-31"), toolsFrom(4))).toBeNull();
    const released = done(spendHeld(draft, lastTaken(draft), 0, on("2026-01-31"), toolsFrom(4)));
    expect([released.entries.at(-1)?.kind, ...sumsOf(released)]).toEqual(["release", 150, 0, 0]);
  });

  test("what lapsed while it was held comes back to its lot and lapses with the next run", () => {
    const draft = held();
    const released = release(draft, lastTaken(draft), on("2026-02-01"), toolsFrom(4));
    expect(spend(released, 51, on("2026-02-01"), tools)).toBeNull();
    const swept = lapseDue(released, "2026-02-02", on, toolsFrom(5));
    expect(lotsOf(swept)).toEqual(["e01: 0 of 100, 100 lapsed", "e02: 50 of 50"]);
  });

  test("a debt of 30 that arose meanwhile is repaid from the lot that lapses first; using 120 leaves it, using 100 leaves 10 of it", () => {
    const draft = held();
    const indebted = { ...draft, account: { ...draft.account, debt: 30 } };
    const released = release(indebted, lastTaken(draft), on("2026-01-31"), toolsFrom(4));
    expect(lotsOf(released)).toEqual(["e01: 70 of 100", "e02: 50 of 50"]);
    expect(sumsOf(released)).toEqual([120, 0, 0]);
    const paid = done(spendHeld(indebted, lastTaken(draft), 120, on("2026-01-31"), toolsFrom(4)));
    expect(lotsOf(paid)).toEqual(["e01: 0 of 100", "e02: 30 of 50"]);
    expect(sumsOf(paid)).toEqual([30, 30, 0]);
    const less = done(spendHeld(indebted, lastTaken(draft), 100, on("2026-01-31"), toolsFrom(4)));
    expect(lotsOf(less)).toEqual(["e01: 0 of 100", "e02: 30 of 50"]);
    expect(sumsOf(less)).toEqual([30, 10, 0]);
  });

  test("using it is an activity too: what is left in its lots lives on", () => {
    const draft = held();
    const paid = done(
      spendHeld(draft, lastTaken(draft), 110, on("2026-01-31"), toolsFrom(4), (lots) =>
        lots
          .filter(({ remaining }) => remaining > 0)
          .map((lot) => [lot.lotId, lot.activatesOn, "2027-01-31"]),
      ),
    );
    expect(paid.account.lots.map(({ expiresOn }) => expiresOn)).toEqual(["2027-01-31", "2027-01-31"]);
  });
});

describe("lapsing", () => {
  test("a run on 1 March after two missed nights writes one entry for each day, dated the day after it", () => {
    const draft = lapseDue(twoLots(), "2026-03-01", on, toolsFrom(3));
    expect(draft.entries.slice(2)).toMatchObject([
      { kind: "expire", points: -100, businessDate: "2026-02-01", balanceAfter: 50 },
      { kind: "expire", points: -50, businessDate: "2026-03-01", balanceAfter: 0 },
    ]);
    expect(lotsOf(draft)).toEqual(["e01: 0 of 100, 100 lapsed", "e02: 0 of 50, 50 lapsed"]);
    expect(lapseDue(draft, "2026-03-02", on, toolsFrom(5))).toBe(draft);
  });

  test("on the last day itself nothing lapses; the first day with something to do is the day after", () => {
    expect(lapseDue(twoLots(), "2026-01-31", on, tools).entries).toHaveLength(2);
    expect(dueOn(twoLots().account.lots)).toBe("2026-02-01");
  });

  test("who leaves loses 150 in one entry, and leaves an entry with nothing too", () => {
    const left = lapseAll(twoLots(), on("2026-01-10"), toolsFrom(3));
    expect(left.entries.at(-1)).toMatchObject({ kind: "expire", points: -150, balanceAfter: 0 });
    expect(lapseAll(left, on("2026-01-10"), toolsFrom(4)).entries).toHaveLength(4);
  });

  test("100 that lapsed come back as a lot of their own until 10 February, and repay a debt of 40 first", () => {
    const lapsed = lapseDue(twoLots(), "2026-02-01", on, toolsFrom(3));
    const indebted = { ...lapsed, account: { ...lapsed.account, debt: 40 } };
    const back = reinstate(indebted, lapsed.account.lots, "2026-02-10", on("2026-02-02"), toolsFrom(4));
    expect(back.entries.at(-1)).toMatchObject({
      kind: "reinstate",
      points: 100,
      debtAfter: 0,
      balanceAfter: 110,
    });
    expect(lotsOf(back)).toEqual(["e01: 0 of 100", "e02: 50 of 50", "e04: 60 of 100"]);
    expect(back.account.lots.at(-1)).toMatchObject({
      expiresOn: "2026-02-10",
      origin: "purchase",
      renews: false,
    });
    expect(reinstate(back, back.account.lots, "2026-02-10", on("2026-02-02"), toolsFrom(5))).toBe(back);
  });
});

describe("by hand", () => {
  test("a gift of 500 with a debt of 30 leaves 470; 471 cannot be taken again, 470 can", () => {
    const given = grant(owing(30), giftOf(500, "2026-01-01", "2026-12-31"), on("2026-01-01"), toolsFrom());
    expect(given.entries).toMatchObject([{ kind: "adjust", points: 500, balanceAfter: 470, debtAfter: 0 }]);
    expect(deduct(given, 471, on("2026-01-01"), toolsFrom(2))).toBeNull();
    expect(sumsOf(done(deduct(given, 470, on("2026-01-01"), toolsFrom(2))))).toEqual([0, 0, 0]);
  });

  test("taking 120 of 150 takes what lapses first", () => {
    expect(lotsOf(done(deduct(twoLots(), 120, on("2026-01-31"), toolsFrom(3))))).toEqual([
      "e01: 0 of 100",
      "e02: 30 of 50",
    ]);
  });
});

describe("the chain", () => {
  const chain = () => done(spend(twoLots(), 120, on("2026-01-31"), toolsFrom(3))).entries;

  test("of 3 entries holds, and each names the hash of the one before", () => {
    const entries = chain();
    expect(firstBreak(entries, sha256)).toBeNull();
    expect(entries.map(({ previousHash }) => previousHash)).toEqual(["", entries[0]?.hash, entries[1]?.hash]);
  });

  test.each([
    ["a changed amount", { points: 51, balanceAfter: 151 }],
    ["another day", { businessDate: "2026-01-06" }],
    ["other lots", { effects: "{}" }],
    ["another hash before it", { previousHash: "0".repeat(64) }],
  ])("with %s in entry 2 breaks at 2", (_, change) => {
    const entries = chain().map((entry) => (entry.seq === 2 ? { ...entry, ...change } : entry));
    expect(firstBreak(entries, sha256)).toBe(2);
  });

  test("without entry 2 breaks at 3", () => {
    expect(
      firstBreak(
        chain().filter(({ seq }) => seq !== 2),
        sha256,
      ),
    ).toBe(3);
  });

  test("rebuilds 0 of 100 and 30 of 50 from what its entries say of lots", () => {
    const entries = chain();
    const lots = entries.reduce<ReturnType<typeof applied>>(
      (was, { effects }) => applied(was, JSON.parse(effects)),
      [],
    );
    expect(lots.map(({ remaining, points }) => `${remaining} of ${points}`)).toEqual([
      "0 of 100",
      "30 of 50",
    ]);
  });

  test("takes no entry that draws on a lot nobody has read", () => {
    const posting = { entryId: "x", kind: "spend", points: -1, effects: { draws: [["e99", 1]] } } as const;
    expect(() => post(twoLots(), posting, on("2026-01-31"), tools)).toThrow(
      "lot e99 of account 7 is not in view",
    );
  });
});
