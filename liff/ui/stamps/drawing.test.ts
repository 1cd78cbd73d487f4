import { describe, expect, it } from "vitest";
import { cardDrawing, cardSentence, drawn, type Make } from "./drawing.ts";
import { stampIcons } from "./icons.ts";

const card = {
  name: { ja: "珈琲カード", en: "" },
  goal: 10,
  count: 6,
  colour: "#c2452d",
  icon: "cup" as const,
  milestones: [milestone(5, true, "コーヒー", "a coffee"), milestone(10, false, "ケーキ", "a cake")],
};

function milestone(at: number, reached: boolean, ja: string, en: string) {
  const benefit = { kind: "reward" as const, name: { ja, en } };
  return { at, reached, label: { ja, en }, benefit };
}

const markup: Make<string> = (tag, attributes, ...children) =>
  `<${tag} ${Object.keys(attributes).join(" ")} d="${String(attributes.d ?? "")}">${children.join("")}</${tag}>`;

describe("the drawing of a stamp card", () => {
  it("says 6 of 10, and that 4 more give the cake, in both languages", () => {
    expect(cardSentence(card, "ja")).toBe("珈琲カード：10個のうち6個、あと4個でケーキ");
    expect(cardSentence(card, "en")).toBe("珈琲カード: 6 of 10 stamps; 4 more for a cake");
  });

  it("shows 6 stamps and the numbers 7 to 10, without an attribute that Preact and React write differently", () => {
    const text = drawn(markup, cardDrawing(card, "ja"));
    expect(text.split(stampIcons.cup).length - 1).toBe(6);
    expect([...text.matchAll(/<text [^>]*>(\d+)</g)].map(([, at]) => at)).toEqual(["7", "8", "9", "10"]);
    expect(/<[a-z]+ [^>]*[a-z]-[a-z][^>]*>/.test(text.replaceAll(/d="[^"]*"/g, ""))).toBe(false);
  });
});
