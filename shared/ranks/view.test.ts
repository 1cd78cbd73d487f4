import { describe, expect, test } from "vitest";
import type { Evidence, RankState } from "./evaluate.ts";
import { noRanks } from "./ladder.ts";
import type { Ladder, Rank } from "./schema.ts";
import { endNews, nearNews, rankView } from "./view.ts";

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
const state = (changes: Partial<RankState>): RankState => ({
  rank: "bronze",
  nth: 0,
  sinceOn: "2025-05-10",
  untilOn: null,
  granted: false,
  warnedForOn: null,
  ...changes,
});

function evidence(days: Readonly<Record<string, number>>, ladder: Ladder = byYear): Evidence {
  return {
    ladder,
    joinedOn: "2025-05-10",
    metricIn: ({ from, to }) =>
      Object.entries(days).reduce((sum, [on, value]) => (from <= on && on <= to ? sum + value : sum), 0),
  };
}

describe("a rank as it is shown", () => {
  test("with ¥96,800 of ¥100,000, ¥3,200 are missing for gold", () => {
    const view = rankView(evidence({ "2026-11-22": 96_800 }), state({ rank: "silver" }), "2026-11-22");
    expect(view?.next).toMatchObject({ code: "gold", threshold: 100_000, missing: 3_200 });
    expect(view?.value).toBe(96_800);
  });

  test("at the top nothing is missing", () => {
    const gold = state({ rank: "gold", sinceOn: "2026-02-01", untilOn: "2027-12-31" });
    expect(rankView(evidence({ "2026-02-01": 100_000 }), gold, "2026-11-22")).toMatchObject({
      next: null,
      toKeep: null,
      untilOn: "2027-12-31",
    });
  });

  test("a count that returns brought below zero is shown as 0", () => {
    expect(rankView(evidence({ "2026-11-22": -500 }), state({}), "2026-11-22")?.value).toBe(0);
  });

  test("a shop without ranks shows none", () => {
    expect(rankView(evidence({}, { ...byYear, enabled: false }), state({}), "2026-11-22")).toBeNull();
  });

  test("in the days of grace the end is that of the grace", () => {
    const gold = state({ rank: "gold", sinceOn: "2027-01-01", untilOn: "2027-12-31" });
    const view = rankView(evidence({}, { ...byYear, graceDays: 31 }), gold, "2028-01-05");
    expect(view).toMatchObject({ untilOn: "2028-01-31", toKeep: null });
  });
});

describe("what is missing to keep a rank", () => {
  const gold = state({ rank: "gold", nth: 1, sinceOn: "2026-11-22", untilOn: "2027-12-31" });

  test("nothing in the year it was reached; from 1 January 2027 all of it by 31 December", () => {
    const bought = evidence({ "2026-11-22": 100_000 });
    expect(rankView(bought, gold, "2026-12-31")?.toKeep).toBeNull();
    expect(rankView(bought, { ...gold, sinceOn: "2027-01-01" }, "2027-01-01")?.toKeep).toEqual({
      missing: 100_000,
      byOn: "2027-12-31",
    });
  });

  test("after a return of ¥40,000 in the year it was reached, ¥40,000 by the end of that year", () => {
    expect(rankView(evidence({ "2026-11-22": 60_000 }), gold, "2026-11-23")).toMatchObject({
      toKeep: { missing: 40_000, byOn: "2026-12-31" },
      untilOn: "2026-12-31",
    });
  });

  test("rolling: what was bought after the day it was reached", () => {
    const ladder: Ladder = { ...byYear, window: "rolling_12_months" };
    const rolling = { ...gold, untilOn: "2027-11-22" };
    const bought = evidence({ "2026-11-22": 100_000, "2027-03-01": 70_000 }, ladder);
    expect(rankView(bought, rolling, "2027-03-01")?.toKeep).toEqual({ missing: 30_000, byOn: "2027-11-22" });
  });

  test("nothing where ranks never fall, or for one given by hand", () => {
    const never = evidence({}, { ...byYear, downgrade: "never" });
    expect(rankView(never, { ...gold, untilOn: null }, "2027-06-01")?.toKeep).toBeNull();
    expect(rankView(evidence({}), { ...gold, granted: true }, "2027-06-01")?.toKeep).toBeNull();
  });
});

describe("near_upgrade", () => {
  test.each([
    [79_999, null],
    [80_000, 20_000],
    [99_999, 1],
    [100_000, null],
  ])("for gold at ¥%d: missing %s", (value, missing) => {
    const news = nearNews(evidence({ "2026-11-22": value }), state({ rank: "silver" }), "2026-11-22");
    expect(news?.missing ?? null).toBe(missing);
  });

  test("is told once a year: the occasion of 2027 is another", () => {
    const silver = state({ rank: "silver" });
    const occasions = ["2026-03-01", "2026-11-22", "2027-03-01"].map(
      (on) => nearNews(evidence({ [on]: 90_000 }), silver, on)?.occasion,
    );
    expect(occasions).toEqual(["gold 2026-01-01", "gold 2026-01-01", "gold 2027-01-01"]);
  });
});

describe("will_downgrade", () => {
  const gold = state({ rank: "gold", nth: 2, sinceOn: "2027-01-01", untilOn: "2027-12-31" });

  test("comes 30 days before the end, not earlier, not after it, and not twice", () => {
    const bought = evidence({ "2027-06-01": 40_000 });
    expect(endNews(bought, gold, "2027-11-30")).toBeNull();
    expect(endNews(bought, gold, "2027-12-01")).toMatchObject({ missing: 60_000, byOn: "2027-12-31" });
    expect(endNews(bought, { ...gold, warnedForOn: "2027-12-31" }, "2027-12-02")).toBeNull();
    expect(endNews(bought, gold, "2028-01-01")).toBeNull();
  });

  test("does not come to whom has earned it again", () => {
    expect(endNews(evidence({ "2027-06-01": 100_000 }), gold, "2027-12-01")).toBeNull();
  });

  test("comes before a rank given by hand ends, unless the count has it by itself", () => {
    const given = state({ rank: "gold", granted: true, sinceOn: "2027-01-01", untilOn: "2027-06-30" });
    expect(endNews(evidence({}), given, "2027-06-01")).toMatchObject({ byOn: "2027-06-30" });
    expect(endNews(evidence({ "2027-05-01": 100_000 }), given, "2027-06-01")).toBeNull();
  });
});
