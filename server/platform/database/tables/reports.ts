export interface ReportsTables {
  report_mark: ReportMarkTable;
  report_day: ReportDayTable;
  report_part: ReportPartTable;
  report_visit: ReportVisitTable;
  report_came_day: ReportCameDayTable;
  report_again: ReportAgainTable;
  report_cohort: ReportCohortTable;
  report_lots: ReportLotsTable;
  report_message: ReportMessageTable;
}

export interface ReportMarkTable {
  /** `entry`, `purchase`, `void`, `refund` or `message`; `came` for the days whose visits are counted. */
  source: string;
  nth: number;
  /** Key of the last row that is counted. */
  through: string;
}

export interface ReportDayTable {
  business_date: string;
  /** 0: no store. */
  store_id: number;
  sales: number;
  yen: number;
  coupon_yen: number;
  returned_yen: number;
  earned: number;
  used: number;
  lapsed: number;
  adjusted: number;
}

export interface ReportPartTable {
  /** `yyyy-mm` */
  month: string;
  part: "rank" | "sex" | "age";
  value: string;
  sales: number;
  yen: number;
  earned: number;
  used: number;
  lapsed: number;
}

export interface ReportVisitTable {
  business_date: string;
  store_id: number;
  account_id: number;
  sales: number;
}

export interface ReportCameDayTable {
  business_date: string;
  stale: number;
}

export interface ReportAgainTable {
  business_date: string;
  /** 1: the visit before it; 2: the one before that. */
  nth: number;
  /** Empty where there was none. */
  before_on: string;
  visits: number;
}

export interface ReportCohortTable {
  business_date: string;
  /** `yyyy-mm` */
  joined_month: string;
  firsts: number;
  visits: number;
}

export interface ReportLotsTable {
  counted_on: string;
  nth: number;
  through_id: number;
  whole: number;
  /** `LotFigures` as JSON. */
  figures: string;
  counted_at_ms: number;
}

export interface ReportMessageTable {
  queued_on: string;
  lane: number;
  messages: number;
}
