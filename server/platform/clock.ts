/** The only place that reads a clock. Everything else is given one, so that tests can turn it. */
export interface Clock {
  /** UTC milliseconds. */
  nowMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };
