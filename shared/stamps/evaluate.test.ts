import { describe, expect, it } from "vitest";
import { importStamps, lessStamps } from "./by-hand.ts";
import { addStamps, stampsEarned, stampVisit } from "./evaluate.ts";
import type { StampCard } from "./schema.ts";
import { draftOfStates, hasLapsed, notBegun, type StampDraft, stateIn } from "./state.ts";
import { cardForTests, cardsForTests, inForceForTests } from "./testing.ts";

const none = draftOfStates([]);
const visit = (on: string, payableYen = 800) => ({ on, payableYen, places: ["STORE", "SHOP"] });
const cards = (change: Partial<StampCard>, more = {}) => cardsForTests({ A: cardForTests(change), ...more });
const next = ({ states }: StampDraft): StampDraft => ({ states, steps: [], reached: [] });

describe("what a sale earns", () => {
  const earns = (change: Partial<StampCard>, payableYen: number, state = notBegun("A")) =>
    stampsEarned(inForceForTests("A", cardForTests(change)), state, visit("2026-11-30", payableYen));

  it("a visit gives 1 stamp, and none below the least spend of 500 yen", () => {
    expect(earns({ spendYenMin: 500 }, 500)).toBe(1);
    expect(earns({ spendYenMin: 500 }, 499)).toBe(0);
  });

  it("1 stamp per 500 yen gives 3 for 1,999 yen, and 2 where a sale gives 2 at most", () => {
    const earn = { kind: "per_yen" as const, yen: 500, perSaleMax: null };
    expect(earns({ earn }, 1999)).toBe(3);
    expect(earns({ earn: { ...earn, perSaleMax: 2 } }, 1999)).toBe(2);
    expect(earns({ earn }, 100_000_000)).toBe(50);
  });

  it("a card that staff stamp gets nothing from a sale", () => {
    expect(earns({ earn: { kind: "staff" } }, 800)).toBe(0);
  });

  it("once a day: the second sale of 30 November gives none, whichever round the first was in", () => {
    const once = cards({ oncePerDay: true, goal: 1 });
    const first = stampVisit(none, once, visit("2026-11-30"));
    expect(stateIn(first, "A")).toMatchObject({ round: 2, count: 0, earnedOn: "2026-11-30" });
    expect(stampVisit(next(first), once, visit("2026-11-30")).steps).toEqual([]);
    expect(stateIn(stampVisit(next(first), once, visit("2026-12-01")), "A").round).toBe(3);
  });

  it("only between its first and last day, both included, and only at its places", () => {
    const dated = { from: "2026-11-30", to: "2026-11-30", places: ["SHOP"] };
    expect(earns(dated, 800)).toBe(1);
    expect(earns({ ...dated, places: ["ELSEWHERE"] }, 800)).toBe(0);
    expect(earns({ from: "2026-12-01" }, 800)).toBe(0);
    expect(earns({ to: "2026-11-29" }, 800)).toBe(0);
  });
});

describe("milestones and the next card", () => {
  it("12 stamps at once on a card of 10 give the coffee, the cake, and 2 stamps on the next", () => {
    const draft = addStamps(none, cards({}), "A", "stamp", 12, "2026-11-30");
    expect(draft.reached.map(({ round, at }) => [round, at])).toEqual([
      [1, 5],
      [1, 10],
    ]);
    expect(stateIn(draft, "A")).toMatchObject({ round: 2, count: 2, status: "open", reached: 0 });
    expect(draft.steps.map(({ kind, stamps }) => [kind, stamps])).toEqual([
      ["welcome", 0],
      ["stamp", 10],
      ["complete", 0],
      ["welcome", 0],
      ["stamp", 2],
    ]);
  });

  it("a rank-up card begins where the first one ends, with 2 welcome stamps and what was over", () => {
    const gold = cardForTests({ onlyAsNext: true, welcomeStamps: 2, goal: 20 });
    const both = cards({ next: { kind: "card", cardId: "B" } }, { B: gold });
    expect(stampVisit(none, both, visit("2026-11-30")).states.has("B")).toBe(false);
    const draft = addStamps(none, both, "A", "stamp", 13, "2026-11-30");
    expect(stateIn(draft, "A")).toMatchObject({ round: 1, count: 10, status: "completed" });
    expect(stateIn(draft, "B")).toMatchObject({ round: 1, count: 5, status: "open" });
  });

  it("without a next card the 3 stamps beyond the goal are nothing, and there are no more", () => {
    const last = cards({ next: { kind: "none" } });
    const draft = addStamps(none, last, "A", "stamp", 13, "2026-11-30");
    expect(stateIn(draft, "A")).toMatchObject({ count: 10, status: "completed" });
    expect(stampVisit(next(draft), last, visit("2026-12-01")).steps).toEqual([]);
  });

  it("three cards at once: each has its stamp of one visit", () => {
    const three = cards({}, { B: cardForTests({ goal: 5 }), C: cardForTests({ goal: 20 }) });
    const draft = stampVisit(none, three, visit("2026-11-30"));
    expect(["A", "B", "C"].map((id) => stateIn(draft, id).count)).toEqual([1, 1, 1]);
  });
});

