import { describe, expect, test } from "vitest";
import { lineOf, noon, programmeWith, promotionWith, ruleWith } from "../../../test/support/earning.ts";
import { someDay } from "../lots.ts";
import type { Programme } from "../programme/schema.ts";
import { giftsOf } from "./gifts.ts";
import { quoteEarn } from "./quote.ts";
import type { EarnFacts } from "./types.ts";

const gold = { code: "gold", multiplierPerMille: 1500 };
const sale = [lineOf(1000)];

function gifts(programme: Programme, facts: EarnFacts = noon) {
  const award = quoteEarn(programme, facts, sale);
  return giftsOf(award, programme, facts).map(({ fundedBy: _, ...gift }) => gift);
}

describe("an award as lots", () => {
  test("what shares dates and origin comes together: base 10 and rank 5 are one lot of 15", () => {
    const promotion = promotionWith({ expires: { kind: "until", on: "2026-12-31" } });
    expect(gifts(programmeWith([ruleWith({}), promotion]), { ...noon, rank: gold })).toEqual([
      {
        ...{ points: 15, activatesOn: "2026-11-21", expiresOn: "2027-11-30" },
        ...{ origin: "purchase", renews: false, waits: null },
      },
      {
        ...{ points: 50, activatesOn: "2026-11-21", expiresOn: "2026-12-31" },
        ...{ origin: "promotion", renews: false, waits: null },
      },
    ]);
  });

  test("a rank's points live as the base rule's do, also where that has an expiry of its own", () => {
    const base = ruleWith({ expires: { kind: "until", on: "2026-12-31" }, fundedBy: "store" });
    expect(gifts(programmeWith([base]), { ...noon, rank: gold })).toMatchObject([
      { points: 15, expiresOn: "2026-12-31" },
    ]);
  });

  test("what different purses pay for stays apart", () => {
    const store = promotionWith({ origin: "purchase", fundedBy: "store" });
    const programme = programmeWith([ruleWith({}), store]);
    const award = quoteEarn(programme, noon, sale);
    expect(giftsOf(award, programme, noon).map(({ points, fundedBy }) => [points, fundedBy])).toEqual([
      [10, "head_office"],
      [50, "store"],
    ]);
  });

  test("points after 10 days live 12 months from then: 21 November is 1 December, until 31 December", () => {
    const later = ruleWith({ activates: { kind: "after_days", days: 10 } });
    expect(gifts(programmeWith([later]))).toMatchObject([
      { points: 10, activatesOn: "2026-12-01", expiresOn: "2027-12-31", waits: null },
    ]);
  });

  test("of a web shop's sale wait for it to be shipped, without dates, and say how to find them then", () => {
    const programme = programmeWith([ruleWith({})]);
    expect(gifts(programme, { ...noon, channel: "ec" })).toEqual([
      {
        ...{ points: 10, activatesOn: someDay, expiresOn: someDay, origin: "purchase", renews: false },
        waits: { event: "shipped", afterDays: 14, expires: programme.expires },
      },
    ]);
    const award = quoteEarn(programme, { ...noon, channel: "ec" }, sale);
    expect(award.lines).toMatchObject([{ activatesOn: null, expiresOn: null }]);
  });

  test("later activity renews what follows the programme, and no campaign's own date", () => {
    const renewing = {
      kind: "activity",
      after: { unit: "months", count: 6 },
      roundTo: "day",
      on: "earn",
    } as const;
    const own = promotionWith({ ruleId: "own", expires: { kind: "until", on: "2026-12-31" } });
    const alike = promotionWith({ ruleId: "alike", expires: renewing });
    const programme = programmeWith([ruleWith({}), promotionWith({}), own, alike], { expires: renewing });
    expect(gifts(programme, { ...noon, rank: gold })).toMatchObject([
      { points: 15, expiresOn: "2027-05-21", renews: true },
      { points: 50, expiresOn: "2027-05-21", renews: true, origin: "promotion" },
      { points: 50, expiresOn: "2026-12-31", renews: false },
      { points: 50, expiresOn: "2027-05-21", renews: false },
    ]);
  });

  test("points that begin after their campaign's date can be used on that one day", () => {
    const late = promotionWith({
      activates: { kind: "after_days", days: 20 },
      expires: { kind: "until", on: "2026-11-30" },
    });
    expect(gifts(programmeWith([ruleWith({}), late]))[1]).toMatchObject({
      ...{ activatesOn: "2026-12-11", expiresOn: "2026-12-11" },
    });
  });

  test("nothing earned opens no lot", () => {
    const programme = programmeWith([ruleWith({})]);
    expect(giftsOf(quoteEarn(programme, noon, [lineOf(99)]), programme, noon)).toEqual([]);
  });
});
