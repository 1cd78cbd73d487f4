import type { MessageReason, MessageStatus } from "./console.ts";

type Words = readonly [ja: string, en: string];

/** Why a message was sent. */
export const messageReasonWords: Readonly<Record<MessageReason, Words>> = {
  receipt: ["お買い上げのお知らせ", "Receipt"],
  void: ["取消のお知らせ", "Undone sale"],
  refund: ["返品のお知らせ", "Return"],
  replay_alert: ["会員証の不正利用の警告", "Warning: card used twice"],
  new_device: ["新しい端末のお知らせ", "New device"],
  answer: ["自動応答", "Answer in the chat"],
  greeting: ["あいさつ", "Greeting"],
  rank_up: ["ランクアップ", "Rank reached"],
  expiry: ["有効期限のお知らせ", "Points about to lapse"],
  coupon: ["クーポン", "Coupon"],
  reminder: ["リマインド", "Reminder"],
  campaign: ["配信", "Campaign"],
  test: ["テスト送信", "Test"],
};

export const messageStatusWords: Readonly<Record<MessageStatus, Words>> = {
  waiting: ["送信待ち", "Waiting"],
  sent: ["送信済み", "Sent"],
  refused: ["送れませんでした", "Not sent"],
  unknown: ["不明", "Unknown"],
  dropped: ["送信取りやめ", "Dropped"],
};
