import { expect, test } from "vitest";
import { noWindows } from "../../../shared/points/windows.ts";
import { doingOn, emptyDraft, giftOf, lotsOf, sumsOf, toolsFrom } from "../../../test/support/points.ts";
import { earn } from "./earn.core.ts";
import type { Draft } from "./ledger.core.ts";
import { moveAll } from "./merge.core.ts";

const doing = doingOn("2026-11-21");
const visited = {
  purchases: 0,
  visits: 0,
  spendYen: 0,
  lastVisitOn: null,
  lastStoreId: null,
  windows: noWindows,
};
const tools = toolsFrom(100);

const owing = (debt: number): Draft => ({
  ...emptyDraft,
  account: { ...emptyDraft.account, accountId: 2, debt },
});
const withPoints = (...points: readonly number[]): Draft =>
  points.reduce(
    (draft, each) => earn(draft, [giftOf(each, "2026-11-01", "2027-11-30")], null, doing, toolsFrom(each)),
    emptyDraft,
  );

test("30 and 70 points go over in 2 lots under their own ids, and nothing is left", () => {
  const { from, into, points, lots } = moveAll(withPoints(30, 70), owing(0), visited, doing, tools);
  expect([points, lots, sumsOf(from), sumsOf(into)]).toEqual([100, 2, [0, 0, 0], [100, 0, 0]]);
  expect(into.account.lots.map(({ lotId }) => lotId)).toEqual(from.account.lots.map(({ lotId }) => lotId));
});

test("of 100 points 40 pay what the other owes", () => {
  const { into, repaid } = moveAll(withPoints(100), owing(40), visited, doing, tools);
  expect([repaid, sumsOf(into)]).toEqual([40, [60, 0, 0]]);
});

test("a debt of 50 goes over to one with 20: 20 are paid and 30 stay owed", () => {
  const debtor = { ...owing(50), account: { ...owing(50).account, accountId: 1 } };
  const { from, into, debtPaid, debtOwed } = moveAll(debtor, withPoints(20), visited, doing, tools);
  expect([debtPaid, debtOwed, sumsOf(from), sumsOf(into)]).toEqual([20, 30, [0, 0, 0], [0, 30, 0]]);
});

test("where nothing moves both streams get an entry all the same", () => {
  const { from, into } = moveAll(owing(0), emptyDraft, visited, doing, tools);
  expect([from.entries.map(({ kind }) => kind), into.entries.map(({ kind }) => kind)]).toEqual([
    ["adjust"],
    ["adjust"],
  ]);
  expect(lotsOf(into)).toEqual([]);
});
