/** What the shop's chat answers by itself. Everything else that people write is left to the humans who chat. */
export const topics = [
  /** ポイント */
  "balance",
  /** 会員証 */
  "card",
  /** クーポン */
  "coupons",
  /** 有効期限: what lapses when. */
  "expiry",
  /** 店舗 */
  "stores",
  /** ヘルプ */
  "help",
  /** 配信停止: no messages of the shop's own idea any more, or none of one kind. */
  "stop",
  /** 配信再開 */
  "resume",
] as const;
export type Topic = (typeof topics)[number];

/**
 * The `data` of a postback that asks about a topic: `ask:balance`. Buttons, quick replies and rich menus use it, so that
 * a word that the shop changes changes no button.
 */
export function postbackOf(topic: Topic): string {
  return `ask:${topic}`;
}

/** The topic that a postback asks about; null for every other, which may be another's. */
export function topicOfPostback(data: string): Topic | null {
  return topics.find((topic) => postbackOf(topic) === data) ?? null;
}
