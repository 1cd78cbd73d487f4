import type { UsedCoupon } from "../coupons/views.ts";
import type { PointsView } from "../points/schema.ts";
import type { StampsGained } from "../stamps/views.ts";
import { balanceMessages } from "./balance.ts";
import { campaignMessages } from "./campaign.ts";
import { cardMessages } from "./card.ts";
import { type CouponTold, couponMessages } from "./coupon.ts";
import { expiryMessages } from "./expiry.ts";
import { greetingBackMessages, greetingMessages } from "./greeting.ts";
import { helpMessages } from "./help.ts";
import { newDeviceMessages, replayAlertMessages, resumedMessages, stoppedMessages } from "./notices.ts";
import { rankUpMessages } from "./rank-up.ts";
import { type ReceiptTold, receiptMessages, returnMessages } from "./receipt.ts";
import { storesMessages } from "./stores.ts";
import type { LineMessage } from "./types.ts";
import type { Language } from "./words.ts";

/** One of each message, with plausible figures: for people to look at, and for tests that go over all of them. */
export interface Sample {
  readonly key: SampleKey;
  readonly messages: readonly LineMessage[];
}

export interface SampleShop {
  readonly shopName: string;
  readonly cardUrl: string;
  /** A picture to show, `https:`; null where the shop has none. */
  readonly imageUrl: string | null;
}

const points: PointsView = {
  balance: 1480,
  pending: [],
  held: 0,
  debt: 0,
  nextExpiry: { points: 320, expiresOn: "2027-03-31" },
};

const receipt = (storeName: string): ReceiptTold => ({
  ...{ status: "completed", storeName, amountYen: 3280, pointsUsed: 100, pointsEarned: 31 },
  ...{ points, receiptNumber: "7K2M9QXD" },
});

const taken: UsedCoupon = {
  ...{
    walletId: "w",
    couponId: "c",
    name: { ja: "ドリンクサービス", en: "A free drink" },
    yen: 0,
    points: 0,
  },
  ...{ handOver: { ja: "ドリンク1杯", en: "A drink" }, givenBack: false },
};

const stamped: StampsGained = {
  ...{
    cardId: "s",
    name: { ja: "珈琲スタンプカード", en: "Coffee stamp card" },
    icon: "cup",
    colour: "#8a5a2b",
  },
  ...{ gained: 1, count: 3, goal: 10, completed: false, benefits: [] },
};

const makers = {
  receipt: (shop, ja) =>
    receiptMessages({ ...receipt(store(ja)), coupons: [taken], stamps: [stamped] }, shop.cardUrl, lang(ja)),
  void: (shop, ja) => receiptMessages({ ...receipt(store(ja)), status: "voided" }, shop.cardUrl, lang(ja)),
  return: (shop, ja) =>
    returnMessages(
      {
        ...{ amountYen: 1280, pointsGivenBack: 39, pointsTakenBack: 12 },
        points: { ...points, debt: 12 },
        purchase: receipt(store(ja)),
      },
      shop.cardUrl,
      lang(ja),
    ),
  balance: (shop, ja) =>
    balanceMessages({ ...shop, points: { ...points, pending: [soon] }, rank: silver }, lang(ja)),
  card: (shop, ja) => cardMessages({ ...shop, member: true }, lang(ja)),
  card_guest: (shop, ja) => cardMessages({ ...shop, member: false }, lang(ja)),
  coupons: (shop, ja) => couponMessages({ ...shop, coupons: coupons(shop, ja) }, lang(ja)),
  coupons_none: (shop, ja) => couponMessages({ ...shop, coupons: [] }, lang(ja)),
  expiry: (shop, ja) => expiryMessages({ ...shop, lots, balance: 1480, soon: false }, lang(ja)),
  expiry_soon: (shop, ja) =>
    expiryMessages({ ...shop, lots: lots.slice(0, 1), balance: 320, soon: true }, lang(ja)),
  rank_up: (shop, ja) => rankUpMessages({ ...shop, rank: gold }, lang(ja)),
  campaign: (shop, ja) =>
    campaignMessages(
      {
        ...(ja ? campaignJa : campaignEn),
        ...{
          imageUrl: shop.imageUrl,
          shopName: shop.shopName,
          coupon: null,
          stopWord: ja ? "配信停止" : "stop",
        },
        button: { label: ja ? "くわしく見る" : "See the menu", url: shop.cardUrl },
      },
      lang(ja),
    ),
  campaign_coupon: (shop, ja) =>
    campaignMessages(
      {
        ...(ja ? thanksJa : thanksEn),
        ...{ imageUrl: null, shopName: shop.shopName, button: null, stopWord: ja ? "配信停止" : "stop" },
        coupon: coupons(shop, ja)[0] ?? null,
      },
      lang(ja),
    ),
  greeting: (shop, ja) => greetingMessages({ ...shop, member: false }, lang(ja)),
  greeting_back: (shop, ja) => greetingBackMessages({ ...shop, member: true }, lang(ja)),
  help: (shop, ja) => helpMessages({ ...shop, topics: topics(ja) }, lang(ja)),
  stores: (shop, ja) => storesMessages({ ...shop, stores: ja ? storesJa : storesEn }, lang(ja)),
  stopped: (_shop, ja) => stoppedMessages(ja ? wordsJa : wordsEn, lang(ja)),
  resumed: (_shop, ja) => resumedMessages(ja ? wordsJa : wordsEn, lang(ja)),
  replay_alert: (shop, ja) => replayAlertMessages({ ...shop, storeName: store(ja) }, lang(ja)),
  new_device: (shop, ja) => newDeviceMessages(shop, lang(ja)),
} satisfies Record<string, (shop: SampleShop, ja: boolean) => LineMessage[]>;

