import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, type CalendarDate } from "../dates.ts";
import { type Evidence, evaluate, grantEnded, granted, type RankState } from "./evaluate.ts";
import { noRanks, placeOf } from "./ladder.ts";
import type { Ladder, Rank } from "./schema.ts";

const rank = (code: string, threshold: number): Rank => ({
  code,
  name: { ja: code, en: code },
  threshold,
  multiplierPerMille: 1000,
  colour: "#808080",
});

const byYear: Ladder = {
  ...noRanks,
  enabled: true,
  ranks: [rank("bronze", 0), rank("silver", 30_000), rank("gold", 100_000)],
};
const joinedOn = "2025-05-10";
const bronze: RankState = {
  rank: "bronze",
  nth: 0,
  sinceOn: joinedOn,
  untilOn: null,
  granted: false,
  warnedForOn: null,
};

type Days = Readonly<Record<CalendarDate, number>>;

function evidence(days: Days, ladder: Ladder = byYear): Evidence {
  return {
    ladder,
    joinedOn,
    metricIn: ({ from, to }) =>
      Object.entries(days).reduce((sum, [on, value]) => (from <= on && on <= to ? sum + value : sum), 0),
  };
}

/** Reasons, ranks, and until when, as one text a step. */
function told(days: Days, on: CalendarDate, state: RankState = bronze, ladder: Ladder = byYear): string[] {
  return evaluate(evidence(days, ladder), state, on).map(
    (step) => `${step.on} ${step.reason} ${step.from}→${step.to} until ${step.state.untilOn ?? "ever"}`,
  );
}

function stateAfter(
  days: Days,
  on: CalendarDate,
  state: RankState = bronze,
  ladder: Ladder = byYear,
): RankState {
  return evaluate(evidence(days, ladder), state, on).at(-1)?.state ?? state;
}

describe("a rank is reached", () => {
  test.each([
    [99_999, ["2026-11-22 earned bronze→silver until 2027-12-31"]],
    [100_000, ["2026-11-22 earned bronze→gold until 2027-12-31"]],
    [29_999, []],
  ])("with ¥%d in 2026", (value, steps) => {
    expect(told({ "2026-11-22": value }, "2026-11-22")).toEqual(steps);
  });

  test("on 31 December it lasts one year and a day, on 1 January two years", () => {
    expect(stateAfter({ "2026-12-31": 100_000 }, "2026-12-31").untilOn).toBe("2027-12-31");
    expect(stateAfter({ "2027-01-01": 100_000 }, "2027-01-01").untilOn).toBe("2028-12-31");
  });

  test("¥60,000 on 31 December and ¥60,000 on 1 January are silver twice, not gold", () => {
    const days = { "2026-12-31": 60_000, "2027-01-01": 60_000 };
    expect(stateAfter(days, "2027-01-01", stateAfter(days, "2026-12-31")).rank).toBe("silver");
  });

  test("in a fiscal year from April, March 2027 still counts for the year that ends then", () => {
    const ladder: Ladder = { ...byYear, window: "fiscal_year" };
    expect(told({ "2027-03-31": 100_000 }, "2027-03-31", bronze, ladder)).toEqual([
      "2027-03-31 earned bronze→gold until 2028-03-31",
    ]);
  });

  test("in the rolling twelve months it lasts twelve months", () => {
    const ladder: Ladder = { ...byYear, window: "rolling_12_months" };
    expect(told({ "2026-03-01": 50_000, "2027-02-28": 50_000 }, "2027-02-28", bronze, ladder)).toEqual([
      "2027-02-28 earned bronze→gold until 2028-02-28",
    ]);
    expect(
      stateAfter({ "2026-02-28": 50_000, "2027-02-28": 50_000 }, "2027-02-28", bronze, ladder).rank,
    ).toBe("silver");
  });

  test("in the joining year from 10 May, 9 May counts for the year before", () => {
    const ladder: Ladder = { ...byYear, window: "anniversary" };
    expect(stateAfter({ "2026-05-09": 100_000 }, "2026-05-09", bronze, ladder).untilOn).toBe("2027-05-09");
    expect(stateAfter({ "2026-05-10": 100_000 }, "2026-05-10", bronze, ladder).untilOn).toBe("2028-05-09");
  });

  test("over a whole life it does not end", () => {
    const ladder: Ladder = { ...byYear, window: "lifetime" };
    const gold = stateAfter({ "2026-11-22": 100_000 }, "2026-11-22", bronze, ladder);
    expect(gold).toMatchObject({ rank: "gold", untilOn: null });
    expect(told({ "2026-11-22": 100_000 }, "2046-11-22", gold, ladder)).toEqual([]);
  });

  test("with next_period, what was bought in 2026 counts from 1 January to 31 December 2027", () => {
    const ladder: Ladder = { ...byYear, upgrade: "next_period" };
    const days = { "2026-11-22": 100_000 };
    expect(told(days, "2026-12-31", bronze, ladder)).toEqual([]);
    expect(told(days, "2027-01-01", bronze, ladder)).toEqual([
      "2027-01-01 earned bronze→gold until 2027-12-31",
    ]);
  });

  test("a sale of 30 December that arrives on 2 January counts for the old year", () => {
    const state = stateAfter({ "2026-12-30": 100_000 }, "2026-12-30");
    expect(told({ "2026-12-30": 100_000 }, "2027-01-02", state)).toEqual([
      "2027-01-01 kept gold→gold until 2027-12-31",
    ]);
  });
});

