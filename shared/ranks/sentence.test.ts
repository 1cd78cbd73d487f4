import { expect, test } from "vitest";
import { noRanks } from "./ladder.ts";
import type { Ladder } from "./schema.ts";
import { keepSentence, ladderChanges, ladderProblems, rankSentence } from "./sentence.ts";

const gold = {
  code: "gold",
  name: { ja: "ゴールド", en: "Gold" },
  threshold: 50_000,
  multiplierPerMille: 1500,
  colour: "#b08d2e",
};
const ladder: Ladder = { ...noRanks, enabled: true, ranks: [...noRanks.ranks, gold] };

test("¥50,000 in a calendar year for gold, which gives half as much again", () => {
  expect(rankSentence(ladder, gold, "ja")).toBe("1年間(1〜12月)にお買い上げ¥50,000でゴールド(ポイント1.5倍)");
  expect(rankSentence(ladder, gold, "en")).toBe("¥50,000 in a calendar year for Gold (points ×1.5)");
});

test("how ranks are kept and lost, in one sentence", () => {
  expect(keepSentence(ladder, "ja")).toBe(
    "達成するとすぐに上がり、次の期間の終わりまで保ちます。再び達成しないと1つ下がります。",
  );
  expect(keepSentence({ ...ladder, window: "lifetime" }, "en")).toBe(
    "Members rise as soon as they reach a rank and never fall.",
  );
});

test("a ladder that begins with gold is told in 2 sentences, one that did not change in none", () => {
  expect(ladderChanges(noRanks, ladder, "ja")).toEqual([
    "ランクを始める",
    "「ゴールド」を追加: 1年間(1〜12月)にお買い上げ¥50,000でゴールド(ポイント1.5倍)",
  ]);
  expect(ladderChanges(ladder, { ...ladder, version: 9 }, "ja")).toEqual([]);
});

test("a rank that asks no more than the one below is a problem at its threshold", () => {
  const flat: Ladder = { ...ladder, ranks: [...ladder.ranks, { ...gold, code: "platinum" }] };
  expect(ladderProblems(flat)).toEqual([{ field: "ranks.2.threshold", problem: "not_rising" }]);
  expect(ladderProblems(ladder)).toEqual([]);
});
