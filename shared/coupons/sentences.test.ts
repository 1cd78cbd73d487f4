import { expect, test } from "vitest";
import { rankRefusal } from "./evaluate.ts";
import { refusedSentence } from "./sentences.ts";

const ladder = [
  { code: "regular", name: { ja: "レギュラー", en: "Regular" } },
  { code: "silver", name: { ja: "シルバー", en: "Silver" } },
  { code: "gold", name: { ja: "ゴールド", en: "" } },
];

test.each<[string[], string, string]>([
  [["silver", "gold"], "会員ランク「シルバー」以上で使えます", "For the rank Silver and above"],
  [["gold"], "会員ランク「ゴールド」で使えます", "For the rank ゴールド"],
  [["silver"], "会員ランク「シルバー」で使えます", "For the rank Silver"],
  [["black"], "対象の会員ランクではありません", "It is for members of another rank"],
])("a coupon for %j tells a regular member: %s", (ranks, ja, en) => {
  const refused = rankRefusal({ ranks }, { rankCode: "regular", ladder });
  if (refused === null) throw new Error("it is for others");
  for (const audience of ["member", "staff"] as const) {
    expect([refusedSentence(refused, "ja", audience), refusedSentence(refused, "en", audience)]).toEqual([
      ja,
      en,
    ]);
  }
});

test("a coupon for two of three ranks that are not next to each other names both", () => {
  const refused = rankRefusal({ ranks: ["gold", "regular"] }, { rankCode: "silver", ladder });
  expect(refused).toMatchObject({ reason: "other_rank", upwards: false });
  expect(refused && refusedSentence(refused, "ja", "member")).toBe(
    "会員ランク「レギュラー」「ゴールド」で使えます",
  );
});

test("who has a rank that a coupon is for is not refused, and neither is anybody where it names none", () => {
  expect(rankRefusal({ ranks: ["gold"] }, { rankCode: "gold", ladder })).toBeNull();
  expect(rankRefusal({ ranks: null }, { rankCode: null, ladder: [] })).toBeNull();
});