describe("a rank ends", () => {
  const gold: RankState = { ...bronze, rank: "gold", nth: 2, sinceOn: "2027-01-01", untilOn: "2027-12-31" };

  test("on its last day it is still there, the day after it is one step lower for one more year", () => {
    expect(told({}, "2027-12-31", gold)).toEqual([]);
    expect(told({}, "2028-01-01", gold)).toEqual(["2028-01-01 fell gold→silver until 2028-12-31"]);
  });

  test("earned again with ¥100,000 in 2027, it is kept to the end of 2028", () => {
    expect(told({ "2027-06-01": 100_000 }, "2028-01-01", gold)).toEqual([
      "2028-01-01 kept gold→gold until 2028-12-31",
    ]);
  });

  test("to_earned: it falls to what 2027 has, silver by ¥30,000 and bronze by ¥29,999", () => {
    const ladder: Ladder = { ...byYear, downgrade: "to_earned" };
    expect(stateAfter({ "2027-06-01": 30_000 }, "2028-01-01", gold, ladder)).toMatchObject({
      rank: "silver",
      untilOn: "2028-12-31",
    });
    expect(stateAfter({ "2027-06-01": 29_999 }, "2028-01-01", gold, ladder)).toMatchObject({
      rank: "bronze",
      untilOn: null,
    });
  });

  test("never: it is kept without an end", () => {
    const state = stateAfter({}, "2028-01-01", gold, { ...byYear, downgrade: "never" });
    expect(state).toMatchObject({ rank: "gold", untilOn: null });
  });

  test("with 31 days of grace it falls on 1 February, and not where January alone has reached it", () => {
    const ladder: Ladder = { ...byYear, graceDays: 31 };
    expect(told({}, "2028-01-31", gold, ladder)).toEqual([]);
    expect(told({}, "2028-02-01", gold, ladder)).toEqual(["2028-02-01 fell gold→silver until 2028-12-31"]);
    expect(told({ "2028-01-20": 100_000 }, "2028-02-01", gold, ladder)).toEqual([
      "2028-02-01 kept gold→gold until 2029-12-31",
    ]);
  });

  test("five years without a visit are five decisions, each on its own day, whenever they are made", () => {
    const steps = [
      "2028-01-01 fell gold→silver until 2028-12-31",
      "2029-01-01 fell silver→bronze until ever",
    ];
    expect(told({}, "2032-06-01", gold)).toEqual(steps);
    expect(told({}, "2032-06-01", stateAfter({}, "2028-01-01", gold))).toEqual(steps.slice(1));
  });

  test("rolling: what reached it does not keep it; what was bought after it does", () => {
    const ladder: Ladder = { ...byYear, window: "rolling_12_months" };
    const reached = stateAfter({ "2026-11-22": 100_000 }, "2026-11-22", bronze, ladder);
    expect(told({ "2026-11-22": 100_000 }, "2027-11-23", reached, ladder)).toEqual([
      "2027-11-23 fell gold→silver until 2028-11-22",
    ]);
    expect(told({ "2026-11-22": 100_000, "2026-11-23": 100_000 }, "2027-11-23", reached, ladder)).toEqual([
      "2027-11-23 kept gold→gold until 2028-11-22",
    ]);
  });
});

