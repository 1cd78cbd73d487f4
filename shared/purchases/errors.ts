/** Refusals about sales taken by a till without a network; `shared/errors.ts` has them all. */
export const offlineErrors = {
  "offline.too_old": {
    ja: "受け付けてから時間がたちすぎているため、ポイントを付けられません",
    en: "Too much time has passed since the sale, so no points can be given",
  },
  "offline.no_coupons": {
    ja: "通信できない間の会計では、クーポンを使えません",
    en: "Coupons cannot be used in a sale taken without a network",
  },
  "offline.clock_off": {
    ja: "この端末の時計が2分以上ずれているため、確認できません。時計を自動設定にしてください",
    en: "This device's clock is off by more than 2 minutes. Please set it to automatic",
  },
  "offline.member_limit": {
    ja: "オフラインで、同じ会員証を1時間に受け付けられる回数を超えています",
    en: "This card has reached the number of offline sales for one hour",
  },
  "offline.device_limit": {
    ja: "この端末がオフラインで1日に受け付けられる件数を超えています",
    en: "This device has reached the number of offline sales for one day",
  },
  "offline.amount_too_large": {
    ja: "オフラインで受け付けられる金額を超えています",
    en: "The amount is above what can be taken offline",
  },
} as const;
