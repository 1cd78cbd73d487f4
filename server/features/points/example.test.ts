import { expect, test } from "vitest";
import { splitProRata } from "../../../shared/money.ts";
import {
  done,
  emptyDraft,
  giftOf,
  lastTaken,
  doingOn as on,
  toolsFrom,
} from "../../../test/support/points.ts";
import { activateDue, activateOnEvent, earn } from "./earn.core.ts";
import { lapseDue } from "./lapse.core.ts";
import { giveBack, takeBack } from "./reverse.core.ts";
import { hold, release, spend } from "./spend.core.ts";

const grace = { kind: "grace", days: 14 } as const;

test("the README's example comes to 12, 21, 6, 18, 33, 21, 51, 51, 36, 51, 51, 21, 30, 45, 40 and 34", () => {
  const tools = toolsFrom();
  const shipped = { event: "shipped", afterDays: 14, expires: { kind: "until", on: "2028-01-31" } } as const;
  let draft = earn(emptyDraft, [giftOf(12, "2026-11-21", "2027-11-30")], null, on("2026-11-21"), tools);
  draft = earn(draft, [giftOf(9, "2026-12-03", "2027-12-31")], null, on("2026-12-03"), tools);
  draft = done(spend(draft, 15, on("2026-12-05"), tools));
  const first = lastTaken(draft);
  draft = earn(draft, [giftOf(12, "2026-12-05", "2027-12-31")], null, on("2026-12-05"), tools);
  const c = draft.entries.at(-1)?.entryId ?? "";
  const undo = { entryId: first.entryId, byLot: first.draws };
  draft = giveBack(draft, "void", undo, grace, on("2026-12-05"), tools);
  const whole = { entryId: c, points: 12, ownLotIds: [c] };
  draft = takeBack(draft, "void", whole, "debt", on("2026-12-05"), tools).draft;
  const waiting = giftOf(30, "2027-01-06", "2027-01-06", { waits: shipped });
  draft = earn(draft, [waiting], null, on("2027-01-06"), tools);
  const d = draft.entries.at(-1)?.entryId ?? "";
  const dates = () => ({ activatesOn: "2027-01-22", expiresOn: "2028-01-31" });
  draft = activateOnEvent(draft, [d], dates, on("2027-01-08"), tools);
  draft = done(hold(draft, 15, on("2027-01-10"), tools));
  draft = release(draft, lastTaken(draft), on("2027-01-10"), tools);
  draft = activateDue(draft, "2027-01-22", on, tools);
  draft = done(spend(draft, 30, on("2027-01-25"), tools));
  const second = lastTaken(draft);
  draft = earn(draft, [giftOf(9, "2027-01-25", "2028-01-31")], null, on("2027-01-25"), tools);
  const e = draft.entries.at(-1)?.entryId ?? "";
  const parts = splitProRata(
    15,
    second.draws.map(({ points }) => points),
  );
  expect(parts).toEqual([6, 5, 4]);
  const byLot = second.draws.map(({ lotId }, n) => ({ lotId, points: parts[n] ?? 0 }));
  draft = giveBack(draft, "refund", { entryId: second.entryId, byLot }, grace, on("2027-01-26"), tools);
  const part = { entryId: e, points: 5, ownLotIds: [e] };
  draft = takeBack(draft, "refund", part, "debt", on("2027-01-26"), tools).draft;
  draft = lapseDue(draft, "2027-12-01", on, tools);

  expect(draft.entries.map(({ balanceAfter }) => balanceAfter)).toEqual([
    ...[12, 21, 6, 18, 33, 21, 51, 51, 36, 51, 51, 21, 30, 45, 40, 34],
  ]);
  expect(draft.account.lots.map(({ remaining, lapsed }) => [remaining, lapsed])).toEqual([
    ...[
      [0, 6],
      [5, 0],
      [0, 0],
      [25, 0],
      [4, 0],
    ],
  ]);
  expect(draft.entries.at(-1)).toMatchObject({ kind: "expire", points: -6, businessDate: "2027-12-01" });
});
