import { describe, expect, test } from "vitest";
import { expiryInWords } from "./parts/Balance.tsx";
import { en } from "./words.en.ts";
import { ja } from "./words.ja.ts";
import { chooseLanguage } from "./words.ts";

describe("what is missing to a rank", () => {
  test.each([
    ["yen", "3,200", "あと¥3,200でゴールド", "¥3,200 to Gold"],
    ["visits", "1", "あと1回のご来店でゴールド", "1 visit to Gold"],
    ["visits", "3", "あと3回のご来店でゴールド", "3 visits to Gold"],
    ["points", "120", "あと120ポイントでゴールド", "120 points to Gold"],
  ] as const)("%s, %s", (metric, value, japanese, english) => {
    expect(ja.rank.next(ja.rank.much(metric, value), "ゴールド")).toBe(japanese);
    expect(en.rank.next(en.rank.much(metric, value), "Gold")).toBe(english);
  });
});

describe("points that wait", () => {
  test("for a day, and for a shipment", () => {
    expect(ja.balance.pending("120", ja.balance.from("12月5日"))).toBe(
      "仮ポイント 120ポイント・12月5日から使えます",
    );
    expect(ja.balance.pending("80", ja.balance.waits("shipped"))).toBe(
      "仮ポイント 80ポイント・発送後に確定します",
    );
    expect(en.balance.pending("80", en.balance.waits("shipped"))).toBe("80 pending, final once shipped");
  });
});

describe("points that lapse next", () => {
  const next = { points: 40, expiresOn: "2027-11-30" };

  test("of 40 that are all are not a part, of 41 they are", () => {
    chooseLanguage("ja");
    expect(expiryInWords(next, 40, 2026)).toBe("2027年11月30日まで使えます");
    expect(expiryInWords(next, 41, 2026)).toBe("うち40ポイントは2027年11月30日まで");
  });
});

describe("a line of the history", () => {
  const line = { undoes: null, amountYen: 1280, points: 12 } as const;

  test("of a bonus is not called a purchase", () => {
    expect(ja.history.entry({ ...line, kind: "earn" })).toBe("お買い物で貯まりました");
    expect(ja.history.entry({ ...line, kind: "earn", amountYen: null })).toBe("ポイントが付きました");
  });

  test("of a return says in which direction the points went", () => {
    expect(ja.history.entry({ ...line, kind: "refund", undoes: "earn" })).toBe("返品で差し引かれました");
    expect(ja.history.entry({ ...line, kind: "refund", undoes: "spend" })).toBe("返品で戻りました");
  });

  test("of a return of 550 yen does not call it a purchase", () => {
    expect(ja.history.amount("refund", "550")).toBe("返品 550円");
    expect(en.history.amount("refund", "550")).toBe("Return of ¥550");
    expect(ja.history.amount("earn", "550")).toBe("お買い物 550円");
  });

  test("of points whose day was decided by a shipment says so", () => {
    expect(ja.history.entry({ ...line, kind: "activate" })).toBe("使えるようになりました");
    expect(ja.history.entry({ ...line, kind: "activate", points: 0 })).toBe("使える日が決まりました");
  });
});
