import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, startOfDay } from "../../../shared/dates.ts";
import { expiryAfter } from "../../../shared/points/expiry.ts";
import { type Lot, someDay, usableBalance } from "../../../shared/points/lots.ts";
import type { ExpiryPolicy } from "../../../shared/points/programme/schema.ts";
import { noWindows } from "../../../shared/points/windows.ts";
import { type Account, draftOf, dueOn, earn, renewedDates, spend, type Tools } from "../points/index.ts";
import { type Boundary, nightOf } from "./nightly.core.ts";

const timeZone = "Asia/Tokyo";
let ids = 0;
const tools: Tools = {
  newId: () => `e${++ids}`,
  hash: (text) => createHash("sha256").update(text).digest("hex"),
};
const startOf = (date: string): number => startOfDay(date, timeZone);
const at = (today: string): Boundary => ({ today, recordedAtMs: startOf(today) + 5_000, startOf });

function lot(lotId: string, remaining: number, expiresOn: string, given: Partial<Lot> = {}): Lot {
  return {
    ...{ lotId, points: remaining, remaining, lapsed: 0, activatesOn: "2026-01-01", expiresOn },
    ...{ origin: "purchase", fundedBy: "head_office", renews: false, pending: false, waits: null },
    ...given,
  };
}

function accountWith(lots: readonly Lot[], given: Partial<Account> = {}): Account {
  const balance = lots.reduce((sum, { remaining }) => sum + remaining, 0);
  return {
    ...{ accountId: 7, seq: 3, headHash: "h", balance, lotBalance: balance, debt: 0, held: 0, purchases: 0 },
    ...{ visits: 0, spendYen: 0, lastVisitOn: null, lastStoreId: null, windows: noWindows, lots },
    ...given,
  };
}

const told = (account: Account, today: string): readonly string[] =>
  nightOf(account, at(today), tools).draft.entries.map(
    ({ businessDate, kind, points, balanceAfter }) => `${businessDate} ${kind} ${points} = ${balanceAfter}`,
  );

describe("what a night does to an account", () => {
  test("50 waiting points become usable first, then the 80 whose last day it was lapse; both dated 00:00 of that day", () => {
    const account = accountWith([
      lot("old", 80, "2026-11-30"),
      lot("waiting", 50, "2027-11-30", { activatesOn: "2026-12-01", pending: true }),
      lot("other", 5, "2027-03-31"),
    ]);
    const { draft, activatedOn, pointsActivated, pointsLapsed } = nightOf(account, at("2026-12-01"), tools);
    expect(draft.entries.map(({ kind, points, balanceAfter }) => [kind, points, balanceAfter])).toEqual([
      ["activate", 0, 135],
      ["expire", -80, 55],
    ]);
    expect([activatedOn, pointsActivated, pointsLapsed]).toEqual([["2026-12-01"], 50, 80]);
    for (const entry of draft.entries) {
      expect([entry.occurredAtMs, entry.recordedAtMs]).toEqual([
        Date.UTC(2026, 10, 30, 15),
        Date.UTC(2026, 10, 30, 15) + 5_000,
      ]);
    }
    expect(usableBalance(draft.account.lots, "2026-12-01")).toBe(55);
  });

  test("nothing is written where nothing is due, and nothing the second time", () => {
    const account = accountWith([lot("a", 80, "2026-11-30")]);
    expect(told(account, "2026-11-30")).toEqual([]);
    const once = nightOf(account, at("2026-12-01"), tools).draft.account;
    expect(told(once, "2026-12-01")).toEqual([]);
    expect(told(accountWith([]), "2026-12-01")).toEqual([]);
  });

  test("points that wait for a parcel wait on, whatever day it is", () => {
    const waits = {
      ...{ event: "shipped", afterDays: 7 },
      expires: { kind: "until", on: "2027-01-31" } as const,
    };
    const waiting = lot("w", 50, someDay, { activatesOn: someDay, pending: true, waits });
    expect(told(accountWith([waiting]), "2099-01-01")).toEqual([]);
  });

  test("points that became usable and lapsed while nobody ran it do both, on their own days", () => {
    const brief = lot("brief", 20, "2026-12-03", { activatesOn: "2026-12-02", pending: true });
    const account = accountWith([brief, lot("old", 80, "2026-11-30")]);
    expect(told(account, "2026-12-09")).toEqual([
      "2026-12-01 expire -80 = 20",
      "2026-12-02 activate 0 = 20",
      "2026-12-04 expire -20 = 0",
    ]);
  });

  test("9 days late or each night in time: the same entries to the point, whichever nights were missed", () => {
    const account = accountWith([
      lot("a", 10, "2026-12-02"),
      lot("b", 20, "2026-12-05", { activatesOn: "2026-12-03", pending: true }),
      lot("c", 30, "2026-12-05"),
      lot("d", 40, "2027-12-05", { activatesOn: "2026-12-06", pending: true }),
    ]);
    const late = told(account, "2026-12-10");
    expect(late).toHaveLength(4);
    for (const every of [1, 2, 3, 4]) {
      let now = account;
      const lines: string[] = [];
      for (let day = "2026-12-01"; day <= "2026-12-10"; day = addDays(day, every)) {
        lines.push(...told(now, day));
        now = nightOf(now, at(day), tools).draft.account;
      }
      expect([...lines, ...told(now, "2026-12-10")]).toEqual(late);
    }
  });

  test("debt of 30 is repaid from 50 points on the night they become usable, before anything lapses", () => {
    const waiting = lot("w", 50, "2027-11-30", { activatesOn: "2026-12-01", pending: true });
    const account = accountWith([waiting], { debt: 30 });
    const { draft } = nightOf(account, at("2026-12-01"), tools);
    expect([draft.account.balance, draft.account.lotBalance, draft.account.debt]).toEqual([20, 20, 0]);
  });
});

