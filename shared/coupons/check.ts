import type { CalendarDate } from "../dates.ts";
import type { Coupon } from "./schema.ts";

/** Why a coupon cannot be issued yet, beside the schema's own bounds. */
export type CouponProblem = "over" | "code_short" | "fewer_than_winners";

export interface FieldProblem {
  readonly field: string;
  readonly problem: CouponProblem;
}

/** What is to be put right before issuing on a day; none where it may be. */
export function couponProblems(
  { validity, issue, stock }: Coupon,
  todayOn: CalendarDate,
): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (validity.to !== null && validity.to < todayOn) problems.push({ field: "validity.to", problem: "over" });
  if (issue.to === "code" && issue.code.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "").length < 3) {
    problems.push({ field: "issue.code", problem: "code_short" });
  }
  const winners = issue.to === "draw" ? issue.winnersMax : null;
  if (winners !== null && stock.givenMax !== null && stock.givenMax < winners) {
    problems.push({ field: "stock.givenMax", problem: "fewer_than_winners" });
  }
  return problems;
}