export type SampleKey = keyof typeof makers;

/** Every message there is, in the order of a member's life with the shop. */
export function samples(shop: SampleShop, language: Language): readonly Sample[] {
  return sampleKeys.map((key) => ({ key, messages: makers[key](shop, language === "ja") }));
}

export const sampleKeys: readonly SampleKey[] = [
  ...(["greeting", "greeting_back", "card_guest", "card", "receipt", "void", "return"] as const),
  ...(["balance", "expiry", "expiry_soon", "rank_up", "coupons", "coupons_none"] as const),
  ...(["campaign", "campaign_coupon", "stores", "help", "stopped", "resumed"] as const),
  ...(["replay_alert", "new_device"] as const),
];

function lang(ja: boolean): Language {
  return ja ? "ja" : "en";
}

function store(ja: boolean): string {
  return ja ? "銀座本店" : "Ginza";
}

const soon = { points: 60, activatesOn: "2026-12-14", waitsFor: null };
const lots = [
  { points: 320, expiresOn: "2027-03-31" },
  { points: 660, expiresOn: "2027-06-30" },
  { points: 500, expiresOn: "2027-11-30" },
];
const silverName = { ja: "シルバー", en: "Silver" };
const goldName = { ja: "ゴールド", en: "Gold" };
const silver = {
  ...{ name: silverName, metric: "yen" as const },
  next: { code: "gold", name: goldName, threshold: 50_000, missing: 3200 },
};
const gold = {
  ...{ name: goldName, colour: "#c9a227", multiplierPerMille: 1500, untilOn: "2028-03-31" },
  ...{ metric: "yen" as const, next: null },
};

function coupons(shop: SampleShop, ja: boolean): CouponTold[] {
  const common = { imageUrl: null, url: shop.cardUrl };
  return ja
    ? [
        {
          ...common,
          title: "ドリンク1杯サービス",
          detail: "お会計1,000円以上で。おひとり1回。",
          untilOn: "2026-12-31",
        },
        { ...common, title: "焼き菓子10%引き", detail: "店頭の焼き菓子すべて。", untilOn: "2027-01-15" },
        { ...common, title: "お誕生日のケーキ", detail: "お誕生月に1回。", untilOn: null },
      ]
    : [
        { ...common, title: "A drink on us", detail: "With ¥1,000 or more, once.", untilOn: "2026-12-31" },
        { ...common, title: "10% off cookies", detail: "Everything baked, in store.", untilOn: "2027-01-15" },
        { ...common, title: "A birthday cake", detail: "Once, in your birthday month.", untilOn: null },
      ];
}

const campaignJa = {
  title: "冬の新作、はじまりました",
  text: "柚子とほうじ茶のラテ、栗のタルト。\n12月31日まで、新作のご注文でポイント2倍です。",
};
const campaignEn = {
  title: "Our winter menu is here",
  text: "A yuzu and hojicha latte, and chestnut tart.\nTwice the points on both until 31 December.",
};
const thanksJa = {
  title: "いつもありがとうございます",
  text: "ご来店10回のお礼に、クーポンをお贈りします。",
};
const thanksEn = { title: "Thank you for ten visits", text: "Here is a coupon from all of us." };

const wordsJa = { stopWord: "配信停止", resumeWord: "配信再開" };
const wordsEn = { stopWord: "stop", resumeWord: "resume" };

function topics(ja: boolean) {
  const named = ja
    ? ["ポイント", "会員証", "クーポン", "有効期限", "店舗", "配信停止"]
    : ["points", "card", "coupons", "expiry", "stores", "stop"];
  return (["balance", "card", "coupons", "expiry", "stores", "stop"] as const).map((topic, at) => ({
    topic,
    word: named[at] ?? topic,
  }));
}

const map = "https://maps.example.com/?q=35.6717,139.7650";
const storesJa = [
  { name: "銀座本店", lines: ["中央区銀座4-1", "10:00〜20:00"], mapUrl: map, phone: "03-0000-0000" },
  { name: "神楽坂店", lines: ["新宿区神楽坂2-10", "9:00〜19:00（火曜定休）"], mapUrl: map, phone: null },
  { name: "鎌倉店", lines: [], mapUrl: null, phone: null },
];
const storesEn = [
  { name: "Ginza", lines: ["4-1 Ginza, Chuo", "10:00–20:00"], mapUrl: map, phone: "03-0000-0000" },
  {
    name: "Kagurazaka",
    lines: ["2-10 Kagurazaka, Shinjuku", "9:00–19:00, closed Tue"],
    mapUrl: map,
    phone: null,
  },
  { name: "Kamakura", lines: [], mapUrl: null, phone: null },
];
