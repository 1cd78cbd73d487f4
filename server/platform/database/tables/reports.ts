export interface ReportsTables {
  report_mark: ReportMarkTable;
  report_day: ReportDayTable;
  report_part: ReportPartTable;
  report_visit: ReportVisitTable;
  report_month: ReportMonthTable;
  report_message: ReportMessageTable;
}

export interface ReportMarkTable {
  /** `entry`, `purchase`, `void`, `refund` or `message`. */
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

export interface ReportMonthTable {
  /** `yyyy-mm`, as is the next; an empty one says that the month is counted. */
  month: string;
  joined_month: string;
  visitors: number;
  visits: number;
}

export interface ReportMessageTable {
  queued_on: string;
  lane: number;
  messages: number;
}
