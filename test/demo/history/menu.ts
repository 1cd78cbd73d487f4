import type { Draws } from "./random.ts";

interface Dish {
  readonly name: string;
  readonly yen: number;
}

const drinks: readonly Dish[] = [
  { name: "ごえんブレンド", yen: 480 },
  { name: "深煎りブレンド", yen: 520 },
  { name: "カフェオレ", yen: 560 },
  { name: "クリームソーダ", yen: 680 },
  { name: "ほうじ茶ラテ", yen: 580 },
];
const morning: readonly Dish[] = [
  { name: "モーニング", yen: 350 },
  { name: "小倉トースト", yen: 420 },
];
const lunch: readonly Dish[] = [
  { name: "ナポリタン", yen: 880 },
  { name: "たまごサンド", yen: 720 },
  { name: "カレーライス", yen: 920 },
];
const sweets: readonly Dish[] = [
  { name: "固めのプリン", yen: 480 },
  { name: "ホットケーキ", yen: 780 },
  { name: "チーズケーキ", yen: 520 },
];
const toTakeHome: readonly Dish[] = [
  { name: "珈琲豆 200g", yen: 1_480 },
  { name: "ドリップパック 5袋", yen: 850 },
];

/** What a table comes to: a drink for everybody, something to eat by the time of day, now and then beans. */
export function amountOf(hour: number, draws: Draws): number {
  const people = draws.percent(25) ? draws.between(2, 4) : 1;
  const food = hour < 11 ? morning : hour < 15 ? lunch : sweets;
  let yen = 0;
  for (let person = 0; person < people; person++) {
    yen += draws.pick(drinks).yen;
    if (draws.percent(60)) yen += draws.pick(food).yen;
  }
  return draws.percent(12) ? yen + draws.pick(toTakeHome).yen : yen;
}
