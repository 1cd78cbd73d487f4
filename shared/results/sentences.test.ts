import { describe, expect, test } from "vitest";
import { verdictSentence } from "./sentences.ts";

describe("a difference in a sentence", () => {
  test("of people who came is of 100, with both ends", () => {
    const difference = { value: 0.032, low: 0.011, high: 0.053 };
    expect(verdictSentence("came", { says: "more", difference })).toEqual({
      ja: "来店した人は100人あたり3.2人多い(95%の確かさで1.1〜5.3人)。",
      en: "Of 100 people, 3.2 more came (95% sure: 1.1 to 5.3).",
    });
  });

  test("that is less names the smaller end first, without a minus", () => {
    const difference = { value: -1234.4, low: -2000, high: -468.8 };
    expect(verdictSentence("yen", { says: "less", difference }).ja).toBe(
      "売上は1人あたり1,234円少ない(95%の確かさで469〜2,000円)。",
    );
  });

  test("whose interval holds zero says nothing, and shows the range", () => {
    const difference = { value: 0.008, low: -0.012, high: 0.028 };
    const { ja, en } = verdictSentence("came", { says: "unclear", difference });
    expect(ja).toBe(
      "来店した人に、違いがあるとはまだ言えません(100人あたりの差は0.8人、95%の範囲は−1.2〜2.8人)。",
    );
    expect(en).toContain("There is no telling yet");
  });

  test("of too few people is not made", () => {
    expect(verdictSentence("came", { says: "few", difference: null }).ja).toContain("30人以上");
  });
});
