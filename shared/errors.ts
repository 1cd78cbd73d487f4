import { automationErrors } from "./automations/errors.ts";
import { campaignErrors } from "./campaigns/errors.ts";
import { couponErrors } from "./coupons/errors.ts";
import { memberErrors } from "./members/errors.ts";
import { pointErrors } from "./points/errors.ts";
import { offlineErrors } from "./purchases/errors.ts";
import { segmentErrors } from "./segments/errors.ts";
import { stampErrors } from "./stamps/errors.ts";
import { topicErrors } from "./topics/errors.ts";

/**
 * Every refusal a person can meet, once: its code, and the sentence for the person at the screen in both languages.
 * The HTTP status of each stands in `server/platform/http/status.ts`; slices know codes only.
 */
export const errors = {
  ...couponErrors,
  ...stampErrors,
  ...segmentErrors,
  ...memberErrors,
  ...pointErrors,
  ...offlineErrors,
  ...automationErrors,
  ...topicErrors,
  ...campaignErrors,

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
