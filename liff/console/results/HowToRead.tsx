import { Stack, Text } from "@mantine/core";
import type { ResultsView } from "../../../shared/results/console.ts";
import { useSay } from "../language.tsx";

/** What the numbers mean and what they do not, once on the page. */
export function HowToRead({ view }: { readonly view: ResultsView }) {
  const say = useSay();
  const lines: readonly (readonly [string, string])[] = [
    [
      "「比較のため送らない会員」には、いつもどの配信も送りません(無作為に選ばれ、入れ替わりません)。ほかの配信も受け取っていないので、差には、この配信だけでなく、これまでの配信全体の効果も含まれます。",
      "The comparison group are members, drawn by lot and for good, who are sent no campaign. They got none of the others either, so the difference holds the effect of all the messages until now and not of this one alone.",
    ],
    [
      "95%の範囲は、同じやり方を100回くり返すと、およそ95回は本当の差を含む範囲です。範囲が0をまたぐときは、違いがあるとは言えません。",
      "A 95% range is made so that about 95 of 100 such ranges hold the true difference. Where it holds zero, there is no telling a difference.",
    ],
    [
      "毎日見て、差が出た日にやめて「効果があった」と決めると、偶然を効果と取り違えやすくなります。期間(7・14・30日)を先に決め、終わってから読んでください。パターンが3つ以上あるときや、表を細かく分けて見るときも同じです。",
      "Who looks each day and stops on the day a difference shows will take chance for an effect. Decide on 7, 14 or 30 days first and read it when they are over. The same goes for three or more variants, and for looking at many small parts.",
    ],
    [
      "来店は、取り消されていない会計のある日です。売上はポイントとクーポンの後、返品を引いた額です。送信した日は丸1日、両方の会員で同じように数えます。終わった日だけを数え、夜の間に数え直します。",
      "A visit is a day with a sale that stands. Yen are after points and coupons, less returns. The day of sending counts whole, alike for both groups. Only days that are over count; they are counted again each night.",
    ],
    [
      "開封はLINEの集計です。20人未満の人数は分かりません。翌日から14日間は増えることがあります。開封を数えられる配信は月に1,000件までです。リンクを開いた人は、カードを通ったこちらの記録です。",
      "Openings are LINE's: it tells no number below 20, may add to it for 14 days from the next day on, and counts for a thousand messages a month. Who opened a link is our own record, made by the card on the way.",
    ],
  ];
  return (
    <details>
      <summary>{say("数字の読み方", "How to read this")}</summary>
      <Stack gap="xs" mt="sm">
        {lines
          .slice(view.of.kind === "automation" && view.effect.status === "all_are_told" ? 1 : 0)
          .map((line) => (
            <Text size="sm" key={line[1]}>
              {say(...line)}
            </Text>
          ))}
      </Stack>
    </details>
  );
}
