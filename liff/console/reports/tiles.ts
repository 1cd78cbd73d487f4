import { addDays } from "../../../shared/dates.ts";
import type { Dashboard, PeriodFigures } from "../../../shared/reports/dashboard.ts";
import type { Say } from "../language.tsx";
import { shareOf } from "./words.ts";

interface TileOf {
  readonly name: string;
  readonly unit: string;
  readonly of: (figures: PeriodFigures) => number;
  readonly about?: string;
  readonly to?: string;
}

/** The tiles in their groups; what belongs to no store is left out where one is asked about. Every number opens its list. */
export function tilesOf(
  view: Dashboard,
  say: Say,
  placeId: string | null,
): readonly { readonly title: string; readonly tiles: readonly TileOf[] }[] {
  const { from, to, figures } = view.now;
  const people = say("人", "");
  const yen = say("円", " yen");
  const days = `from=${from}&to=${to}`;
  const isWhole = figures.members !== null;
  const off = figures.visitors;
  const at = placeId === null ? days : `${days}&place=${placeId}`;
  const cameSince = (back: number) =>
    `behind?of=visited&from=${addDays(to, -back)}&to=${to}${placeId === null ? "" : `&place=${placeId}`}`;
  const entries = (of: string) => `entries?of=${of}&${at}`;
  return [
    {
      title: say("売上と来店", "Sales and visits"),
      tiles: [
        {
          name: say("会員売上", "Revenue from members"),
          unit: yen,
          of: ({ yen: sum }) => sum,
          to: `sales?${at}`,
        },
        { name: say("会計", "Sales"), unit: say("件", ""), of: ({ sales }) => sales, to: `sales?${at}` },
        {
          name: say("来店会員", "Members who came"),
          unit: people,
          of: ({ visitors }) => visitors,
          to: `behind?of=visited&${at}`,
        },
        {
          name: say("リピート率", "Repeat rate"),
          unit: "%",
          of: ({ repeaters, visitors }) =>
            visitors === 0 ? 0 : Math.round((repeaters / visitors) * 1000) / 10,
          about:
            from === to
              ? say("1日では2日以上の来店がないため0です", "0 of a single day")
              : say(`${off}人のうち2日以上`, `on 2 days or more, of ${off}`),
        },
        {
          name: say("来店", "Visits"),
          unit: say("回", ""),
          of: ({ visits }) => visits,
          to: `behind?of=visited&${at}`,
        },
        {
          name: say("取消と返品", "Voided and returned"),
          unit: yen,
          of: ({ returnedYen }) => returnedYen,
          to: `sales?only=back&${at}`,
        },
      ],
    },
    {
      title: say("会員", "Members"),
      tiles: [
        ...(isWhole
          ? [
              {
                name: say("会員数", "Members"),
                unit: people,
                of: ({ members }: PeriodFigures) => members ?? 0,
                about: say("期間の最後の日", "on the last day"),
                to: "members",
              },
              {
                name: say("新しい会員", "New members"),
                unit: people,
                of: ({ joined }: PeriodFigures) => joined ?? 0,
                to: `behind?of=joined&${days}`,
              },
              {
                name: say("退会", "Left"),
                unit: people,
                of: ({ left }: PeriodFigures) => left ?? 0,
                to: `behind?of=left&${days}`,
              },
            ]
          : []),
        {
          name: say("30日以内に来店", "Came in 30 days"),
          unit: people,
          of: ({ active30 }) => active30,
          about: figures.members === null ? "" : shareOf(figures.active30, figures.members),
          to: cameSince(29),
        },
        {
          name: say("90日以内に来店", "Came in 90 days"),
          unit: people,
          of: ({ active90 }) => active90,
          about: figures.members === null ? "" : shareOf(figures.active90, figures.members),
          to: cameSince(89),
        },
      ],
    },
    {
      title: say("ポイント", "Points"),
      tiles: [
        { name: say("付与", "Given"), unit: "P", of: ({ earned }) => earned, to: entries("earned") },
        { name: say("利用", "Used"), unit: "P", of: ({ used }) => used, to: entries("used") },
        { name: say("失効", "Lapsed"), unit: "P", of: ({ lapsed }) => lapsed, to: entries("lapsed") },
        ...(figures.adjusted === 0
          ? []
          : [
              {
                name: say("手作業の調整", "Moved by hand"),
                unit: "P",
                of: ({ adjusted }: PeriodFigures) => adjusted,
                to: entries("adjusted"),
              },
            ]),
        ...(isWhole
          ? [
              {
                name: say("発行残高", "Outstanding"),
                unit: "P",
                of: ({ outstanding }: PeriodFigures) => outstanding ?? 0,
                to: "liability",
                about: say("期間の最後の日", "on the last day"),
              },
            ]
          : []),
      ],
    },
    {
      title: say("クーポンとメッセージ", "Coupons and messages"),
      tiles: [
        {
          name: say("クーポンの配布", "Coupons given"),
          unit: say("枚", ""),
          of: ({ couponsGiven }) => couponsGiven,
          to: `behind?of=coupons_given&${at}`,
        },
        {
          name: say("クーポンの利用", "Coupons used"),
          unit: say("枚", ""),
          of: ({ couponsUsed }) => couponsUsed,
          to: `behind?of=coupons_used&${at}`,
        },
        {
          name: say("クーポンの値引き", "Off by coupons"),
          unit: yen,
          of: ({ couponYen }) => couponYen,
          to: `sales?only=coupon&${at}`,
        },
        ...(isWhole
          ? [
              {
                name: say("LINEの通数", "LINE messages"),
                unit: say("通", ""),
                of: ({ messages }: PeriodFigures) => messages ?? 0,
                about: say("届けた人数×メッセージ数", "people times messages"),
                to: `messages?status=sent&${days}`,
              },
            ]
          : []),
      ],
    },
  ];
}
