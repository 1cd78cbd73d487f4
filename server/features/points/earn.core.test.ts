import { expect, test } from "vitest";
import {
  emptyDraft,
  giftOf,
  lotsOf,
  doingOn as on,
  sumsOf,
  toolsFrom,
} from "../../../test/support/points.ts";
import { activateDue, activateOnEvent, earn } from "./earn.core.ts";
import type { Draft } from "./ledger.core.ts";

const shipped = {
  ...{ event: "shipped", afterDays: 14 },
  expires: { kind: "until", on: "2027-12-31" },
} as const;

function owing(debt: number): Draft {
  return { ...emptyDraft, account: { ...emptyDraft.account, debt } };
}

test("a debt of 30 is repaid from the 10 that can be used today, and 20 wait for the 40 of next week", () => {
  const gifts = [giftOf(40, "2026-01-08", "2026-12-31"), giftOf(10, "2026-01-01", "2026-12-31")];
  const draft = earn(owing(30), gifts, null, on("2026-01-01"), toolsFrom());
  expect(lotsOf(draft)).toEqual(["e01: 40 of 40", "e02: 0 of 10"]);
  expect(sumsOf(draft)).toEqual([40, 20, 0]);
  const awake = activateDue(draft, "2026-01-08", on, toolsFrom(4));
  expect(lotsOf(awake)).toEqual(["e01: 20 of 40", "e02: 0 of 10"]);
  expect(sumsOf(awake)).toEqual([20, 0, 0]);
});

test("a debt of 30 is repaid by nothing that waits for shipping, until that has happened", () => {
  const gift = giftOf(50, "2026-01-01", "2026-12-31", { waits: shipped });
  const draft = earn(owing(30), [gift], null, on("2026-01-01"), toolsFrom());
  expect(sumsOf(draft)).toEqual([50, 30, 0]);
  const dates = () => ({ activatesOn: "2026-01-04", expiresOn: "2026-12-31" });
  const sent = activateOnEvent(draft, ["e01"], dates, on("2026-01-04"), toolsFrom(2));
  expect(sumsOf(sent)).toEqual([20, 0, 0]);
});
