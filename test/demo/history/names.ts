import type { Draws } from "./random.ts";

/** Common family names, the commonest first. */
const families = (
  "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 斎藤 清水 " +
  "山崎 森 池田 阿部 石川 前田 藤田 後藤 岡田 長谷川 村上 近藤 石井 坂本 遠藤 青木 西村 福田 太田 三浦 " +
  "岡本 松田 中野 原田 小野 竹内 中川 和田 金子 藤井 上田 森田 原 柴田 酒井 工藤 横山 宮崎 宮本 内田"
).split(" ");

/** Given names as written, as said, and in Latin letters. */
const given = (
  "美咲/みさき/Misaki 陽子/ようこ/Yoko 花子/はなこ/Hanako 由美/ゆみ/Yumi 恵/めぐみ/Megumi 彩/あや/Aya " +
  "久美子/くみこ/Kumiko 真由美/まゆみ/Mayumi 結衣/ゆい/Yui 千尋/ちひろ/Chihiro 沙織/さおり/Saori 葵/あおい/Aoi " +
  "直子/なおこ/Naoko 遥/はるか/Haruka 愛/あい/Ai 智子/ともこ/Tomoko 凛/りん/Rin 優子/ゆうこ/Yuko 里奈/りな/Rina " +
  "楓/かえで/Kaede 麻衣/まい/Mai 純子/じゅんこ/Junko 奈々/なな/Nana 和子/かずこ/Kazuko 桜/さくら/Sakura " +
  "翔太/しょうた/Shota 健一/けんいち/Kenichi 大輔/だいすけ/Daisuke 拓也/たくや/Takuya 誠/まこと/Makoto " +
  "浩/ひろし/Hiroshi 蓮/れん/Ren 悠斗/ゆうと/Yuto 直樹/なおき/Naoki 隆/たかし/Takashi 亮/りょう/Ryo " +
  "達也/たつや/Tatsuya 一郎/いちろう/Ichiro 健太/けんた/Kenta 修/おさむ/Osamu 和也/かずや/Kazuya 陸/りく/Riku " +
  "哲也/てつや/Tetsuya 学/まなぶ/Manabu 雄大/ゆうだい/Yudai 颯太/そうた/Sota 勇気/ゆうき/Yuki 茂/しげる/Shigeru"
)
  .split(" ")
  .map((name) => {
    const [written = "", said = "", latin = ""] = name.split("/");
    return { written, said, latin };
  });

const marks = ["🌸", "☕", "🐈", "🌿", "🍀", "🎧"];

/** So many different names as people give themselves in LINE: mostly in full, sometimes only what friends call them. */
export function displayNames(count: number, draws: Draws): readonly string[] {
  const names = new Set<string>();
  while (names.size < count) names.add(displayName(draws));
  return [...names];
}

function displayName(draws: Draws): string {
  // Squared, so that the common names come more often, as they do.
  const family = families[Math.floor(draws.fraction() ** 2 * families.length)] ?? "佐藤";
  const { written, said, latin } = draws.pick(given);
  if (draws.percent(72)) return `${family} ${written}`;
  if (draws.percent(40)) return said + draws.pick(marks);
  return draws.percent(50) ? `${latin} ${draws.pick(["S.", "T.", "K.", "M.", "N."])}` : `${said}@${family}`;
}
