/** `GET /api/console/reports/retention`: of the members who joined in a month, how many came in each month after. */
export interface Retention {
  /** The newest month last. */
  readonly cohorts: readonly Cohort[];
}

export interface Cohort {
  readonly month: string;
  /** Who joined, left since or not. */
  readonly members: number;
  /** How many came in that month, the next, … up to this one. */
  readonly came: readonly number[];
}

/** `GET /api/console/reports/decile`: members who bought in 365 days, in ten equal parts by what they spent. */
export interface Deciles {
  readonly from: string;
  readonly to: string;
  readonly members: number;
  readonly yen: number;
  /** The tenth that spent most first. */
  readonly rows: readonly Decile[];
}

export interface Decile {
  readonly nth: number;
  readonly members: number;
  readonly yen: number;
  /** Of one member. */
  readonly yenMin: number;
  readonly yenMax: number;
  readonly visits: number;
}

export const decileDays = 365;
export const cohortMonths = 12;