describe("what reached a rank is returned", () => {
  const gold = stateAfter({ "2026-11-22": 100_000 }, "2026-11-22");

  test("the rank stays to the end of the year and is not borne out on 1 January", () => {
    expect(told({ "2026-11-22": 0 }, "2026-12-31", gold)).toEqual([]);
    expect(told({ "2026-11-22": 0 }, "2027-01-01", gold)).toEqual(["2027-01-01 fell gold→bronze until ever"]);
  });

  test("what is left of it counts: ¥30,000 of ¥100,000 are silver to the end of 2027", () => {
    expect(told({ "2026-11-22": 30_000 }, "2027-01-01", gold)).toEqual([
      "2027-01-01 fell gold→silver until 2027-12-31",
    ]);
  });

  test("what is returned after 1 January takes nothing before the end of 2027", () => {
    const proven = stateAfter({ "2026-11-22": 100_000 }, "2027-01-01", gold);
    expect(told({ "2026-11-22": 0 }, "2027-12-31", proven)).toEqual([]);
  });
});

describe("a rank given by hand", () => {
  const given = granted(evidence({}), bronze, "gold", "2026-12-15", "2026-11-22").state;

  test("ends after its day, without grace, with what the counts alone give", () => {
    const ladder: Ladder = { ...byYear, graceDays: 31 };
    expect(told({ "2026-11-01": 30_000 }, "2026-12-15", given, ladder)).toEqual([]);
    expect(told({ "2026-11-01": 30_000 }, "2026-12-16", given, ladder)).toEqual([
      "2026-12-16 grant_ended gold→silver until 2027-12-31",
    ]);
    expect(told({ "2025-11-01": 30_000 }, "2026-12-16", given, ladder)).toEqual([
      "2026-12-16 grant_ended gold→silver until 2026-12-31",
    ]);
  });

  test("freezes the present rank: it does not end while it is given", () => {
    const gold: RankState = { ...bronze, rank: "gold", nth: 2, sinceOn: "2027-01-01", untilOn: "2027-12-31" };
    const frozen = granted(evidence({}), gold, "gold", "2028-06-30", "2027-12-01").state;
    expect(told({}, "2028-06-30", frozen)).toEqual([]);
    expect(told({}, "2028-07-01", frozen)).toEqual(["2028-07-01 grant_ended gold→bronze until ever"]);
  });

  test("gives way to a higher one that is earned, and no day of it is lost", () => {
    const silver = granted(evidence({}), bronze, "silver", "2029-03-31", "2026-11-22").state;
    expect(stateAfter({ "2026-11-30": 100_000 }, "2026-11-30", silver)).toMatchObject({
      rank: "gold",
      granted: false,
      untilOn: "2029-03-31",
    });
  });

  test("ended early, leaves what was earned", () => {
    const step = grantEnded(evidence({ "2026-11-01": 30_000 }), given, "2026-11-25");
    expect(step).toMatchObject({ reason: "grant_ended", to: "silver" });
  });
});

describe("another ladder", () => {
  test("without the member's rank gives the rank their count has", () => {
    const state: RankState = { ...bronze, rank: "platinum", nth: 4, untilOn: "2027-12-31" };
    expect(told({ "2026-06-01": 30_000 }, "2026-11-22", state)).toEqual([
      "2026-11-22 ladder_changed platinum→silver until 2027-12-31",
    ]);
  });

  test("whose ranks end gives an end to those that had none", () => {
    const state: RankState = { ...bronze, rank: "gold", nth: 1 };
    expect(told({}, "2026-11-22", state)).toEqual(["2026-11-22 ladder_changed gold→gold until 2027-12-31"]);
  });
});

