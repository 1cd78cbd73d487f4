/** Line drawings for a menu that has no picture of its own, chosen by what the label speaks of. */

const drawings: readonly (readonly [RegExp, string])[] = [
  [/スタンプ|stamp/i, "M12 3a3 3 0 013 3c0 2-1.5 3-1.5 5H18v4H6v-4h4.5C10.5 9 9 8 9 6a3 3 0 013-3zM5 19h14"],
  [/会員|カード|card/i, "M3 6h18v12H3zM3 10h18M7 15h4"],
  [/クーポン|coupon/i, "M3 7h18v3.5a1.5 1.5 0 000 3V17H3v-3.5a1.5 1.5 0 000-3zM14 7v2M14 11v2M14 15v2"],
  [
    /ポイント|特典|point|reward/i,
    "M12 3l2.7 5.6 6.1.8-4.5 4.2 1.1 6.1L12 16.8 6.6 19.7l1.1-6.1L3.2 9.4l6.1-.8z",
  ],
  [
    /店|地図|アクセス|shop|store|map/i,
    "M12 21s7-6.3 7-11.5A7 7 0 105 9.500C5 14.7 12 21 12 21zM12 7a2.5 2.5 0 110 5 2.5 2.5 0 010-5z",
  ],
  [/予約|カレンダー|book|calendar/i, "M4 6h16v14H4zM4 10h16M8 3v5M16 3v5M8 14h3"],
  [/お知らせ|news|notice/i, "M6 17V11a6 6 0 0112 0v6l2 2H4zM10 21h4"],
  [/履歴|history/i, "M12 4a8 8 0 11-8 8M4 6v6h6M12 8v4l3 2"],
  [/紹介|友だち|friend|invite/i, "M9 5a3 3 0 110 6 3 3 0 010-6zM3 20c0-4 2.5-6 6-6s6 2 6 6M18 8v6M15 11h6"],
  [/問い合わせ|質問|ヘルプ|help|faq/i, "M4 5h16v11H9l-5 4zM9 9.500h6M9 12.500h4"],
  [/買|商品|通販|shop online|order/i, "M5 8h14l-1 12H6zM9 8V6a3 3 0 016 0v2"],
  [/メニュー|menu/i, "M5 6h14M5 12h14M5 18h9"],
];

const plain: Readonly<Record<string, string>> = {
  uri: "M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9",
  message: "M4 5h16v11H9l-5 4z",
  postback: "M12 4a8 8 0 110 16 8 8 0 010-16zM8.5 12l2.5 2.5 4.5-5",
};

export function iconFor(label: string, type: unknown): string {
  const found = drawings.find(([about]) => about.test(label));
  return found?.[1] ?? (typeof type === "string" ? plain[type] : undefined) ?? plain.postback ?? "";
}
