import type { CouponReason } from "./reasons.ts";

/** A code for each reason of reasons.ts, said to staff: all that a page needs which says why a coupon cannot be used. */
export const reasonErrors = {
  "coupon.not_started": { ja: "まだ使えない期間です", en: "It cannot be used yet" },
  "coupon.expired": { ja: "有効期限が切れています", en: "This coupon has expired" },
  "coupon.stopped": { ja: "配布と利用が終了したクーポンです", en: "This coupon has been stopped" },
  "coupon.revoked": { ja: "取り消されたクーポンです", en: "This coupon was withdrawn" },
  "coupon.used": { ja: "すでに使用済みです", en: "This coupon was used already" },
  "coupon.in_use": { ja: "別のお会計で使用中です", en: "It is being used in another payment" },
  "coupon.sold_out": { ja: "予定数に達したため終了しました", en: "None are left" },
  "coupon.limit_reached": { ja: "おひとりさまの上限に達しています", en: "The limit per person is reached" },
  "coupon.below_minimum": {
    ja: "お会計金額が、使える最低金額に達していません",
    en: "The sale is below the least amount for this coupon",
  },
  "coupon.other_store": { ja: "この店舗では使えません", en: "It cannot be used at this store" },
  "coupon.other_channel": { ja: "この販売方法では使えません", en: "It cannot be used here" },
  "coupon.other_rank": { ja: "対象の会員ランクではありません", en: "It is for members of another rank" },
  "coupon.not_first_visit": { ja: "はじめてのお買い物専用です", en: "It is for a first purchase only" },
  "coupon.outside_weekdays": {
    ja: "今日は使えない曜日です",
    en: "It cannot be used on this day of the week",
  },
  "coupon.outside_hours": { ja: "使える時間帯ではありません", en: "It cannot be used at this hour" },
  "coupon.no_matching_item": { ja: "対象の商品がありません", en: "Nothing in the sale is covered by it" },
  "coupon.not_opened": {
    ja: "お客様のスマホで「使う」を押してもらってください",
    en: "Please ask the customer to tap “Use” on the phone",
  },
  "coupon.time_over": { ja: "制限時間が終わりました", en: "Its time is over" },
  "coupon.not_with_points": {
    ja: "ポイント利用と併用できません",
    en: "It cannot be used together with points",
  },
  "coupon.not_with_others": {
    ja: "ほかのクーポンと併用できません",
    en: "It cannot be used together with the other coupons",
  },
  "coupon.spend_code_needed": {
    ja: "お客様にクーポンの「レジでかざす」を押してもらい、もう一度読み取ってください",
    en: "Please ask the customer to tap “Hold up to the till” on the coupon, and read the code again",
  },
  "coupon.nothing_left": { ja: "値引きできる金額が残っていません", en: "Nothing is left to take off" },
  "coupon.not_found": { ja: "クーポンが見つかりません", en: "No such coupon" },
} as const satisfies Record<`coupon.${CouponReason}`, { ja: string; en: string }>;

/** Of `shared/errors.ts`: the reasons, and what else a coupon is refused for by the member's door and the console's. */
export const couponErrors = {
  ...reasonErrors,
  "coupon.at_the_till": {
    ja: "レジで会員証を読み取って使うクーポンです",
    en: "This coupon is used by reading your card at the till",
  },
  "coupon.open_first": {
    ja: "先に「使う」を押して、カウントダウンを始めてください",
    en: "Please start the countdown first",
  },
  "coupon.store_needed": {
    ja: "使うお店を選んでください",
    en: "Please choose the store you are in",
  },
  "coupon.code_unknown": {
    ja: "この合言葉(コード)のクーポンはありません",
    en: "There is no coupon for this code",
  },
  "coupon.code_used": { ja: "このコードはすでに使われています", en: "This code has been used" },
  "coupon.not_running": { ja: "配布期間ではありません", en: "It is not being given out now" },
  "coupon.too_many_tries": {
    ja: "コードの入力が多すぎます。しばらくしてお試しください",
    en: "Too many codes were tried. Please wait a while",
  },
  "coupon.stale": {
    ja: "編集中に別の変更が保存されました。読み込み直してください",
    en: "Somebody else has changed this coupon meanwhile. Please load it again",
  },
  "coupon.fixed": {
    ja: "公開後は変更できない項目があります",
    en: "Some of this cannot be changed once it is issued",
  },
  "coupon.code_taken": {
    ja: "この合言葉は別のクーポンで使われています",
    en: "Another coupon has this code",
  },
  "coupon.not_draft": { ja: "下書きだけを削除できます", en: "Only a draft can be deleted" },
  "coupon.not_given_by_hand": {
    ja: "このクーポンは個別に渡せません。公開中か、枚数が残っているかを確認してください",
    en: "It cannot be given by hand: it must be issued, not for everyone, and some must be left",
  },
  "coupon.not_revocable": {
    ja: "未使用のクーポンだけを取り消せます",
    en: "Only an unused coupon can be withdrawn",
  },
  "coupon.not_undoable": {
    ja: "会計で使ったクーポンは、会計の取り消しか返品で戻ります",
    en: "A coupon that a sale used comes back by undoing or returning the sale",
  },
  "coupon.undo_too_late": {
    ja: "戻せるのは使った当日のみです。店長に依頼してください",
    en: "It can be given back on the day of use. Please ask a manager",
  },
  "coupon.resume_too_late": {
    ja: "再開できるのは停止した当日のみです。複製して作り直してください",
    en: "It can be taken up again on the day it was stopped. Please duplicate it",
  },
  "coupon.no_codes": {
    ja: "1回限りのコードで配る、公開中のクーポンではありません",
    en: "It is not an issued coupon that is given by single-use codes",
  },
  "coupon.list_not_found": { ja: "配布リストが見つかりません", en: "No such list" },
  "coupon.list_empty": {
    ja: "配布できる会員番号がありません",
    en: "There is no member's number in it",
  },
  "picture.unreadable": {
    ja: "PNGまたはJPEGの画像を選んでください",
    en: "Please choose a PNG or JPEG picture",
  },
  "picture.too_large": {
    ja: "画像は縦横それぞれ4,096ピクセルまでです",
    en: "A picture may be 4,096 pixels wide and high at the most",
  },
} as const;