const ladders = fc.record({
  window: fc.constantFrom<Ladder["window"]>(
    "calendar_year",
    "fiscal_year",
    "rolling_12_months",
    "anniversary",
    "lifetime",
  ),
  next: fc.boolean(),
  downgrade: fc.constantFrom<Ladder["downgrade"]>("one_step", "to_earned", "never"),
  graceDays: fc.integer({ min: 0, max: 120 }),
});
const histories = fc.array(
  fc.record({ day: fc.integer({ min: 0, max: 2000 }), value: fc.integer({ min: 0, max: 120_000 }) }),
  { maxLength: 12 },
);

describe("whatever was bought, by any ladder", () => {
  const seeded = { seed: 2026, numRuns: 400 };
  const ladderOf = ({
    next,
    ...rest
  }: { next: boolean } & Pick<Ladder, "window" | "downgrade" | "graceDays">) => ({
    ...byYear,
    ...rest,
    upgrade:
      next && rest.window !== "rolling_12_months" && rest.window !== "lifetime"
        ? ("next_period" as const)
        : ("immediate" as const),
  });
  const dayAt = (day: number): CalendarDate => addDays(joinedOn, day);
  const daysOf = (history: readonly { day: number; value: number }[], factor = 1): Days => {
    const days: Record<string, number> = {};
    for (const { day, value } of history) days[dayAt(day)] = (days[dayAt(day)] ?? 0) + value * factor;
    return days;
  };
  /** The state after looking on each day of a sale, as the till does, and once at the end. */
  const lived = (ladder: Ladder, days: Days, on: CalendarDate): RankState =>
    [...Object.keys(days).filter((day) => day <= on), on].sort().reduce((state, day) => {
      const until = Object.fromEntries(Object.entries(days).filter(([sale]) => sale <= day));
      return stateAfter(until, day, state, ladder);
    }, bronze);

  test("evaluating twice is evaluating once", () => {
    fc.assert(
      fc.property(ladders, histories, fc.integer({ min: 0, max: 2500 }), (terms, history, at) => {
        const ladder = ladderOf(terms);
        const days = daysOf(history);
        const state = lived(ladder, days, dayAt(at));
        const seen = Object.fromEntries(Object.entries(days).filter(([sale]) => sale <= dayAt(at)));
        expect(evaluate(evidence(seen, ladder), state, dayAt(at))).toEqual([]);
      }),
      seeded,
    );
  });

  test("buying twice as much never gives a lower rank", () => {
    fc.assert(
      fc.property(ladders, histories, fc.integer({ min: 0, max: 2500 }), (terms, history, at) => {
        const ladder = ladderOf(terms);
        const less = lived(ladder, daysOf(history), dayAt(at));
        const more = lived(ladder, daysOf(history, 2), dayAt(at));
        expect(placeOf(ladder, more.rank)).toBeGreaterThanOrEqual(placeOf(ladder, less.rank));
      }),
      seeded,
    );
  });

  test("looking every day or only at the end comes to the same rank", () => {
    fc.assert(
      fc.property(ladders, histories, fc.integer({ min: 0, max: 2500 }), (terms, history, at) => {
        const ladder = ladderOf({ ...terms, next: false });
        const days = daysOf(history);
        const last = Math.max(0, ...history.map(({ day }) => day));
        const from = lived(ladder, days, dayAt(last));
        const to = last + at;
        let daily = from;
        for (let day = last; day <= to; day += 1 + (day % 7))
          daily = stateAfter(days, dayAt(day), daily, ladder);
        daily = stateAfter(days, dayAt(to), daily, ladder);
        expect(daily).toEqual(stateAfter(days, dayAt(to), from, ladder));
      }),
      { ...seeded, numRuns: 100 },
    );
  });
});
