/** Refusals about campaigns; `shared/errors.ts` has them all. */
export const campaignErrors = {
  "campaign.not_found": { ja: "配信が見つかりません", en: "There is no such campaign" },
  "campaign.stale": {
    ja: "ほかの人が先に変更しました。開き直してください",
    en: "Somebody else changed it first. Please open it again",
  },
  "campaign.not_now": {
    ja: "今の状態ではこの操作はできません",
    en: "This is not possible in its present state",
  },
  "campaign.own_approval": {
    ja: "自分が申請した配信は承認できません。ほかの人に頼んでください",
    en: "Nobody approves what they asked for themselves. Please ask another person",
  },
  "campaign.coupon_not_given": {
    ja: "配信に付けられるのは、配布（お店が渡す）クーポンだけです",
    en: "Only a coupon that the shop gives can come with it",
  },
  "campaign.over": { ja: "予約の日時がすべて過ぎています", en: "All of its times have gone by" },
} as const;
