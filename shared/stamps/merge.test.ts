import { expect, test } from "vitest";
import { stateOfEntries } from "./history.ts";
import { mergeStamps } from "./merge.ts";
import { notBegun, type StampState, stateIn } from "./state.ts";
import { cardForTests, cardsForTests, written } from "./testing.ts";

const on = "2026-11-21";
const cards = cardsForTests({ coffee: cardForTests({ welcomeStamps: 2 }) });

function open(count: number, reached = 0, change: Partial<StampState> = {}): StampState {
  const days = { firstOn: "2026-11-01", lastOn: "2026-11-10", untilOn: null, earnedOn: "2026-11-10" };
  return {
    cardId: "coffee",
    seq: 9,
    round: 1,
    version: 1,
    count,
    reached,
    status: "open",
    ...days,
    ...change,
  };
}
const merge = (gone: StampState, kept: readonly StampState[]) => mergeStamps(cards, [gone], kept, on);

test("7 and 2 stamps are 9: the coffee at 5, which was given for the 7, is not given again", () => {
  const { from, into, moved } = merge(open(7, 5), [open(2)]);
  expect(moved).toEqual([{ cardId: "coffee", stamps: 7, joined: true, countAfter: 9 }]);
  expect([stateIn(from, "coffee").count, stateIn(into, "coffee").count]).toEqual([0, 9]);
  expect(into.reached).toEqual([]);
});

test("7 and 4 stamps fill the card: its goal is given, and 1 is on the next", () => {
  const { into } = merge(open(7, 5), [open(4)]);
  expect(into.reached.map(({ at }) => at)).toEqual([10]);
  expect(stateIn(into, "coffee")).toMatchObject({ round: 2, count: 1, status: "open" });
});

test("3 and 3 stamps pass the coffee, which neither had: it is given once", () => {
  expect(merge(open(3), [open(3)]).into.reached.map(({ at }) => at)).toEqual([5]);
});

test("where the other has no card the 7 stamps are a card of their own, without the 2 that welcome", () => {
  const { into, moved } = merge(open(7, 5), []);
  expect(moved).toMatchObject([{ joined: false, countAfter: 7 }]);
  const entries = written([], into, null);
  expect(stateOfEntries(cards, "coffee", entries)).toEqual(stateIn(into, "coffee"));
  expect(stateIn(into, "coffee")).toMatchObject({ round: 1, count: 7, reached: 5, firstOn: on });
});

test("what has lapsed, is full or was never begun does not move", () => {
  const kept = [open(4)];
  for (const gone of [
    open(7, 5, { untilOn: "2026-11-20" }),
    open(10, 10, { status: "completed" }),
    notBegun("coffee"),
  ])
    expect(merge(gone, kept).moved).toEqual([]);
});
