import { expect, test } from "vitest";
import type { HistoryItem } from "../../../shared/points/schema.ts";
import { doingOn, done, emptyDraft, giftOf, lastTaken, toolsFrom } from "../../../test/support/points.ts";
import { effectsIn } from "./account.ts";
import { activateDue, activateOnEvent, earn } from "./earn.core.ts";
import { type HistoryEntry, historyItem, type Sequel } from "./history.core.ts";
import type { Draft, Entry } from "./ledger.core.ts";
import { giveBack, takeBack } from "./reverse.core.ts";
import { hold, release, spend, spendHeld } from "./spend.core.ts";

const on = doingOn;

/** The history of a draft as a page would show it, oldest first. */
function history({ account, entries }: Draft, today: string): readonly HistoryItem[] {
  const byId = new Map(entries.map((entry) => [entry.entryId, entry]));
  const sequels = entries.flatMap((entry): Sequel[] => {
    const before = byId.get(entry.reversesEntryId ?? "");
    return before === undefined ? [] : [{ ...shown(entry), ofEntryId: before.entryId, ofSeq: before.seq }];
  });
  return entries
    .map((entry) => ({ ...shown(entry), undoes: byId.get(entry.reversesEntryId ?? "")?.kind ?? null }))
    .map((entry) => historyItem(entry, { sequels, openLots: account.lots, today }))
    .filter((item) => item !== null);
}

function shown(entry: Entry): HistoryEntry {
  return { ...entry, effects: effectsIn(entry.effects), storeName: "銀座店", undoes: null };
}

function earned100(): Draft {
  return earn(emptyDraft, [giftOf(100, "2026-01-01", "2026-12-31")], null, on("2026-01-01"), toolsFrom());
}

test("12 at once and 20 from next week are one line of +32 with the 20 and their day, and the first end of both", () => {
  const gifts = [giftOf(12, "2026-01-01", "2027-01-31"), giftOf(20, "2026-01-08", "2026-06-30")];
  const draft = earn(emptyDraft, gifts, null, on("2026-01-01"), toolsFrom());
  const pending = [{ points: 20, activatesOn: "2026-01-08", waitsFor: null }];
  expect(history(draft, "2026-01-02")).toMatchObject([{ points: 32, pending, expiresOn: "2026-06-30" }]);
  // Their day has come, and the night has said so.
  const due = activateDue(draft, "2026-01-08", on, toolsFrom(3));
  expect(history(due, "2026-01-08")).toMatchObject([
    { kind: "earn", points: 32, pending: [] },
    { kind: "activate", points: 20, balanceAfter: 32, debt: 0, pending: [] },
  ]);
});

test("points that wait for shipping say so, and after it from which day they can be used", () => {
  const waits = { event: "shipped", afterDays: 14, expires: { kind: "until", on: "2026-12-31" } } as const;
  const draft = earn(
    emptyDraft,
    [giftOf(12, "2026-01-01", "2026-01-01", { waits })],
    null,
    on("2026-01-01"),
    toolsFrom(),
  );
  const pending = [{ points: 12, activatesOn: null, waitsFor: "shipped" }];
  expect(history(draft, "2026-01-02")).toMatchObject([{ points: 12, pending, expiresOn: null }]);
  const dates = () => ({ activatesOn: "2026-01-24", expiresOn: "2026-12-31" });
  const sent = activateOnEvent(draft, ["e01"], dates, on("2026-01-10"), toolsFrom(2));
  const dated = [{ points: 12, activatesOn: "2026-01-24", waitsFor: null }];
  expect(history(sent, "2026-01-11")).toMatchObject([
    { kind: "earn", pending: dated, expiresOn: "2026-12-31" },
    { kind: "activate", points: 0, pending: dated },
  ]);
});

test("a payment of 40 that was held first is one spend, and what happened in between never saw it", () => {
  const held = done(hold(earned100(), 40, on("2026-01-02"), toolsFrom(2)));
  const taken = lastTaken(held);
  expect(history(held, "2026-01-02").at(-1)).toMatchObject({ kind: "hold", points: -40, balanceAfter: 60 });
  const between = earn(held, [giftOf(5, "2026-01-02", "2026-12-31")], null, on("2026-01-02"), toolsFrom(3));
  const paid = done(spendHeld(between, taken, 40, on("2026-01-02"), toolsFrom(4)));
  const lines = history(paid, "2026-01-02").map(({ kind, points, balanceAfter }) => [
    kind,
    points,
    balanceAfter,
  ]);
  expect(lines).toEqual([
    ["earn", 100, 100],
    ["earn", 5, 105],
    ["spend", -40, 65],
  ]);
});

test("a payment that was broken off is no line at all", () => {
  const held = done(hold(earned100(), 40, on("2026-01-02"), toolsFrom(2)));
  const released = release(held, lastTaken(held), on("2026-01-02"), toolsFrom(3));
  expect(history(released, "2026-01-02").map(({ kind }) => kind)).toEqual(["earn"]);
});

test("a return of 30 of a spend of 50 and of 20 of its 100 are lines that say what they take back", () => {
  const spent = done(spend(earned100(), 50, on("2026-01-02"), toolsFrom(2)));
  const giving = { entryId: "e02", byLot: [{ lotId: "e01", points: 30 }] };
  const given = giveBack(spent, "refund", giving, { kind: "forfeit" }, on("2026-01-03"), toolsFrom(3));
  const claim = { entryId: "e01", points: 20, ownLotIds: ["e01"] };
  const { draft } = takeBack(given, "refund", claim, "debt", on("2026-01-03"), toolsFrom(4));
  expect(history(draft, "2026-01-03")).toMatchObject([
    { kind: "earn", refunded: 20, undone: false },
    { kind: "spend", refunded: 30, undone: false },
    { kind: "refund", points: 30, undoes: "spend" },
    { kind: "refund", points: -20, undoes: "earn" },
  ]);
});

test("a void marks its line, owes 60 of 100 that were spent, and the next 80 repay them", () => {
  const spent = done(spend(earned100(), 60, on("2026-01-02"), toolsFrom(2)));
  const claim = { entryId: "e01", points: 100, ownLotIds: ["e01"] };
  const { draft } = takeBack(spent, "void", claim, "debt", on("2026-01-03"), toolsFrom(3));
  const next = earn(draft, [giftOf(80, "2026-01-04", "2026-12-31")], null, on("2026-01-04"), toolsFrom(4));
  expect(history(next, "2026-01-04")).toMatchObject([
    { kind: "earn", undone: true, debt: 0 },
    { kind: "spend", debt: 0 },
    { kind: "void", points: -100, balanceAfter: 0, debt: 60, undoes: "earn" },
    { kind: "earn", points: 80, balanceAfter: 20, debt: -60, undone: false },
  ]);
});
