/** What of staff's doing is worth a look, where nobody has said otherwise. Pages need it without the schema's reader. */
export const usualLimits = {
  /** Sales of one member by one person: of all the days, and of one of them. */
  pairs: 10,
  pairsADay: 3,
  /** Points that one person gave by hand, and how often. */
  handPoints: 5_000,
  handTimes: 10,
  /** Sales of one person that were voided more than so many minutes after. */
  voidMinutes: 60,
  voidTimes: 3,
  /** Sales of one person by the shop's clock from an hour until before another, across midnight where `nightUntil` is smaller. */
  nightFrom: 23,
  nightUntil: 6,
  nightTimes: 1,
} as const;
export type LimitName = keyof typeof usualLimits;
export type Limits = Readonly<Record<LimitName, number>>;
