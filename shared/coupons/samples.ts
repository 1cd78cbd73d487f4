import type { Coupon } from "./schema.ts";

/** A coupon without conditions, that tests and samples change one thing of: ¥100 off, shown by the member, once. */
export const plainCoupon: Coupon = {
  version: 1,
  name: { ja: "100円引きクーポン", en: "¥100 off" },
  description: { ja: "", en: "" },
  terms: { ja: "", en: "" },
  pictureId: null,
  benefit: { kind: "amount_off", yen: 100 },
  mode: "show",
  timedMinutes: null,
  issue: { to: "everyone" },
  conditions: {
    spendYenMin: 0,
    places: null,
    channels: null,
    ranks: null,
    items: { items: null, categories: null, brands: null },
    firstVisit: false,
    weekdays: null,
    hours: null,
  },
  validity: { from: null, to: null, daysFromIssue: null },
  stock: { givenMax: null, usedMax: null },
  perMember: { max: 1, period: "ever" },
  stacking: { kind: "any" },
  withPoints: true,
  onReturn: "comes_back",
};
