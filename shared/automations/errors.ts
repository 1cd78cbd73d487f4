/** Refusals about what is sent by itself; `shared/errors.ts` has them all. */
export const automationErrors = {
  "automations.not_found": { ja: "自動配信が見つかりません", en: "There is no such automation" },
  "automations.stale": {
    ja: "ほかの人が先に変更しました。開き直してください",
    en: "Somebody else changed it first. Please open it again",
  },
  "automations.archived": {
    ja: "この自動配信はアーカイブされています。戻してから操作してください",
    en: "This automation is archived. Take it out first",
  },
  "automations.segment_unknown": {
    ja: "このセグメントはもうありません。ほかのセグメントを選んでください",
    en: "There is no such segment any more. Please choose another",
  },
  "automations.coupon_not_given": {
    ja: "このクーポンは配れません。「渡す」で発行中のクーポンを選んでください",
    en: "This coupon cannot be given. Choose one that is issued for giving",
  },
} as const;
