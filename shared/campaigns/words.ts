import type { CampaignStatus, RecipientReason } from "./states.ts";

type Words = readonly [ja: string, en: string];

/** What became of one recipient: a reason, or else what became of their batch. */
export type RecipientState = RecipientReason | "waiting" | "sent";

/** For lists, tables and files. */
export const recipientStateWords: Readonly<Record<RecipientState, Words>> = {
  waiting: ["送信待ち", "Waiting"],
  sent: ["送信済み", "Sent"],
  no_line: ["LINEとつながっていない", "No LINE account"],
  suspended: ["会員証を停止中", "Suspended"],
  blocked: ["ブロック中・友だちではない", "Blocked, or not a friend"],
  opted_out: ["この種類の配信を停止している", "Has stopped this kind of message"],
  capped: ["配信回数の上限に達している", "Has had as many messages as the limit allows"],
  held_out: ["比較のため送らない会員", "Comparison group"],
  no_coupon: ["クーポンがなくなった・配れない", "No coupon was left, or it may not be given"],
  left: ["送る前に退会した", "Left before their turn"],
  left_in_doubt: ["送信の途中で退会した（届いたかは不明）", "Left while it was sent; it may have arrived"],
  unknown_user: ["LINEに見つからない", "Not known to LINE"],
  refused: ["LINEが受け付けなかった", "LINE did not take it"],
  unknown: ["届いたか分からない", "It is not known whether it arrived"],
  cancelled: ["送る前に中止した", "Cancelled before their turn"],
  dropped: ["送らずに取り下げた", "Withdrawn and never sent"],
};

export const campaignStatusWords: Readonly<Record<CampaignStatus, Words>> = {
  draft: ["下書き", "Draft"],
  awaiting_approval: ["承認待ち", "Waiting for approval"],
  approved: ["承認済み", "Approved"],
  scheduled: ["予約済み", "Scheduled"],
  sending: ["配信中", "Sending"],
  paused: ["一時停止中", "Paused"],
  cancelled: ["中止", "Cancelled"],
  sent: ["配信済み", "Sent"],
};
