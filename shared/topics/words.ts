import type { MessageTopic } from "./topics.ts";

interface InBoth {
  readonly ja: string;
  readonly en: string;
}

/** Of the names and explanations below, which a choice in the card is made by. Other words are another version. */
export const topicTextVersion = "2026-12-01.1";

export const topicNames: Readonly<Record<MessageTopic, InBoth>> = {
  offers: { ja: "お得な情報", en: "Offers" },
  reminders: { ja: "期限などのお知らせ", en: "Reminders" },
  news: { ja: "お店からのお知らせ", en: "News" },
};

export const topicHints: Readonly<Record<MessageTopic, InBoth>> = {
  offers: {
    ja: "クーポンやキャンペーンのご案内",
    en: "Coupons and campaigns",
  },
  reminders: {
    ja: "ポイントやクーポンの期限、もうすぐたまるスタンプ",
    en: "Points and coupons about to lapse, stamps nearly complete",
  },
  news: {
    ja: "営業時間や新しいお店のご案内",
    en: "Opening hours and new stores",
  },
};

/**
 * What a person writes in the chat beside the word that stops or resumes: お得な情報 配信停止. The first is shown to them.
 * They are no setting, so that no shop can take a way out away.
 */
export const topicOwnWords: Readonly<Record<MessageTopic, Readonly<Record<"ja" | "en", readonly string[]>>>> =
  {
    offers: { ja: ["お得な情報", "お得情報", "キャンペーン", "クーポン"], en: ["offers", "promotions"] },
    reminders: { ja: ["期限のお知らせ", "期限などのお知らせ", "リマインド"], en: ["reminders"] },
    news: { ja: ["お店からのお知らせ", "お知らせ", "ニュース"], en: ["news"] },
  };
