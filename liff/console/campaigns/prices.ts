import { grouped } from "../../../shared/points/programme/words.ts";
import type { ReachCost } from "../../../shared/reach/console.ts";
import type { Say } from "../language.tsx";

/** What the messages cost, beside this month's quota, plan and budget, as rows of a table. */
export function pricesOf(
  cost: ReachCost,
  say: Say,
): readonly { readonly name: string; readonly value: string }[] {
  const {
    messages,
    included,
    extra,
    unpriced,
    short,
    yen,
    used,
    monthly,
    campaignLeft,
    spentYen,
    budgetYen,
  } = cost;
  const of = (count: number): string => say(`${grouped(count)}通`, grouped(count));
  const parts =
    included === messages
      ? say("すべて無料枠のうち", "all of them included in the plan")
      : [
          say(`無料枠${of(included)}`, `${of(included)} included`),
          ...(extra > 0 ? [say(`追加${of(extra)}`, `${of(extra)} extra`)] : []),
          ...(unpriced > 0 ? [say(`単価のない分${of(unpriced)}`, `${of(unpriced)} without a price`)] : []),
          ...(short > 0 ? [say(`うち送れない分${of(short)}`, `${of(short)} cannot be sent`)] : []),
        ].join(say("・", ", "));
  const sent =
    used === null
      ? say("LINEからまだ聞けていません", "LINE has not said yet")
      : monthly === null
        ? say(`${of(used)}(LINEのプランに上限の設定なし)`, `${of(used)}, without a limit`)
        : say(`${of(used)} / 上限${of(monthly)}`, `${of(used)} of ${of(monthly)}`);
  const left =
    campaignLeft === null
      ? ""
      : say(`・配信に使える残り${of(campaignLeft)}`, `; ${of(campaignLeft)} left for campaigns`);
  const budget =
    budgetYen === null
      ? []
      : [
          {
            name: say("今月の予算", "Budget of the month"),
            value: say(
              `¥${grouped(budgetYen)}(これまで¥${grouped(spentYen)}・この配信まで¥${grouped(spentYen + yen)})`,
              `¥${grouped(budgetYen)}: ¥${grouped(spentYen)} so far, ¥${grouped(spentYen + yen)} with this`,
            ),
          },
        ];
  return [
    { name: say("LINEの通数", "LINE messages"), value: `${of(messages)}(${parts})` },
    {
      name: say("追加の料金", "Extra cost"),
      value: yenSentence(cost, say),
    },
    { name: say("今月の送信数", "Sent this month"), value: `${sent}${left}` },
    ...budget,
  ];
}

/** What the messages cost, and those of which the plan typed does not say it. */
export function yenSentence({ yen, unpriced }: ReachCost, say: Say): string {
  const known = say(`¥${grouped(yen)}(税別)`, `¥${grouped(yen)} without tax`);
  if (unpriced === 0) return known;
  return say(
    `${known}と、プランに単価のない${grouped(unpriced)}通の分`,
    `${known} and ${grouped(unpriced)} messages for which the plan has no price`,
  );
}
