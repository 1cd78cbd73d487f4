import { expect, test } from "vitest";
import { fitting, type Look, nextTurn, pacedMax } from "./claim.core.ts";
import { campaignShare, holdAfterLimit, monthInJapan, nextMonthMs } from "./quota.core.ts";
import { costUs } from "./rates.ts";

const now = Date.UTC(2026, 10, 21, 3);
const minute = 60_000;
const free = { freeAtUs: 0, closedUntilMs: 0, slowdowns: 0 };
const look: Look = {
  ...{ stopped: false, heldWhy: null, heldUntilMs: 0, campaignWhy: null, campaignLeft: null },
  ...{ quotaReadAtMs: now, quotaAskedAtMs: now, quotaMonth: "2026-11", due: [0, 10, 11, 30, 31] },
  buckets: { push: free, multicast: free, reply: free },
};
const turn = (given: Partial<Look>, room = 100) => nextTurn({ ...look, ...given }, now, room);

test("lanes are served in order: replies, transactional, campaigns", () => {
  expect(turn({})).toMatchObject({ do: "claim", lane: 0 });
  expect(turn({ due: [30, 31] })).toMatchObject({ do: "claim", lane: 30 });
  expect(turn({ due: [11, 30] })).toMatchObject({ do: "claim", lane: 11, limit: 32 });
  // Of multicasts there is room for so many more as are not under way; with none, pushes go on.
  expect(nextTurn({ ...look, due: [11, 30] }, now, 100, 5)).toMatchObject({ lane: 11, limit: 5 });
  expect(nextTurn({ ...look, due: [11, 30] }, now, 100, 0)).toMatchObject({ lane: 30, limit: 100 });
  expect(turn({ due: [] })).toEqual({ do: "nothing" });
  expect(turn({ stopped: true })).toEqual({ do: "nothing" });
});

test("a closed endpoint, or one whose rate is taken for 300 ms, is passed by and the others are not", () => {
  const closed = { ...look.buckets, push: { ...free, closedUntilMs: now + 1 } };
  expect(turn({ due: [10, 11, 30], buckets: closed })).toMatchObject({ lane: 11 });
  const full = (ms: number) => ({ ...look.buckets, push: { ...free, freeAtUs: (now + ms) * 1000 } });
  expect(turn({ due: [10], buckets: full(300) })).toMatchObject({ lane: 10 });
  expect(turn({ due: [10], buckets: full(301) })).toEqual({ do: "nothing" });
});

test("a hold lets replies through; when it ends, LINE's figures are read, or one message tries", () => {
  const held = { heldWhy: "month_over", heldUntilMs: now + 1 } as const;
  expect(turn(held)).toMatchObject({ lane: 0 });
  expect(turn({ ...held, due: [10, 30] })).toEqual({ do: "nothing" });
  const over = { heldUntilMs: now, quotaAskedAtMs: now - 10_000, due: [10] } as const;
  expect(turn({ ...over, heldWhy: "month_over" })).toEqual({ do: "quota" });
  expect(turn({ ...over, heldWhy: "reserved_by_other" })).toMatchObject({ do: "claim", limit: 1 });
});

test("a campaign's message that finds out whether a hold is over keeps to what is left for campaigns", () => {
  const held = { heldWhy: "reserved_by_other", heldUntilMs: now, due: [30] } as const;
  expect(turn({ ...held, campaignLeft: 3 })).toMatchObject({ do: "claim", limit: 1, people: 3 });
  // Its claim could not be written; the figures are read when they are a minute old, and it goes on from there.
  expect(turn({ ...held, campaignLeft: 0 })).toEqual({ do: "hold_campaign" });
  const old = { quotaReadAtMs: now - minute, quotaAskedAtMs: now - minute };
  expect(turn({ ...held, ...old, campaignLeft: 0 })).toEqual({ do: "quota" });
});

