/** `GET /api/console/reports/rfm`: members by how lately, how often and for how much they bought. Scores of 1 to 5, 5 the best. */
export interface Rfm {
  /** Null until the shop's thresholds have been worked out for the first time. */
  readonly thresholds: RfmSteps | null;
  readonly cells: readonly RfmCell[];
}

/** What makes 5, 4, 3 and 2: at most so many days ago, at least so many visits and yen in 365 days. */
export interface RfmSteps {
  readonly r: readonly number[];
  readonly f: readonly number[];
  readonly m: readonly number[];
}

export interface RfmCell {
  readonly r: number;
  readonly f: number;
  readonly members: number;
  /** Spent in 365 days by all of them. */
  readonly yen: number;
  /** Members by their score for money, from 1 to 5. */
  readonly byMoney: readonly number[];
}
