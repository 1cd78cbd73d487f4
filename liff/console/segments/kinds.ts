import type { Leaf } from "../../../shared/segments/schema.ts";
import type { Words } from "../screen.ts";

export type LeafKind = Leaf["kind"];
type Blanks = { readonly [Kind in LeafKind]: (today: string) => Extract<Leaf, { readonly kind: Kind }> };

/** What a condition is called where one is chosen, and as the heading of its fields. */
export const kindWords: Readonly<Record<LeafKind, Words>> = {
  sex: ["性別", "Sex"],
  age: ["年齢", "Age"],
  language: ["言語", "Language"],
  rank: ["会員ランク", "Rank"],
  tag: ["タグ", "Tag"],
  joined_ago: ["入会からの日数", "Days since joining"],
  joined_between: ["入会日", "Joined between dates"],
  birthday_month: ["誕生月", "Birthday month"],
  birthday_in: ["誕生日が近い", "Birthday soon"],
  visits: ["来店回数", "Visits"],
  spend: ["購入金額", "Spend"],
  last_visit: ["最後の来店からの日数", "Days since the last visit"],
  never_visited: ["来店したことがない", "Never visited"],
  store: ["来店したお店", "Store visited"],
  bought: ["買った商品・分類", "Bought"],
  balance: ["ポイント残高", "Points balance"],
  expiring: ["ポイントの期限が近い", "Points expiring"],
  coupon: ["クーポン", "Coupon"],
  stamps: ["スタンプカード", "Stamp card"],
  friend: ["LINEで届く", "Can be reached in LINE"],
  topic: ["お知らせの受け取り", "Topic wanted"],
  message: ["配信の受け取り・クリック", "Messages received or tapped"],
  campaign: ["配信の対象", "Part in a campaign"],
  holdout: ["比較のため送らない会員", "Comparison group"],
  rfm: ["RFM", "RFM"],
  bucket: ["無作為の一部", "A part by chance"],
  list: ["会員リスト", "Member list"],
  segment: ["保存したセグメント", "Saved segment"],
};

export const kindGroups: readonly { readonly name: Words; readonly kinds: readonly LeafKind[] }[] = [
  {
    name: ["来店と購入", "Visits and purchases"],
    kinds: ["last_visit", "visits", "spend", "never_visited", "store", "bought", "rfm"],
  },
  {
    name: ["会員のこと", "Who they are"],
    kinds: [
      "rank",
      "birthday_month",
      "birthday_in",
      "joined_ago",
      "joined_between",
      "sex",
      "age",
      "language",
    ],
  },
  { name: ["ポイントと特典", "Points and benefits"], kinds: ["balance", "expiring", "coupon", "stamps"] },
  { name: ["LINEと配信", "LINE and messages"], kinds: ["friend", "topic", "message", "campaign", "holdout"] },
  { name: ["分け方", "Groups of your own"], kinds: ["tag", "list", "segment", "bucket"] },
];

/** A condition as it is before anything is chosen: what is most often meant, or empty where that is nothing. */
export const blankLeaves: Blanks = {
  sex: () => ({ kind: "sex", is: ["female"] }),
  language: () => ({ kind: "language", is: ["en"] }),
  age: () => ({ kind: "age", min: 20, max: 29 }),
  rank: () => ({ kind: "rank", is: [] }),
  tag: () => ({ kind: "tag", tag: "" }),
  topic: () => ({ kind: "topic", topic: "offers", wanted: true }),
  friend: () => ({ kind: "friend" }),
  store: () => ({ kind: "store", nodes: [], did: "visited", days: 90 }),
  joined_between: (today) => ({ kind: "joined_between", from: `${today.slice(0, 7)}-01`, to: today }),
  joined_ago: () => ({ kind: "joined_ago", min: null, max: 30 }),
  birthday_month: (today) => ({ kind: "birthday_month", months: [Number(today.slice(5, 7))] }),
  birthday_in: () => ({ kind: "birthday_in", from: 0, to: 7 }),
  visits: () => ({ kind: "visits", in: { over: "days", days: 90 }, min: 3, max: null }),
  spend: () => ({ kind: "spend", in: { over: "days", days: 90 }, min: 10_000, max: null }),
  last_visit: () => ({ kind: "last_visit", min: 60, max: null }),
  never_visited: () => ({ kind: "never_visited" }),
  bought: () => ({ kind: "bought", items: [], categories: [], days: 90, times: 1 }),
  balance: () => ({ kind: "balance", min: 500, max: null }),
  expiring: () => ({ kind: "expiring", days: 30, points: 1 }),
  coupon: () => ({ kind: "coupon", couponId: "", state: "held", days: null }),
  stamps: () => ({ kind: "stamps", cardId: "", min: null, max: null, missing: 2 }),
  message: () => ({ kind: "message", campaignId: null, did: "received", days: 30 }),
  campaign: () => ({ kind: "campaign", campaignId: "", as: "sent" }),
  holdout: () => ({ kind: "holdout" }),
  rfm: () => ({ kind: "rfm", r: [5], f: [5], m: [] }),
  bucket: () => ({ kind: "bucket", salt: "A", from: 0, to: 5_000 }),
  list: () => ({ kind: "list", listId: "" }),
  segment: () => ({ kind: "segment", segmentId: "" }),
};
