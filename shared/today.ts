/** `GET /api/console/today`: how the shop's business day goes, beside the same weekday a week before. */
export interface TodayView {
  readonly businessDate: string;
  /** Seven days before, whole: its evening is in it as well. */
  readonly before: { readonly businessDate: string } & DayFigures;
  readonly today: DayFigures;
  /** Sales of today by store, most yen first; stores without one are not named. */
  readonly stores: readonly StoreToday[];
}

export interface DayFigures extends SaleFigures {
  /** Memberships begun that day; of those of a day, at most `joinedMax` are counted. */
  readonly joined: number;
}

/** Of sales that were not voided; what came back later in part is still in them. */
export interface SaleFigures {
  readonly sales: number;
  /** After coupons, before points. */
  readonly yen: number;
  readonly pointsEarned: number;
  readonly pointsUsed: number;
  /** What coupons took off in sales. */
  readonly couponYen: number;
}

export interface StoreToday extends SaleFigures {
  readonly publicId: string;
  readonly name: string;
}

export const joinedMax = 5_000;
