import { expect, it } from "vitest";
import { stampVisit } from "../../../shared/stamps/evaluate.ts";
import type { StampCard } from "../../../shared/stamps/schema.ts";
import { cardForTests, cardsForTests } from "../../../shared/stamps/testing.ts";
import { gainedOf, handOf } from "./view.core.ts";

const on = "2026-11-24";

/** What a member has before a first sale, and what the sale says that it gave. */
function firstVisit(change: Partial<StampCard>) {
  const cards = cardsForTests({ A: cardForTests({ goal: 10, welcomeStamps: 1, ...change }) });
  const { open } = handOf(cards, [], [], on);
  const empty = { states: new Map(), steps: [], reached: [] };
  const draft = stampVisit(empty, cards, { on, places: [], payableYen: 1000 });
  return { before: open.map(({ count }) => count), gained: gainedOf(cards, draft) };
}

it("a head start of 1 is shown as there before the first sale, which then says +1 (2/10)", () => {
  const { before, gained } = firstVisit({});
  expect(before).toEqual([1]);
  expect(gained).toMatchObject([{ gained: 1, count: 2, goal: 10 }]);
});
