import { dayOf, grouped } from "../points/programme/words.ts";

const points = (count: number) => `${grouped(count)}ポイント`;

/** What our messages say in Japanese. Names come cleaned and clipped; an empty one is left out. */
export const ja = {
  points,
  unit: (_count: number) => "ポイント",
  date: dayOf,
  until: (date: string) => `${dayOf(date)}まで`,
  list: (parts: readonly string[]) => parts.join("・"),
  balance: "残高",
  openCard: "会員証を開く",
  becomeMember: "会員証をつくる",

  receipt: {
    title: "ご利用ありがとうございます",
    voided: "お取引を取り消しました",
    returned: "返品を承りました",
    amount: "お会計",
    amountReturned: "返品金額",
    used: "使ったポイント",
    earned: "貯まったポイント",
    givenBack: "戻ったポイント",
    takenBack: "取消ポイント",
    pending: "あとで使えるポイント",
    debt: "次回のポイントから差し引く分",
    expiry: (count: number, date: string) => `うち${points(count)}は${dayOf(date)}まで`,
    noExpiry: "期限の近いポイントはありません",
    number: (number: string) => `取引番号 ${number}`,
    altEarned: (count: number) => `${points(count)}貯まりました`,
    altUsedAndEarned: (used: number, earned: number) => `${points(used)}使い、${points(earned)}貯まりました`,
    altUsed: (count: number) => `${points(count)}使いました`,
    alt: (what: string, balance: number, where: string) =>
      `${what}（残高${points(balance)}）${where === "" ? "" : ` ${where}`}`,
  },

  standing: {
    title: "ポイント残高",
    alt: (balance: number) => `ポイント残高は${points(balance)}です`,
    altExpiry: (count: number, date: string) => `${points(count)}は${dayOf(date)}まで使えます`,
    pending: (count: number, date: string | null) =>
      date === null ? `${points(count)}は確定後に使えます` : `${points(count)}は${dayOf(date)}から使えます`,
    held: "お支払い手続き中",
    debt: "次回のポイントから差し引く分",
    rank: "ランク",
    toNext: (missing: string, rank: string) => `あと${missing}で${rank}`,
    yen: (yen: number) => `¥${grouped(yen)}`,
    visits: (count: number) => `${grouped(count)}回のご来店`,
    earned: (count: number) => points(count),
  },

  card: {
    title: "会員証",
    said: "レジで会員証のコードをお見せください。",
    alt: (shop: string) => `${shop === "" ? "" : `${shop}の`}会員証をここから開けます`,
    guestTitle: "会員証をつくりませんか",
    guestSaid: "LINEだけで、すぐにポイントを貯められます。アプリも書類も要りません。",
    guestAlt: (shop: string) => `${shop === "" ? "" : `${shop}の`}会員証をLINEでつくれます`,
  },
};

export type Words = typeof ja;