test("a campaign needs figures of this month that are a minute old at the most; receipts need none", () => {
  const old = { quotaReadAtMs: now - minute, quotaAskedAtMs: now - minute };
  expect(turn({ ...old, due: [10] })).toMatchObject({ lane: 10 });
  expect(turn({ ...old, due: [30] })).toEqual({ do: "quota" });
  expect(turn({ quotaMonth: "2026-10", quotaAskedAtMs: 0, due: [30] })).toEqual({ do: "quota" });
  // Somebody is asking at this moment: for ten minutes the old figures do.
  expect(turn({ ...old, quotaAskedAtMs: now - 1, due: [30] })).toMatchObject({ lane: 30 });
  expect(turn({ quotaReadAtMs: now - 10 * minute, due: [30] })).toEqual({ do: "nothing" });
});

test("of 100 that are left, campaigns get whole requests that fit, in their order", () => {
  expect(turn({ campaignLeft: 100, due: [31] })).toMatchObject({ people: 100 });
  expect(turn({ campaignLeft: 0, due: [31] })).toEqual({ do: "hold_campaign" });
  const people = (...counts: number[]) => counts.map((count) => ({ people: count }));
  expect(fitting(people(60, 40, 1), 100)).toHaveLength(2);
  expect(fitting(people(60, 50, 1), 100)).toHaveLength(1);
  expect(fitting(people(500), 100)).toHaveLength(0);
  expect(fitting(people(500), null)).toHaveLength(1);
});

test("of 1,000 with 700 used and 50 taken since the reading before, campaigns get 50 beside a reserve of a fifth", () => {
  const known = { reserveSet: null, takenNow: 150, takenAtRead: 100, month: "2026-11" };
  const quota = { kind: "limited", value: 1_000, used: 700 } as const;
  expect(campaignShare(quota, known, now)).toBe(50);
  expect(campaignShare(quota, { ...known, reserveSet: 0 }, now)).toBe(250);
  expect(campaignShare({ ...quota, used: 900 }, known, now)).toBe(0);
  // What was taken last month is in no figure of this one.
  expect(campaignShare(quota, { ...known, month: "2026-10" }, now)).toBe(100);
  expect(campaignShare({ kind: "none", value: null, used: 5 }, known, now)).toBeNull();
});

test("a limit with nothing left holds ten minutes or to the month's end in Japan; with something left 30 s to 5 min", () => {
  const quota = { kind: "limited", value: 10, used: 10 } as const;
  const held = { why: null, sinceMs: now };
  expect(holdAfterLimit(quota, 1, held, now)).toEqual({ why: "month_over", untilMs: now + 10 * minute });
  const almost = Date.UTC(2026, 10, 30, 14, 58);
  expect(holdAfterLimit(quota, 1, held, almost).untilMs).toBe(Date.UTC(2026, 10, 30, 15));
  const room = { ...quota, used: 5 };
  const until = (lasted: number) =>
    holdAfterLimit(room, 1, { why: "reserved_by_other", sinceMs: now - lasted }, now).untilMs - now;
  expect([0, 45_000, 10 * minute].map(until)).toEqual([30_000, 45_000, 300_000]);
  expect(holdAfterLimit(room, 6, held, now).why).toBe("month_over");
  expect(holdAfterLimit(null, 1, held, now).why).toBe("reserved_by_other");
});

test("the month turns at midnight in Tokyo, also from December to January", () => {
  expect(monthInJapan(Date.UTC(2026, 10, 30, 14, 59, 59))).toBe("2026-11");
  expect(monthInJapan(Date.UTC(2026, 10, 30, 15))).toBe("2026-12");
  expect(nextMonthMs(Date.UTC(2026, 11, 31, 14, 59))).toBe(Date.UTC(2026, 11, 31, 15));
});

test("at the whole of LINE's rate a push costs 500 µs and a multicast 5,000; at a half twice that; without, nothing", () => {
  expect([costUs("push", 1000), costUs("multicast", 1000), costUs("reply", 500)]).toEqual([
    500, 5_000, 1_000,
  ]);
  expect(costUs("push", 0)).toBe(0);
});

test("of requests that take 25 ms each 12 are taken in hand at a time, of 500 µs 600, and of a second one", () => {
  expect([25_000, 500, 1_000_000].map(pacedMax)).toEqual([12, 600, 1]);
  expect(pacedMax(0)).toBe(Number.POSITIVE_INFINITY);
});
