import { Badge } from "@mantine/core";
import type { CouponRow } from "../../../shared/coupons/console.ts";
import { benefitWords } from "../../../shared/coupons/sentences.ts";
import { issueWords } from "../../../shared/coupons/words.ts";
import { dateAt } from "../../../shared/dates.ts";
import { dayOf, grouped, type Language } from "../../../shared/points/programme/words.ts";
import type { ConsoleState } from "../../../shared/stores/console.ts";
import { momentOf, type Say } from "../language.tsx";
import { To } from "../parts/To.tsx";
import type { Column } from "../parts/table/columns.ts";
import type { Words } from "../screen.ts";
import { leftOf, nameOf, standingColours, standingOf, standingWords, validityWords } from "./words.ts";

export function columnsOf(
  say: Say,
  language: Language,
  { businessDate: todayOn, timeZone }: Pick<ConsoleState, "businessDate" | "timeZone">,
): readonly Column<CouponRow>[] {
  const standing = (row: CouponRow): string => say(...standingWords[standingOf(row, todayOn)]);
  const number = (
    key: string,
    name: Words,
    value: (row: CouponRow) => number | null,
    none = "",
  ): Column<CouponRow> => ({
    ...{ key, name, value, sorts: true, numeric: true, first: "down" },
    cell: (row) => {
      const found = value(row);
      return found === null ? none : grouped(found);
    },
  });
  return [
    {
      ...{ key: "name", name: ["名前", "Name"], sorts: true },
      value: ({ coupon }) => nameOf(coupon, say),
      cell: ({ couponId, coupon, changed }) => (
        <>
          <To to={`coupons/${couponId}`}>{nameOf(coupon, say)}</To>
          {changed && <span className="dim">{say("(未公開の変更あり)", " (changes not issued)")}</span>}
        </>
      ),
    },
    {
      ...{ key: "state", name: ["状態", "State"], sorts: true },
      value: standing,
      cell: (row) => (
        <Badge variant="light" tt="none" color={standingColours[standingOf(row, todayOn)]}>
          {standing(row)}
        </Badge>
      ),
    },
    {
      ...{ key: "benefit", name: ["特典", "Benefit"], sorts: true },
      value: ({ coupon }) => benefitWords(coupon.benefit, language),
      cell: ({ coupon }) => benefitWords(coupon.benefit, language),
    },
    {
      ...{ key: "to", name: ["配る相手", "Given to"], sorts: true },
      value: ({ coupon }) => issueWords[coupon.issue.to][language],
      cell: ({ coupon }) => issueWords[coupon.issue.to][language],
    },
    {
      ...{ key: "until", name: ["使える期間", "Valid"], sorts: true },
      value: ({ coupon }) => validityWords(coupon.validity, say),
      cell: ({ coupon }) => validityWords(coupon.validity, say),
    },
    {
      ...{ key: "made", name: ["作成日", "Made"], sorts: true, first: "down" },
      value: ({ madeAtMs }) => momentOf(madeAtMs, timeZone),
      cell: ({ madeAtMs }) => dayOf(dateAt(madeAtMs, timeZone)),
    },
    number(
      "given",
      ["配布", "Given"],
      ({ given, coupon }) => (coupon.issue.to === "everyone" ? null : given),
      "—",
    ),
    number("used", ["利用", "Used"], ({ used }) => used),
    number("left", ["残り", "Left"], (row) => leftOf(row.coupon, row), say("制限なし", "No limit")),
  ];
}
