import { addDays, dateAt, startOfDay } from "../../../shared/dates.ts";
import type { SaleFigures, TodayView } from "../../../shared/today.ts";
import type { Deps } from "../../deps.ts";
import { joinedSince, salesOn } from "./store.ts";

const none: SaleFigures = { sales: 0, yen: 0, pointsEarned: 0, pointsUsed: 0, couponYen: 0 };

/** Today in the shop's zone, and the same weekday a week before: shops live by the week. */
export async function todayView({ clock, settings, database }: Deps): Promise<TodayView> {
  const { timeZone } = settings;
  const businessDate = dateAt(clock.nowMs(), timeZone);
  const weekBefore = addDays(businessDate, -7);
  const { report } = database;
  const [rows, joined] = await Promise.all([
    salesOn(report, [businessDate, weekBefore]),
    joinedSince(report, startOfDay(weekBefore, timeZone)),
  ]);
  const dayOf = (date: string) => ({
    ...rows
      .filter((row) => row.business_date === date)
      .map(figuresOf)
      .reduce(plus, none),
    joined: joined.filter(({ joined_at_ms }) => dateAt(Number(joined_at_ms), timeZone) === date).length,
  });
  return {
    businessDate,
    today: dayOf(businessDate),
    before: { businessDate: weekBefore, ...dayOf(weekBefore) },
    stores: rows
      .filter((row) => row.business_date === businessDate)
      .map((row) => ({ publicId: row.public_id, name: row.name, ...figuresOf(row) }))
      .sort((a, b) => b.yen - a.yen),
  };
}

type Row = Awaited<ReturnType<typeof salesOn>>[number];

function figuresOf(row: Row): SaleFigures {
  return {
    sales: Number(row.sales),
    yen: Number(row.yen),
    pointsEarned: Number(row.points_earned),
    pointsUsed: Number(row.points_used),
    couponYen: Number(row.coupon_yen),
  };
}

function plus(a: SaleFigures, b: SaleFigures): SaleFigures {
  return {
    sales: a.sales + b.sales,
    yen: a.yen + b.yen,
    pointsEarned: a.pointsEarned + b.pointsEarned,
    pointsUsed: a.pointsUsed + b.pointsUsed,
    couponYen: a.couponYen + b.couponYen,
  };
}
