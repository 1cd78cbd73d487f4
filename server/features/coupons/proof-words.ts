/** Words that are told apart at a glance and when they are called across a counter: 16 × 64. */
const wordsIn = (text: string): readonly string[] => text.trim().split(/\s+/);

export const colours = wordsIn(`
  赤い 青い 白い 黒い 黄色い 緑の 桃色の 金の 銀の 大きな 小さな 丸い 長い 古い 新しい 光る
`);

export const things = wordsIn(`
  ねこ いぬ とり さかな うま うし さる かめ くま ぞう きつね たぬき うさぎ りす かに たこ
  さくら もみじ きく ばら まつ たけ うめ ゆり りんご みかん ぶどう もも いちご すいか かき くり
  やま かわ うみ そら ほし つき くも にじ ゆき かぜ いし もり しま はし みち いけ
  ふね でんしゃ くるま ひこうき じてんしゃ かさ ぼうし くつ とけい かぎ ほん はさみ たいこ ふえ すず つぼ
`);