describe("expiry", () => {
  it("30 days from the first stamp: the card of 1 November lapses after 1 December, and the next stamp begins anew", () => {
    const lapsing = cards({ expires: { from: "first", days: 30 } });
    const first = addStamps(none, lapsing, "A", "stamp", 3, "2026-11-01");
    const second = addStamps(next(first), lapsing, "A", "stamp", 1, "2026-12-01");
    expect(stateIn(second, "A")).toMatchObject({ round: 1, count: 4, untilOn: "2026-12-01" });
    expect(hasLapsed(stateIn(second, "A"), "2026-12-02")).toBe(true);
    const third = addStamps(next(second), lapsing, "A", "stamp", 1, "2026-12-02");
    expect(third.steps.map(({ kind, stamps }) => [kind, stamps])).toEqual([
      ["expire", -4],
      ["welcome", 0],
      ["stamp", 1],
    ]);
    expect(stateIn(third, "A")).toMatchObject({ round: 2, count: 1, untilOn: "2027-01-01" });
  });

  it("30 days from the last stamp: each one moves the end", () => {
    const lapsing = cards({ expires: { from: "last", days: 30 } });
    const first = addStamps(none, lapsing, "A", "stamp", 1, "2026-11-01");
    const second = addStamps(next(first), lapsing, "A", "stamp", 1, "2026-12-01");
    expect(stateIn(second, "A").untilOn).toBe("2026-12-31");
  });

  it("welcome stamps are for the first card alone", () => {
    const lapsing = cards({ expires: { from: "first", days: 1 }, welcomeStamps: 2 });
    const first = addStamps(none, lapsing, "A", "stamp", 1, "2026-11-01");
    expect(stateIn(first, "A").count).toBe(3);
    const second = addStamps(next(first), lapsing, "A", "stamp", 1, "2026-11-30");
    expect(stateIn(second, "A").count).toBe(1);
  });
});

describe("by hand", () => {
  it("7 stamps of a paper card are brought over without the coffee that paper gave, and 9 more are too many", () => {
    const card = inForceForTests("A", cardForTests());
    const draft = importStamps(none, card, 7, "2026-11-30");
    expect(draft?.reached).toEqual([]);
    expect(draft === null ? null : stateIn(draft, "A")).toMatchObject({ count: 7, reached: 5 });
    expect(importStamps(draft ?? none, card, 3, "2026-11-30")).toBeNull();
  });

  it("2 stamps taken off a card of 6 and given again give the coffee of 5 once", () => {
    const six = addStamps(none, cards({}), "A", "stamp", 6, "2026-11-30");
    const four = lessStamps(next(six), "A", 2, "2026-11-30");
    const again = addStamps(next(four ?? none), cards({}), "A", "correct", 2, "2026-11-30");
    expect(stateIn(again, "A").count).toBe(6);
    expect(again.reached).toEqual([]);
    expect(lessStamps(six, "A", 7, "2026-11-30")).toBeNull();
  });
});
