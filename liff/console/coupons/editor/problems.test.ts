import { expect, test } from "vitest";
import { plainCoupon } from "../../../../shared/coupons/samples.ts";
import { type Coupon, coupon as schema } from "../../../../shared/coupons/schema.ts";
import { samples } from "../samples.ts";
import { problemAt, problemsOf } from "./problems.ts";

const today = "2026-12-01";
const fieldsOf = (coupon: Coupon, published: Coupon | null = null): readonly string[] =>
  problemsOf(coupon, published, today).map(({ field }) => field);

test("the three samples may be issued as they are, and the server's schema takes them", () => {
  for (const { coupon } of samples) {
    expect(fieldsOf(coupon)).toEqual([]);
    expect(schema.safeParse(coupon).success).toBe(true);
  }
});

const wrong: readonly (readonly [string, Partial<Coupon>])[] = [
  ["name.ja", { name: { ja: " ", en: "" } }],
  ["benefit.name.ja", { benefit: { kind: "free_item", name: { ja: "", en: "" } } }],
  ["timedMinutes", { mode: "timed", timedMinutes: null }],
  ["issue.code", { issue: { to: "code", code: "AB" } }],
  ["stacking.group", { stacking: { kind: "group", group: "" } }],
  ["validity.to", { validity: { from: "2026-12-10", to: "2026-12-09", daysFromIssue: null } }],
];
for (const [field, change] of wrong) {
  test(`what the server's schema refuses at ${field} is told before it is sent`, () => {
    const coupon = { ...plainCoupon, ...change };
    const refused = schema.safeParse(coupon).error?.issues.map(({ path }) => path.join("."));
    expect(refused).toEqual([field]);
    expect(fieldsOf(coupon)).toEqual([field]);
  });
}

test("an empty name is told once somebody tried to save, an end before the start at once", () => {
  const validity = { from: "2026-12-10", to: "2026-12-09", daysFromIssue: null };
  const problems = problemsOf({ ...plainCoupon, name: { ja: "", en: "" }, validity }, null, today);
  expect(problemAt(problems, "name.ja", false)).toBeUndefined();
  expect(problemAt(problems, "name.ja", true)?.words[0]).toBe("名前を入力してください");
  expect(problemAt(problems, "validity.to", false)?.words[0]).toBe("最終日が開始日より前です");
});

test("of an issued ¥100 coupon ¥90 is refused at the benefit, and ¥110 is not", () => {
  const of = (yen: number): Coupon => ({ ...plainCoupon, benefit: { kind: "amount_off", yen } });
  expect(fieldsOf(of(90), plainCoupon)).toEqual(["benefit"]);
  expect(fieldsOf(of(110), plainCoupon)).toEqual([]);
});
