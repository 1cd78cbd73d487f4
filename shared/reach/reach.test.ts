import { describe, expect, test } from "vitest";
import { capWindows, isCapped } from "./caps.ts";
import { costOf } from "./cost.ts";
import { defaultReach } from "./defaults.ts";
import { linePlans } from "./plans.ts";
import { isQuiet, nextAllowedMs } from "./quiet.ts";
import { reachSettings } from "./schema.ts";

const night = { from: "21:00", until: "09:00" };

describe("quiet hours from 21:00 until 09:00", () => {
  test.each([
    ["Asia/Tokyo", "2026-11-30T20:59:59.999+09:00", "2026-11-30T20:59:59.999+09:00"],
    ["Asia/Tokyo", "2026-11-30T21:00:00+09:00", "2026-12-01T09:00:00+09:00"],
    ["Asia/Tokyo", "2026-12-31T23:59:59.999+09:00", "2027-01-01T09:00:00+09:00"],
    ["Asia/Tokyo", "2027-01-01T00:00:00+09:00", "2027-01-01T09:00:00+09:00"],
    ["Asia/Tokyo", "2027-01-01T08:59:59.999+09:00", "2027-01-01T09:00:00+09:00"],
    ["Asia/Tokyo", "2027-01-01T09:00:00+09:00", "2027-01-01T09:00:00+09:00"],
    // The night before a leap day ends on it.
    ["Asia/Tokyo", "2028-02-28T22:00:00+09:00", "2028-02-29T09:00:00+09:00"],
    // Nights of 11 and of 13 hours, where the clocks change.
    ["Europe/Berlin", "2027-03-27T21:00:00+01:00", "2027-03-28T09:00:00+02:00"],
    ["Europe/Berlin", "2027-10-30T21:00:00+02:00", "2027-10-31T09:00:00+01:00"],
    ["Pacific/Auckland", "2026-11-30T22:00:00+13:00", "2026-12-01T09:00:00+13:00"],
  ])("in %s let what comes at %s leave at %s", (timeZone, now, then) => {
    expect(new Date(nextAllowedMs(Date.parse(now), night, timeZone)).toISOString()).toBe(
      new Date(then).toISOString(),
    );
  });

  test("begin and end within one day where they do, and do not exist where there are none", () => {
    const lunch = { from: "12:00", until: "13:00" };
    const at = (time: string) => Date.parse(`2026-11-30T${time}:00+09:00`);
    expect(["11:59", "12:00", "12:59", "13:00"].map((t) => isQuiet(at(t), lunch, "Asia/Tokyo"))).toEqual([
      ...[false, true, true, false],
    ]);
    expect(nextAllowedMs(at("12:30"), lunch, "Asia/Tokyo")).toBe(at("13:00"));
    expect(nextAllowedMs(at("23:00"), null, "Asia/Tokyo")).toBe(at("23:00"));
  });
});

describe("1 a day, 2 in 7 days, 6 in 30 days", () => {
  const { caps } = defaultReach;
  test.each([
    ["2026-11-30", [], false],
    ["2026-11-30", ["2026-11-30"], true],
    // Calendar days: a message of 23:59 yesterday is yesterday's.
    ["2026-11-30", ["2026-11-29"], false],
    ["2026-11-30", ["2026-11-24", "2026-11-29"], true],
    ["2026-11-30", ["2026-11-23", "2026-11-29"], false],
    // Over the end of a month and of February, which has 29 days in 2028.
    ["2028-03-05", ["2028-02-28", "2028-02-29"], true],
    ["2028-03-06", ["2028-02-28", "2028-02-29"], false],
    ["2028-03-05", ["2028-02-29", "2028-03-01"], true],
    [
      "2028-03-20",
      ["2028-02-20", "2028-02-27", "2028-02-29", "2028-03-06", "2028-03-07", "2028-03-13"],
      true,
    ],
    [
      "2028-03-20",
      ["2028-02-19", "2028-02-27", "2028-02-29", "2028-03-06", "2028-03-07", "2028-03-13"],
      false,
    ],
  ])("on %s stop who was sent one on %j: %s", (today, sentOn, capped) => {
    expect(isCapped(sentOn, caps, today)).toBe(capped);
  });

  test("reach back to 2028-02-20 on 20 March, and not at all where there is no limit", () => {
    expect(capWindows(caps, "2028-03-20")).toEqual([
      { max: 1, since: "2028-03-20" },
      { max: 2, since: "2028-03-14" },
      { max: 6, since: "2028-02-20" },
    ]);
    expect(capWindows({ perDay: null, perWeek: null, perMonth: 6 }, "2028-03-01")).toEqual([
      { max: 6, since: "2028-02-01" },
    ]);
  });
});

describe("what messages cost", () => {
  const { communication, light, standard } = linePlans;
  test.each([
    ["standard", standard, 100_000, 0, { included: 30_000, extra: 70_000, impossible: 0, yen: 206_000 }],
    ["standard", standard, 30_000, 0, { included: 30_000, extra: 0, impossible: 0, yen: 0 }],
    ["standard", standard, 1, 30_000, { included: 0, extra: 1, impossible: 0, yen: 3 }],
    // The 50,000th and the 50,001st beyond the included ones: 3 and 2.8 yen, of which a part counts as a whole one.
    ["standard", standard, 2, 79_999, { included: 0, extra: 2, impossible: 0, yen: 6 }],
    ["standard", standard, 5, 90_000, { included: 0, extra: 5, impossible: 0, yen: 14 }],
    ["light", light, 6_000, 1_000, { included: 4_000, extra: 0, impossible: 2_000, yen: 0 }],
    ["communication", communication, 10, 250, { included: 0, extra: 0, impossible: 10, yen: 0 }],
    ["standard", standard, 0, 0, { included: 0, extra: 0, impossible: 0, yen: 0 }],
  ] as const)("on the %s plan: %s", (_name, plan, messages, used, cost) => {
    expect(costOf(messages, plan, used)).toEqual({ messages, ...cost });
  });

  test("cannot be said by tiers that fall back, end too early or have no end in the middle", () => {
    const withTiers = (...ends: (number | null)[]) =>
      reachSettings.safeParse({
        ...defaultReach,
        plan: { ...standard, tiers: ends.map((upTo) => ({ upTo, senEach: 300 })) },
      }).success;
    expect([withTiers(), withTiers(null), withTiers(10, 20, null)]).toEqual([true, true, true]);
    expect([withTiers(10), withTiers(20, 10, null), withTiers(null, null)]).toEqual([false, false, false]);
    expect(reachSettings.safeParse(defaultReach).success).toBe(true);
  });
});
