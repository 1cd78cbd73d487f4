import { describe, expect, test } from "vitest";
import type { AwardLine } from "../../../shared/points/earn/types.ts";
import type { AwardView } from "../../../shared/purchases/schema.ts";
import { explain, explainRank, explainUse, explainWaiting, type Voice } from "./explain.core.ts";
import { en, ja } from "./words.ts";

const number = (value: number): string => value.toLocaleString("ja-JP");
const say: Voice = { w: ja, number, date: (date) => date.slice(5), language: "ja" };
const sayEn: Voice = { ...say, w: en, language: "en" };

const base: AwardLine = {
  ...{ ruleId: "base", ruleVersion: 1, role: "base", baseYen: 1280, points: 12, desiredPoints: 12 },
  name: { ja: "お買い上げ", en: "Purchases" },
  value: { kind: "per_yen", amount: 1, per: 100 },
  ...{ cappedBy: null, lineIds: [], activatesOn: "2026-11-21", expiresOn: "2027-11-30" },
  ...{ origin: "purchase", fundedBy: "head_office" },
};
const rainy: AwardLine = {
  ...base,
  ...{ ruleId: "rain", role: "promotion", points: 20, desiredPoints: 24, cappedBy: "per_member_day" },
  name: { ja: "雨の日", en: "Rainy day" },
  value: { kind: "multiplier", amount: 3000, per: 1000 },
};
const awardOf = (lines: readonly AwardLine[], more: Partial<AwardView> = {}): AwardView => ({
  ...{ lines, whyNot: [], yenToNextPoint: null },
  ...more,
});

describe("one rule", () => {
  test("is said in one line, and there is nothing to open", () => {
    expect(explain(awardOf([base]), [], say)).toEqual({
      short: ["対象 ¥1,280、¥100ごとに 1 pt → 12 pt"],
      long: [],
    });
  });

  test("with a part paid by points says so without being asked, and the rest when opened", () => {
    const whyNot = [
      { ruleId: "base", name: base.name, reason: "points_paid_part" as const, yen: 100, points: 1 },
      {
        ruleId: "tue",
        name: { ja: "火曜市", en: "Tuesdays" },
        reason: "outside_weekdays" as const,
        yen: null,
        points: null,
      },
    ];
    const { short, long } = explain(awardOf([base], { whyNot, yenToNextPoint: 20 }), [], say);
    expect(short[1]).toBe("ポイントで払う ¥100 は対象外");
    expect(long.slice(1)).toEqual([
      "ポイントで払う ¥100 は対象外",
      "火曜市:対象の曜日ではありません",
      "あと ¥20 で次のポイントが付きます",
    ]);
  });

  test("that waits for a parcel says when its points can be used", () => {
    const waits = [{ points: 12, activatesOn: null, waitsFor: "shipped" }];
    expect(explain(awardOf([base]), waits, say).short[1]).toBe("うち 12 pt は発送のあとで使えます");
    expect(explain(awardOf([base]), waits, sayEn).short[1]).toBe("12 pt of these can be used once shipped");
  });
});

describe("several rules", () => {
  test("are one line of names and points; opened, each says how it was counted and what a limit cut off", () => {
    const whyNot = [
      { ruleId: "rain", name: rainy.name, reason: "limit_reached" as const, yen: null, points: 4 },
    ];
    const { short, long } = explain(awardOf([base, rainy], { whyNot }), [], say);
    expect(short).toEqual(["お買い上げ +12・雨の日 +20"]);
    expect(long).toEqual([
      "お買い上げ +12 pt(対象 ¥1,280、¥100ごとに 1 pt)",
      "雨の日 +20 pt(3倍) 1日の上限で 24 pt が 20 pt に",
    ]);
  });

  test("beyond three are counted together", () => {
    const lines = ["a", "b", "c"].map((ruleId) => ({ ...rainy, ruleId }));
    expect(explain(awardOf([base, ...lines]), [], sayEn).short).toEqual([
      "Purchases +12, Rainy day +20, Rainy day +20, 1 more +20",
    ]);
  });
});

test("a sale that earns nothing says so", () => {
  expect(explain(awardOf([]), [], say).short).toEqual(["この金額では付与はありません"]);
});

test("a limit of use, a rank on its way and points that wait are one line each", () => {
  expect(explainUse({ reason: "unit", limit: 50 }, say)).toBe("50 pt 単位で使えます");
  expect(explainUse(null, say)).toBeNull();
  const rank = {
    ...{
      code: "silver",
      name: { ja: "シルバー", en: "Silver" },
      colour: "#aaaaaa",
      multiplierPerMille: 1500,
    },
    ...{ untilOn: null, granted: false, metric: "yen" as const, value: 46_800 },
    next: { code: "gold", name: { ja: "ゴールド", en: "Gold" }, threshold: 50_000, missing: 3200 },
    toKeep: null,
  };
  expect(explainRank(rank, say)).toEqual({ title: "シルバー ×1.5", progress: "あと ¥3,200 でゴールド" });
  const atTop = { ...rank, next: null, toKeep: { missing: 2000, byOn: "2026-12-31" } };
  expect(explainRank(atTop, sayEn).progress).toBe("¥2,000 by 12-31 to keep it");
  const pending = [
    { points: 30, activatesOn: "2026-12-05", waitsFor: null },
    { points: 10, activatesOn: null, waitsFor: "shipped" },
  ];
  expect(explainWaiting(pending, say)).toBe("仮ポイント 40 pt(12-05から)");
});
