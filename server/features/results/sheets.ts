import { dateAt, timeAt } from "../../../shared/dates.ts";
import { memberNumberWords } from "../../../shared/members/number-words.ts";
import type { GroupFigures, ResultPerson, ResultsView, Verdict } from "../../../shared/results/console.ts";
import { stateWords } from "../../../shared/results/words.ts";

type Row = readonly (string | number)[];

/** All tables of the results in one file, each under its name. */
export function resultsSheet(view: ResultsView): readonly Row[] {
  return [
    [
      "表",
      "項目",
      "区分",
      "人数",
      "回数",
      "円",
      "来店率(%)",
      "1人あたり(円)",
      "差",
      "差の下限(95%)",
      "差の上限(95%)",
    ],
    ...Object.entries(view.states).map(([state, people]) => ["送信", stateWords(state).ja, "", people]),
    ["LINEの集計", "開封", "", view.line.opened ?? "", ""],
    ["LINEの集計", "クリック", "", view.line.clicked ?? "", ""],
    ...(view.clicks?.links ?? []).map(({ label, url, variant, people, times }) => [
      ...["リンク", label === "" ? "クーポンを開く" : `${label} ${url}`, variantName(variant), people, times],
    ]),
    ...(view.coupon === null
      ? []
      : [["クーポン", view.coupon.name.ja, "利用", view.coupon.people, view.coupon.times, view.coupon.yen]]),
    ...effectRows(view),
    ...unfollowRows(view),
    ...view.stores.map(({ name, visitors, visits }) => ["お店", name, "送信した人", visitors, visits]),
    ...view.stores.map(({ name, heldOutVisitors }) => [
      "お店",
      name,
      "比較のため送らない会員",
      heldOutVisitors,
    ]),
    ...view.ranks.flatMap(({ rank, name, sent, heldOut }) => [
      figuresRow("ランク", name?.ja ?? rank ?? "ランクなし", "送信した人", sent),
      figuresRow("ランク", name?.ja ?? rank ?? "ランクなし", "比較のため送らない会員", heldOut),
    ]),
    ...view.hours.map(({ hour, visits, clicks }) => [
      "時間帯",
      `${hour}時`,
      "会計",
      "",
      visits,
      "",
      "",
      "",
      clicks,
    ]),
  ];
}

function effectRows({ effect }: ResultsView): readonly Row[] {
  const { sent, heldOut, comparison, variants } = effect;
  return [
    ...(sent === null ? [] : [figuresRow("来店と売上", "全体", "送信した人", sent)]),
    ...(heldOut === null ? [] : [figuresRow("来店と売上", "全体", "比較のため送らない会員", heldOut)]),
    ...(comparison === null
      ? []
      : [
          differenceRow("来店と売上", "来店率の差(ポイント)", "", comparison.came, 100),
          differenceRow("来店と売上", "1人あたりの差(円)", "", comparison.yen, 1),
        ]),
    ...variants.flatMap(({ variant, figures, clicked, againstFirst }) => [
      [...figuresRow("パターン", variantName(variant), "来店と売上", figures)],
      ["パターン", variantName(variant), "リンクを開いた人", clicked],
      ...(againstFirst === null
        ? []
        : [
            differenceRow("パターン", variantName(variant), "来店率の差(ポイント)", againstFirst.came, 100),
            differenceRow("パターン", variantName(variant), "1人あたりの差(円)", againstFirst.yen, 1),
            differenceRow(
              "パターン",
              variantName(variant),
              "開いた率の差(ポイント)",
              againstFirst.clicked,
              100,
            ),
          ]),
    ]),
  ];
}

function unfollowRows({ unfollows }: ResultsView): readonly Row[] {
  if (unfollows === null) return [];
  const { sent, heldOut } = unfollows;
  return [
    ["48時間以内のブロック", "", "送信した人", sent.gone],
    ...(heldOut === null ? [] : [["48時間以内のブロック", "", "比較のため送らない会員", heldOut.gone]]),
  ];
}

function figuresRow(table: string, item: string, group: string, figures: GroupFigures): Row {
  const { people, visitors, visits, yen } = figures;
  const share = people === 0 ? "" : fixed((visitors / people) * 100, 2);
  const each = people === 0 ? "" : fixed(yen / people, 1);
  return [table, item, `${group}(来店 ${visitors}人)`, people, visits, yen, share, each];
}

function differenceRow(table: string, item: string, group: string, verdict: Verdict, times: number): Row {
  const blank = ["", "", "", "", ""];
  if (verdict.difference === null) return [table, item, group, ...blank, "人数が足りません"];
  const { value, low, high } = verdict.difference;
  return [table, item, group, ...blank, ...[value, low, high].map((one) => fixed(one * times, 2))];
}

function fixed(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function variantName(variant: number): string {
  return `パターン${String.fromCharCode(65 + variant)}`;
}

export function peopleSheet(rows: readonly ResultPerson[], timeZone: string): readonly Row[] {
  return [
    ["会員番号", "会員名", "パターン", "来店日数", "売上・値引き(円)", "回数", "日時"],
    ...rows.map(({ memberId, name, variant, visits, yen, times, atMs }) => [
      ...[memberNumberWords(memberId), name ?? "", variant === null ? "" : variantName(variant)],
      ...[visits ?? "", yen ?? "", times ?? ""],
      atMs === null ? "" : `${dateAt(atMs, timeZone)} ${timeAt(atMs, timeZone)}`,
    ]),
  ];
}