describe("the day an account is due", () => {
  test("is when its first points become usable or the day after its first lot's last, and never for what waits for a parcel", () => {
    const waits = {
      ...{ event: "shipped", afterDays: 7 },
      expires: { kind: "until", on: "2027-01-31" } as const,
    };
    const parcel = lot("p", 5, someDay, { activatesOn: someDay, pending: true, waits });
    const waiting = lot("w", 5, "2027-11-30", { activatesOn: "2026-12-05", pending: true });
    expect(dueOn([parcel])).toBeNull();
    expect(dueOn([parcel, waiting, lot("a", 5, "2026-12-31")])).toBe("2026-12-05");
    expect(dueOn([lot("a", 5, "2026-11-30"), waiting])).toBe("2026-12-01");
    expect(dueOn([lot("empty", 0, "2026-11-30"), lot("a", 5, "2026-12-31")])).toBe("2027-01-01");
  });

  test("is the first on which a night finds something, and after that night a later one, for 500 sets of lots", () => {
    const day = fc.integer({ min: 0, max: 60 }).map((days) => addDays("2026-11-01", days));
    const any = fc
      .record({
        left: fc.integer({ min: 0, max: 9 }),
        from: day,
        lives: fc.integer({ min: 0, max: 40 }),
        waits: fc.boolean(),
      })
      .map(({ left, from, lives, waits }) =>
        lot(`l${++ids}`, left, addDays(from, lives), { activatesOn: from, pending: waits && left > 0 }),
      );
    const property = fc.property(fc.array(any, { maxLength: 5 }), day, (lots, today) => {
      const due = dueOn(lots);
      const { draft } = nightOf(accountWith(lots), at(today), tools);
      expect(draft.entries.length > 0).toBe(due !== null && due <= today);
      const next = dueOn(draft.account.lots);
      expect(next === null || next > today).toBe(true);
    });
    fc.assert(property, { seed: 13, numRuns: 500 });
  });
});

describe("acceptance test 11: an activity on 10 December 2026 moves lots that live 12 months from the last one", () => {
  const policy: ExpiryPolicy = {
    ...{ kind: "activity", on: "earn_or_spend", roundTo: "day" },
    after: { unit: "months", count: 12 },
  };

  test("the open lot to 10 December 2027; the campaign's 7 lapse on 1 January 2027 all the same, and lapsed 5 stay lapsed", () => {
    const account = accountWith([
      lot("open", 100, "2026-12-31", { renews: true }),
      lot("campaign", 7, "2026-12-31", { origin: "promotion" }),
      lot("lapsed", 5, "2026-12-09", { renews: true }),
    ]);
    const on = "2026-12-10";
    const renewed = renewedDates(account.lots, policy, "earn", on, 4);
    expect(renewed).toEqual([["open", "2026-01-01", "2027-12-10", "2026-12-31"]]);
    const doing = {
      ...{
        occurredAtMs: startOf(on),
        recordedAtMs: startOf(on),
        businessDate: on,
        storeId: null,
        tillId: null,
      },
      ...{ actor: "system:test", purchaseId: null, receiptNumber: null, amountYen: 1_000, clientId: "c" },
    };
    const sold = earn(draftOf(account), [], null, doing, tools, renewed).account;
    expect(told(sold, "2027-01-01")).toEqual(["2026-12-10 expire -5 = 107", "2027-01-01 expire -7 = 100"]);
  });
});

describe("acceptance test 12: points of fiscal year 2026 end with 31 March 2027 in Tokyo", () => {
  const expiresOn = expiryAfter({ kind: "fiscal_year", yearsAfter: 0 }, "2026-11-21", 4);
  const account = accountWith([lot("fy", 300, expiresOn)]);
  const buying = (atMs: number, businessDate: string) =>
    spend(
      draftOf(account),
      300,
      {
        ...{ occurredAtMs: atMs, recordedAtMs: atMs, businessDate, storeId: null, tillId: null },
        ...{ actor: "system:test", purchaseId: "p", receiptNumber: null, amountYen: 300, clientId: "c" },
      },
      tools,
    );

  test("a sale at 23:59:59 uses all 300, one at 00:00 of 1 April none, before the run or after it", () => {
    const midnight = Date.UTC(2027, 2, 31, 15);
    expect(startOf("2027-04-01")).toBe(midnight);
    expect(buying(midnight - 1_000, "2027-03-31")?.account.balance).toBe(0);
    expect(buying(midnight, "2027-04-01")).toBeNull();
    expect(told(account, "2027-03-31")).toEqual([]);
    expect(told(account, "2027-04-01")).toEqual(["2027-04-01 expire -300 = 0"]);
  });
});
