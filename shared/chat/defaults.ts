import type { ChatWords } from "./schema.ts";

/** What every shop's chat says until it publishes words of its own. */
export const defaultWords: ChatWords = {
  version: 0,
  answers: {
    balance: {
      on: true,
      words: {
        ja: ["ポイント", "残高", "ポイント残高", "ポイント照会"],
        en: ["points", "balance", "my points"],
      },
      text: { ja: "現在のポイントです。", en: "Here are your points." },
    },
    card: {
      on: true,
      words: { ja: ["会員証", "会員カード", "カード", "会員コード"], en: ["card", "member card", "my card"] },
      text: {
        ja: "会員証です。レジでご提示ください。",
        en: "Here is your card. Please show it at the till.",
      },
    },
    coupons: {
      on: true,
      words: { ja: ["クーポン", "クーポン一覧"], en: ["coupon", "coupons"] },
      text: {
        ja: "トークでお渡しできるクーポンは、いまはありません。お得な情報は会員証でご確認ください。",
        en: "There are no coupons in this chat at the moment. Please look at your card for what is on offer.",
      },
    },
    expiry: {
      on: true,
      words: { ja: ["有効期限", "期限", "ポイント期限", "失効"], en: ["expiry", "expiration", "expire"] },
      text: { ja: "ポイントの有効期限です。", en: "Here is when your points expire." },
    },
    stores: {
      on: true,
      words: { ja: ["店舗", "店舗一覧", "お店", "店舗情報"], en: ["store", "stores", "shops"] },
      text: { ja: "{shop}の店舗です。", en: "The stores of {shop}." },
    },
    help: {
      on: true,
      words: { ja: ["ヘルプ", "使い方", "メニュー"], en: ["help", "menu"] },
      text: {
        ja: "次の言葉を送ると、自動でお答えします。そのほかのメッセージには、スタッフがお返事します。",
        en: "Send one of these words for an answer at once. Our staff reply to everything else.",
      },
    },
    stop: {
      on: true,
      words: { ja: ["配信停止", "配信を停止", "停止"], en: ["stop", "unsubscribe"] },
      text: {
        ja: "{topics}の配信を停止しました。ポイントの明細など、お取引のお知らせは引き続きお送りします。「配信再開」と送ると、いつでも再開できます。",
        en: "You will get no more of this: {topics}. Receipts and other notices about your purchases still come. Send “resume” at any time to get them again.",
      },
    },
    resume: {
      on: true,
      words: { ja: ["配信再開", "配信を再開", "再開"], en: ["resume", "subscribe"] },
      text: {
        ja: "{topics}の配信を再開しました。「配信停止」と送ると、いつでも停止できます。",
        en: "You will get this again: {topics}. Send “stop” at any time to end it.",
      },
    },
  },
  guest: {
    ja: "まだ会員証をお持ちではありません。下のボタンから、すぐに会員になれます。",
    en: "You have no member card yet. The button below makes you a member in a moment.",
  },
  greeting: {
    newcomer: {
      on: true,
      text: {
        ja: "{shop}です。友だち追加ありがとうございます。下のボタンから会員証をお作りいただけます。",
        en: "Welcome to {shop}, and thank you for adding us. Make your member card with the button below.",
      },
    },
    returning: {
      on: true,
      text: {
        ja: "また友だちになっていただき、ありがとうございます。会員証は下のボタンからいつでも開けます。",
        en: "Thank you for adding {shop} again. The button below opens your card at any time.",
      },
    },
  },
  pushForMinutes: 10,
};
