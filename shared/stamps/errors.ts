/** Of `shared/errors.ts`: what is said about stamps and stamp cards. */
export const stampErrors = {
  "stamps.card_not_found": { ja: "スタンプカードが見つかりません", en: "No such stamp card" },
  "stamps.stopped": { ja: "配布を終了したスタンプカードです", en: "This stamp card has been stopped" },
  "stamps.ended": {
    ja: "スタンプを押せる期間ではありません",
    en: "Stamps are not given on this day",
  },
  "stamps.other_place": {
    ja: "この店舗ではこのカードにスタンプを押せません",
    en: "This card takes no stamps at this store",
  },
  "stamps.once_a_day": {
    ja: "このカードは今日すでにスタンプを押しています（1日1回）",
    en: "This card has had its stamp today (once a day)",
  },
  "stamps.completed": {
    ja: "このカードは満了しています",
    en: "This card is full",
  },
  "stamps.not_begun": {
    ja: "前のカードが満了すると始まるカードです",
    en: "This card begins when the one before it is full",
  },
  "stamps.too_many": {
    ja: "引き継げるのは、満了の1個手前までです",
    en: "No more can be brought over than one short of the goal",
  },
  "stamps.too_few": {
    ja: "カードのスタンプより多くは減らせません",
    en: "The card has fewer stamps than that",
  },
  "stamps.imported": {
    ja: "このカードは引き継ぎ済みです。やり直しは店長に依頼してください",
    en: "This card was brought over already. Please ask a manager to do it again",
  },
  "stamps.reward_not_found": { ja: "景品が見つかりません", en: "No such reward" },
  "stamps.reward_handed_over": {
    ja: "すでにお渡し済みの景品です",
    en: "This reward was handed over already",
  },
  "stamps.reward_not_handed_over": {
    ja: "まだお渡ししていない景品です",
    en: "This reward was not handed over",
  },
  "stamps.reward_undo_too_late": {
    ja: "お渡しを取り消せるのは当日・同じ店舗のみです。店長に依頼してください",
    en: "Only the same store on the same day can undo this. Please ask a manager",
  },
  "stamps.stale": {
    ja: "編集中に別の変更が保存されました。読み込み直してください",
    en: "Somebody else has changed this card meanwhile. Please load it again",
  },
  "stamps.fixed": {
    ja: "公開後は、ゴールの数・有効期限・次のカードを変更できません",
    en: "Goal, expiry and next card cannot be changed once the card is published",
  },
  "stamps.coupon_not_given": {
    ja: "特典のクーポンが公開されていないか、スタンプカード用ではありません",
    en: "The coupon is not issued, or not made to be given by a stamp card",
  },
} as const;
