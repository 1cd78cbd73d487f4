import { plainCoupon } from "../../../shared/coupons/samples.ts";
import type { Coupon } from "../../../shared/coupons/schema.ts";
import type { Words } from "../screen.ts";

/** Coupons to start from: one for each way of using them, as shops give them most. */
export interface Sample {
  readonly id: string;
  readonly title: Words;
  readonly about: Words;
  readonly coupon: Coupon;
}

/** What a new coupon is before anything is chosen. */
export const blankCoupon: Coupon = { ...plainCoupon, version: 0, name: { ja: "", en: "" } };

const start = { ...plainCoupon, version: 0 };

export const samples: readonly Sample[] = [
  {
    id: "first-visit",
    title: ["はじめてのお買い物で500円引き", "¥500 off a first purchase"],
    about: [
      "入会した方の最初のご来店を後押しします。レジで「かざす」と、お会計から自動で引かれます。",
      "Brings new members in. Read at the till, it is taken off the sale by itself.",
    ],
    coupon: {
      ...start,
      name: { ja: "はじめての500円引き", en: "¥500 off your first purchase" },
      description: { ja: "はじめてのお買い物でお使いいただけます。", en: "For your first purchase with us." },
      benefit: { kind: "amount_off", yen: 500 },
      mode: "scan",
      conditions: { ...start.conditions, spendYenMin: 2000, firstVisit: true },
      stacking: { kind: "alone" },
    },
  },
  {
    id: "birthday",
    title: ["誕生日にデザートを1品", "A dessert for the birthday"],
    about: [
      "誕生日の14日前に自動で届き、30日間使えます。スタッフの前でボタンを押して使う「見せる」クーポンです。",
      "Given by itself 14 days before, for 30 days. Used by a tap before staff.",
    ],
    coupon: {
      ...start,
      name: { ja: "お誕生日デザート", en: "Birthday dessert" },
      description: {
        ja: "お誕生日おめでとうございます。お好きなデザートを1品どうぞ。",
        en: "Happy birthday! Choose a dessert, on us.",
      },
      benefit: { kind: "free_item", name: { ja: "デザート1品", en: "a dessert" } },
      mode: "show",
      issue: { to: "birthday", daysBefore: 14 },
      validity: { from: null, to: null, daysFromIssue: 30 },
      perMember: { max: 1, period: "year" },
    },
  },
  {
    id: "weekday",
    title: ["平日の14時〜17時だけ10%引き", "10% off on quiet afternoons"],
    about: [
      "空いている時間のご来店を増やします。押すと15分のカウントダウンが始まる「時限」クーポンです。",
      "Fills quiet hours. A countdown of 15 minutes begins with a tap.",
    ],
    coupon: {
      ...start,
      name: { ja: "平日午後の10%引き", en: "10% off, weekday afternoons" },
      benefit: { kind: "percent_off", perMille: 100, ceilingYen: 1000 },
      mode: "timed",
      timedMinutes: 15,
      conditions: { ...start.conditions, weekdays: [1, 2, 3, 4, 5], hours: [{ from: "14:00", to: "17:00" }] },
      perMember: { max: 1, period: "day" },
    },
  },
];

/** The sample that an address names; a blank one where it names none. */
export function startingFrom(id: string | null): Coupon {
  return samples.find((sample) => sample.id === id)?.coupon ?? blankCoupon;
}
