import { couponErrors } from "./coupons/errors.ts";
import { stampErrors } from "./stamps/errors.ts";

/**
 * Every refusal a person can meet, once: its code, and the sentence for the person at the screen in both languages.
 * The HTTP status of each stands in `server/platform/http/status.ts`; slices know codes only.
 */
export const errors = {
  ...couponErrors,
  ...stampErrors,

  // The request itself.
  "request.invalid": { ja: "入力内容を確認してください", en: "Please check what you entered" },
  "request.too_large": { ja: "送信内容が大きすぎます", en: "What was sent is too large" },
  "request.not_found": { ja: "見つかりません", en: "Not found" },
  "request.method": { ja: "この操作はできません", en: "This is not possible here" },
  "request.origin": {
    ja: "別のサイトからの操作は受け付けません",
    en: "Requests from other sites are refused",
  },
  "request.rate_limited": {
    ja: "操作が多すぎます。しばらくお待ちください",
    en: "Too many requests. Please wait a moment",
  },
  "idempotency.missing": { ja: "Idempotency-Key が必要です", en: "An Idempotency-Key header is needed" },
  "idempotency.mismatch": {
    ja: "同じ番号で別の内容が送られました",
    en: "The same key was sent with different content",
  },
  "server.busy": { ja: "混み合っています。もう一度お試しください", en: "Busy right now. Please try again" },
  "server.error": {
    ja: "サーバーで問題が起きました。もう一度お試しください",
    en: "Something went wrong on the server. Please try again",
  },

  // Rich menus.
  "menus.not_built": {
    ja: "メニューの画像がまだ作られていません（npm run build）",
    en: "The menus' pictures are not built yet (npm run build)",
  },
  "menus.line_refused": {
    ja: "LINEがメニューの変更を受け付けませんでした。しばらくしてもう一度お試しください",
    en: "LINE did not take the menus. Please try again in a while",
  },

  // Who is asking.
  "session.missing": { ja: "サインインしてください", en: "Please sign in" },
  "session.expired": { ja: "もう一度サインインしてください", en: "Please sign in again" },
  "session.forbidden": { ja: "この操作の権限がありません", en: "You do not have the right to do this" },
  "line.token_invalid": { ja: "LINEでの確認ができませんでした", en: "LINE could not confirm who you are" },
  "line.token_expired": {
    ja: "LINEの確認の期限が切れました。開き直してください",
    en: "LINE's confirmation has expired. Please open again",
  },
  "line.audience": { ja: "このカード以外のアプリの確認です", en: "That confirmation is for another app" },
  "line.unavailable": {
    ja: "LINEに接続できません。しばらくして開き直してください",
    en: "LINE cannot be reached. Please try again shortly",
  },

  // Members.
  "member.not_joined": { ja: "まだ会員ではありません", en: "You are not a member yet" },
  "member.left": { ja: "退会済みです", en: "This membership has ended" },
  "member.suspended": { ja: "この会員はご利用いただけません", en: "This membership cannot be used" },
  "member.terms_outdated": {
    ja: "規約が新しくなりました。もう一度ご確認ください",
    en: "The terms have changed. Please read them again",
  },
  "member.birthday_set": {
    ja: "誕生日は登録済みです。あとから変更することはできません",
    en: "Your birthday is already registered and cannot be changed",
  },
  "member.not_found": { ja: "会員が見つかりません", en: "No such member" },
  "member.merged": {
    ja: "この会員証は別の会員証に統合されました。統合先の会員証を開いてもらってください",
    en: "This card was merged into another one. Please ask for that card",
  },
  "merge.same": {
    ja: "同じ会員です。統合するもう1人の会員を選んでください",
    en: "This is the same member. Choose the other one",
  },
  "merge.points_held": {
    ja: "支払いのために確保中のポイントがあります。支払いが終わるか、取り消してから統合してください",
    en: "Points are put aside for a payment. Merge once it is paid or cancelled",
  },
  "merge.coupons_reserved": {
    ja: "支払いのために確保中のクーポンがあります。支払いが終わるか、取り消してから統合してください",
    en: "Coupons are put aside for a payment. Merge once it is paid or cancelled",
  },
  "member.number_differs": {
    ja: "入力した会員番号が、この会員のものと違います",
    en: "The number you typed is not this member's",
  },
  "tag.name_taken": { ja: "同じ名前のタグがあります", en: "There is a tag of this name already" },
  "tag.not_found": { ja: "タグが見つかりません", en: "No such tag" },
  "tag.too_many": { ja: "タグの数が上限です", en: "There are as many tags as there may be" },
  "note.not_found": { ja: "メモが見つかりません", en: "No such note" },
  "note.not_yours": {
    ja: "ほかの人のメモは、店長かオーナーだけが消せます",
    en: "Somebody else's note can be removed by managers and owners alone",
  },

  // Ranks.
  "rank.none": { ja: "このお店には会員ランクがありません", en: "This shop has no ranks" },
  "rank.unknown": { ja: "そのランクはありません", en: "There is no such rank" },
  "rank.below_present": {
    ja: "現在のランクより下のランクは付けられません",
    en: "A rank below the present one cannot be given",
  },
  "rank.not_granted": {
    ja: "手動で付けたランクではありません",
    en: "This rank was not given by hand",
  },

  // The rotating code.
  "card.bad_format": { ja: "会員コードではありません", en: "This is not a member code" },
  "card.bad_check": {
    ja: "読み取りエラーです。もう一度読み取ってください",
    en: "Misread. Please scan again",
  },
  "card.unsupported_version": { ja: "端末の更新が必要です", en: "This till needs an update" },
  "card.invalid": {
    ja: "確認できません。会員証を開き直してください",
    en: "Cannot be confirmed. Please reopen the card",
  },
  "card.expired": {
    ja: "表示が古くなっています(スクリーンショット不可)。会員証を開き直してください",
    en: "This code is old (screenshots do not work). Please reopen the card",
  },
  "card.clock_ahead": {
    ja: "お客様の端末の時刻がずれています。通信できる場所で開き直してください",
    en: "The phone's clock is off. Please reopen the card where there is a network",
  },
  "card.replayed": {
    ja: "すでに使用されたコードです。次の表示をお待ちください",
    en: "This code was already used. Please wait for the next one",
  },
  "card.wrong_purpose": {
    ja: "「ポイントを使う」の画面を表示してもらってください",
    en: "Please ask for the “Use points” screen",
  },
  "card.needs_online": { ja: "ポイント利用には通信が必要です", en: "Using points needs a network" },
  "card.key_expired": {
    ja: "会員証の更新が必要です。通信できる場所で開いてください",
    en: "The card needs renewing. Please open it where there is a network",
  },
  "card.revoked": {
    ja: "会員証の更新が必要です。通信できる場所で開いてください",
    en: "The card needs renewing. Please open it where there is a network",
  },
  "card.locked": { ja: "しばらくお待ちください", en: "Please wait a while" },
  "card.rate_limited": { ja: "しばらくお待ちください", en: "Please wait a while" },
  "card.enroll_limit": {
    ja: "会員証の更新が多すぎます。しばらくお待ちください",
    en: "The card was renewed too often. Please wait a while",
  },
  "card.bad_key": { ja: "端末の鍵を確認できません", en: "This device's key cannot be used" },
  "scan.expired": { ja: "もう一度読み取ってください", en: "Please scan again" },
  "scan.consumed": { ja: "もう一度読み取ってください", en: "Please scan again" },
  "scan.not_found": { ja: "もう一度読み取ってください", en: "Please scan again" },

  // Points and purchases.
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

  // Sales taken by a till without a network.
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

  // Staff and stores.
  "staff.not_invited": {
    ja: "スタッフ登録がありません。招待リンクから開いてください",
    en: "You are not registered as staff. Please open your invitation link",
  },
  "staff.invitation_used": { ja: "この招待はすでに使われています", en: "This invitation has been used" },
  "staff.invitation_expired": { ja: "この招待の期限が切れています", en: "This invitation has expired" },
  "staff.invitation_invalid": { ja: "この招待リンクは使えません", en: "This invitation link is not valid" },
  "staff.not_found": { ja: "スタッフが見つかりません", en: "No such member of staff" },
  "staff.last_owner": { ja: "オーナーがいなくなる操作はできません", en: "The last owner cannot be removed" },
  "store.not_chosen": { ja: "店舗を選んでください", en: "Please choose a store" },
  "store.area_in_use": {
    ja: "営業中のお店があるエリアは閉じられません",
    en: "An area with open stores cannot be closed",
  },
  "staff.nothing_to_restore": {
    ja: "元に戻せるのは、1時間以内の操作だけです",
    en: "Only what was done within the hour can be undone",
  },
  "store.not_found": { ja: "店舗が見つかりません", en: "No such store" },

  // Other systems: POS and EC.
  "key.missing": {
    ja: "APIキーが必要です(Authorization: Bearer goen_live_…)",
    en: "An API key is needed (Authorization: Bearer goen_live_…)",
  },
  "key.invalid": { ja: "このAPIキーは登録されていません", en: "This API key is not known" },
  "key.expired": { ja: "このAPIキーは期限が切れています", en: "This API key has expired" },
  "key.revoked": { ja: "このAPIキーは無効にされています", en: "This API key has been revoked" },
  "key.scope": { ja: "このAPIキーではこの操作はできません", en: "This API key may not do this" },
  "key.store": { ja: "このAPIキーはこの店舗では使えません", en: "This API key is not for this store" },
  "key.not_found": { ja: "APIキーが見つかりません", en: "No such API key" },

  // Messages to LINE.
  "message.not_found": { ja: "メッセージが見つかりません", en: "No such message" },
  "message.not_again": { ja: "このメッセージは送り直せません", en: "This message cannot be sent again" },
  "message.not_droppable": {
    ja: "送信中か、もう送り終えたため、取りやめられません",
    en: "It is on its way or done, so it cannot be dropped",
  },
  "message.may_arrive_twice": {
    ja: "2回届くかもしれないことを確認してください",
    en: "It may arrive twice. Please confirm that you know",
  },

  // LINE's webhook.
  "webhook.signature": { ja: "署名が正しくありません", en: "The signature is not valid" },
  "webhook.body": { ja: "本文を読み取れません", en: "The body cannot be read" },
  "event.not_found": { ja: "このイベントは見つかりません", en: "No such event" },
  "event.not_dead": {
    ja: "処理に失敗したイベントではないため、やり直せません",
    en: "Only an event that failed can be replayed",
  },
} as const;

export type ErrorCode = keyof typeof errors;
export type Language = "ja" | "en";

/** The body of every answer that is not 2xx. */
export interface ErrorBody {
  readonly error: {
    readonly code: ErrorCode;
    readonly message: string;
    readonly details?: Readonly<Record<string, unknown>>;
  };
  readonly requestId: string;
}

/** A refusal: thrown by verbs, turned into a status and a body at the edge, never a surprise. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(code: ErrorCode, details?: Readonly<Record<string, unknown>>) {
    super(code);
    this.name = "Refusal";
    this.code = code;
    this.details = details;
  }
}

/** The sentence of a code, in the reader's language. */
export function wordsOf(code: ErrorCode, language: Language): string {
  return errors[code][language];
}
