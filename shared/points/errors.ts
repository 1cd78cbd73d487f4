/** Refusals about points, sales, returns and holds; `shared/errors.ts` has them all. */
export const pointErrors = {
  "points.not_enough": { ja: "ポイントが足りません", en: "Not enough points" },
  "points.more_than_sale": {
    ja: "お会計金額を超えるポイントは使えません",
    en: "More points than the sale is worth",
  },
  "points.debt": {
    ja: "返品によるポイントの不足分があるため、いまは使えません",
    en: "Points are owed after a return, so none can be used now",
  },
  "points.balance_below_minimum": {
    ja: "残高が、ポイントを使える最低ポイント数に達していません",
    en: "The balance is below the least at which points can be used",
  },
  "points.sale_below_minimum": {
    ja: "お会計金額が、ポイントを使える最低金額に達していません",
    en: "The sale is below the least amount at which points can be used",
  },
  "points.use_limit": {
    ja: "このお会計で使えるポイントの上限を超えています",
    en: "More points than this sale may take",
  },
  "points.use_unit": {
    ja: "ポイントは決められた単位で使ってください",
    en: "Points are used in fixed units",
  },
  "points.conflict": {
    ja: "同時に処理が行われました。もう一度お試しください",
    en: "Something else happened at the same time. Please try again",
  },
  "adjustment.above_limit": {
    ja: "あなたの権限で一度に調整できるポイント数を超えています",
    en: "More points than you may adjust at once",
  },
  "adjustment.file_not_found": { ja: "ファイルが見つかりません", en: "No such file" },
  "adjustment.file_refused": {
    ja: "ファイルに誤りがあるため反映できません。確認し直してください",
    en: "The file has errors and cannot be applied. Please check it again",
  },
  "csv.empty": {
    ja: "ファイルには、1行目の見出し(会員番号・ポイント・理由)と、2行目からの内容が必要です",
    en: "The file needs a first line of headings (member_id, points, reason) and rows below it",
  },
  "csv.unreadable": {
    ja: "ファイルを読み取れません。CSV(UTF-8 または Shift_JIS)で保存してください",
    en: "The file cannot be read. Please save it as CSV in UTF-8 or Shift_JIS",
  },
  "csv.unmappable": {
    ja: "Shift_JISで表せない文字があります。UTF-8で保存してください",
    en: "Some characters do not exist in Shift_JIS. Please download it as UTF-8",
  },
  "programme.stale": {
    ja: "編集中に別の変更が公開されました。内容を確認して、もう一度公開してください",
    en: "A newer version was published while you were editing. Please review and publish again",
  },
  "programme.not_found": {
    ja: "このバージョンのルールはありません",
    en: "There is no such version of the rules",
  },
  "purchase.amount_invalid": {
    ja: "金額は1円以上の整数で入力してください",
    en: "The amount must be a whole number of yen, 1 or more",
  },
  "purchase.amount_too_large": {
    ja: "この店舗で一度に入力できる金額を超えています",
    en: "The amount is above this store's limit",
  },
  "purchase.not_found": { ja: "取引が見つかりません", en: "No such sale" },
  "purchase.already_voided": { ja: "すでに取り消されています", en: "Already undone" },
  "purchase.lines_invalid": {
    ja: "同じ明細番号が2つあります",
    en: "Two lines have the same id",
  },
  "purchase.receipt_used": {
    ja: "このレシート番号は、すでに記録されています",
    en: "This receipt number has been recorded already",
  },
  "purchase.too_old": {
    ja: "35日より前の取引は記録できません",
    en: "Sales and returns older than 35 days cannot be recorded",
  },
  "purchase.in_future": {
    ja: "取引の時刻が未来になっています。端末の時刻を確認してください",
    en: "The time given is in the future. Please check this device's clock",
  },
  "purchase.before_joining": {
    ja: "入会した日より前の取引は記録できません",
    en: "Sales of a day before the member joined cannot be recorded",
  },
  "purchase.returned": {
    ja: "一部が返品済みです。残りも返品してください",
    en: "A part was returned already. Please return the rest instead",
  },
  "refund.whole_only": {
    ja: "クーポンで全額を支払った会計です。全部をまとめて返品してください",
    en: "Coupons paid all of this sale. Please return all of it at once",
  },
  "refund.nothing": { ja: "返品する金額がありません", en: "There is nothing to return" },
  "refund.more_than_left": {
    ja: "返品できる残りを超えています",
    en: "That is more than is left to return",
  },
  "refund.line_not_found": { ja: "この明細は会計にありません", en: "The sale has no such line" },
  "refund.lines_needed": {
    ja: "明細のある会計です。返品する明細を指定してください",
    en: "This sale has lines. Please say which of them come back",
  },
  "refund.before_sale": {
    ja: "返品の日時が会計より前になっています",
    en: "The return is dated before the sale",
  },
  "hold.not_found": { ja: "確保したポイントが見つかりません", en: "No such hold" },
  "hold.expired": {
    ja: "確保の期限が切れ、ポイントは戻りました",
    en: "The hold's time is over; its points have gone back",
  },
  "hold.settled": { ja: "この確保は、すでに処理されています", en: "This hold has been settled already" },
  "hold.not_enough": {
    ja: "確保したポイントより多くは使えません",
    en: "More points than the hold has put aside",
  },
  "hold.too_long": { ja: "確保できる時間を超えています", en: "A hold cannot last so long" },
  "purchase.void_too_late": {
    ja: "取り消せるのは当日・同じ店舗のみです。店長に依頼してください",
    en: "Only the same store on the same day can undo this. Please ask a manager",
  },
} as const;
