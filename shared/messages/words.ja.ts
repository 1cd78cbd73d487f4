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
    couponsBack: "戻ったクーポン",
    couponCount: (count: number) => `${count}枚`,
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

  expiry: {
    title: "ポイントの有効期限",
    soonTitle: "もうすぐ期限のポイントがあります",
    noneTitle: "期限のあるポイントはありません",
    none: (balance: number) => `いまのポイント残高は${points(balance)}です。`,
    alt: (count: number, date: string) => `${points(count)}は${dayOf(date)}まで使えます`,
    soonAlt: (count: number, date: string) =>
      `${points(count)}の期限は${dayOf(date)}です。お早めにお使いください`,
    noneAlt: (balance: number) => `期限のあるポイントはありません（残高${points(balance)}）`,
    more: (count: number) => `ほか${grouped(count)}件は会員証で`,
    restAfter: "期限が先または期限なし",
  },

  coupon: {
    label: "クーポン",
    use: "クーポンを使う",
    noEnd: "期限なし",
    alt: (title: string, until: string) => `クーポン「${title}」${until}`,
    altMany: (count: number, first: string) => `クーポンが${grouped(count)}枚あります（${first}など）`,
    noneTitle: "いま使えるクーポンはありません",
    none: "新しいクーポンができると、会員証に届きます。",
    moreTitle: (count: number) => `ほかに${grouped(count)}枚`,
    more: "残りのクーポンは会員証でご覧いただけます。",
  },

  rankUp: {
    over: "ランクアップ",
    title: (rank: string) => `${rank}になりました`,
    said: "いつもご利用ありがとうございます。",
    times: (ratio: string) => `ポイントが${ratio}倍貯まります`,
    until: (date: string) => `${dayOf(date)}まで`,
    alt: (rank: string) => `ランクアップ！${rank}になりました`,
    unnamed: "新しいランク",
  },

  campaign: {
    title: "お知らせ",
    stop: (word: string) => `配信の停止は「${word}」と送信`,
    trial: "【テスト】",
  },

  reminder: {
    title: (count: number) => `お知らせが${grouped(count)}件あります`,
    alt: (titles: readonly string[]) => titles.join("・"),
    more: (count: number) => `ほか${grouped(count)}件は会員証で`,
  },

  greeting: {
    title: (shop: string) => (shop === "" ? "ようこそ" : `${shop}へようこそ`),
    said: "友だち追加ありがとうございます。下のボタンから会員証をおつくりいただけます。",
    memberSaid: "友だち追加ありがとうございます。会員証は下のボタンからいつでも開けます。",
    alt: (shop: string) => `友だち追加ありがとうございます${shop === "" ? "" : `。${shop}です`}`,
    backTitle: "おかえりなさい",
    backSaid: "またお会いできてうれしいです。会員証は下のボタンから開けます。",
    backGuestSaid: "またお会いできてうれしいです。会員証は下のボタンからおつくりいただけます。",
    backAlt: (shop: string) => `おかえりなさい${shop === "" ? "" : `。${shop}です`}`,
  },

  help: {
    title: "できること",
    said: "次の言葉を送ると、自動でお答えします。",
    alt: (words: string) => `${words}と送ると、自動でお答えします`,
    topics: {
      balance: "いまのポイント",
      card: "会員証を開く",
      coupons: "使えるクーポン",
      expiry: "ポイントの有効期限",
      stores: "店舗の一覧",
      stop: "お得な情報を止める",
      resume: "お得な情報を再び受け取る",
    },
  },

  stores: {
    title: "店舗のご案内",
    alt: (count: number, first: string) =>
      count === 1 ? first : `店舗のご案内（${first}など${grouped(count)}店）`,
    none: "ただいまご案内できる店舗はありません。",
    more: (count: number) => `ほか${grouped(count)}店`,
    map: "地図",
    call: "電話",
  },

  stop: {
    stopped: (resume: string) =>
      "お得な情報の配信を停止しました。ポイントの明細など、お取引のお知らせは引き続きお送りします。" +
      (resume === "" ? "" : `「${resume}」と送ると、いつでも再開できます。`),
    resumed: (stop: string) =>
      `お得な情報の配信を再開しました。${stop === "" ? "" : `「${stop}」と送ると、いつでも停止できます。`}`,
  },

  safety: {
    replayTitle: "会員証のコードがもう一度読み取られました",
    replayed: (store: string) =>
      `${store === "" ? "別のレジ" : store}で、使用済みのコードが読み取られました。この読み取りは無効です。`,
    replayHint: "お心当たりがないときは、画面の写真や録画をほかの人に見せていないかご確認ください。",
    replayAlt: (store: string) =>
      `会員証のコードが${store === "" ? "" : `${store}で`}もう一度読み取られました（無効）`,
    deviceTitle: "会員証が新しい端末で使えるようになりました",
    deviceHint: "お心当たりがないときは、お店にお知らせください。",
    deviceAlt: "会員証が新しい端末で使えるようになりました。お心当たりがないときはお店へ",
  },
};

export type Words = typeof ja;
