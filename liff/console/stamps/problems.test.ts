import { expect, test } from "vitest";
import { type StampBenefit, type StampCard, stampCard } from "../../../shared/stamps/schema.ts";
import { cardForTests } from "../../../shared/stamps/testing.ts";
import { cardProblems } from "./problems.ts";

const gift = (ja: string): StampBenefit => ({ kind: "reward", name: { ja, en: "" } });
const coupon = (couponId: string): StampBenefit => ({
  kind: "coupon",
  couponId,
  name: { ja: "クーポン", en: "" },
});
const three = (first: number, second: number, goal: number, last = goal): Partial<StampCard> => ({
  goal,
  milestones: [
    { at: first, benefit: gift("一") },
    { at: second, benefit: coupon("C1") },
    { at: last, benefit: gift("三") },
  ],
});

const wrong: readonly (readonly [field: string, change: Partial<StampCard>])[] = [
  ["name.ja", { name: { ja: "  ", en: "Coffee" } }],
  ["colour", { colour: "#12345" }],
  ["milestones.0.at", three(10, 11, 10)],
  ["milestones.1.at", three(5, 5, 10)],
  ["milestones.1.at", three(2, 10, 10)],
  ["milestones.0.benefit", { milestones: [{ at: 10, benefit: gift(" ") }] }],
  ["milestones.0.benefit", { milestones: [{ at: 10, benefit: coupon("") }] }],
  ["welcomeStamps", { goal: 10, welcomeStamps: 10 }],
  ["next.cardId", { next: { kind: "card", cardId: "" } }],
  ["to", { from: "2026-12-02", to: "2026-12-01" }],
];

test("each of 10 wrong cards is refused by the server's schema, and the form says so at its field", () => {
  for (const [field, change] of wrong) {
    const card = cardForTests(change);
    expect([field, stampCard.safeParse(card).success]).toEqual([field, false]);
    expect([...cardProblems(card).keys()]).toContain(field);
  }
});

test("what the form lets through the server takes: a plain card, a dated one, one with 3 benefits", () => {
  const right = [{}, { from: "2026-12-01", to: "2026-12-01" }, three(3, 6, 10), { welcomeStamps: 9 }];
  for (const change of right) {
    const card = cardForTests(change);
    expect([...cardProblems(card).keys()]).toEqual([]);
    expect(stampCard.safeParse(card).success).toBe(true);
  }
});
