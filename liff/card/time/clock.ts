/** The two clocks of a runtime, so that tests can drive them. */
export interface TimeSource {
  /** `Date.now()`: right after a sleep, wrong when a person sets it. */
  wallMs(): number;
  /** `performance.now()`: never set by hand, but may stop while the phone sleeps. */
  steadyMs(): number;
}

export const phoneTime: TimeSource = {
  wallMs: () => Date.now(),
  steadyMs: () => performance.now(),
};

interface Sample {
  readonly offsetMs: number;
  readonly rttMs: number;
}

const SAMPLES = 5;
const JUMP_MS = 2_000;

/** The server's time as this phone best knows it. */
export class Clock {
  readonly #source: TimeSource;
  #samples: readonly Sample[] = [];
  #offsetMs: number;
  #apartMs: number;

  /** `offsetMs`: what the last visit learned, used until this one learns better. */
  constructor(source: TimeSource = phoneTime, offsetMs = 0) {
    this.#source = source;
    this.#offsetMs = offsetMs;
    this.#apartMs = this.#apart();
  }

  /** UTC milliseconds by the server's clock. */
  nowMs(): number {
    return this.#source.wallMs() + this.#offsetMs;
  }

  /** What `nowMs` adds to the phone's own time: kept for the next visit, which starts with it. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  /** Sets what a former visit learned, unless this one has asked already. */
  recall(offsetMs: number): void {
    if (this.#samples.length === 0) this.#offsetMs = offsetMs;
  }

  /** Takes the time out of an answer that has just arrived after `rttMs`; the quickest of the last five counts. */
  learn(serverTimeMs: number, rttMs: number): void {
    const sample = { offsetMs: serverTimeMs + rttMs / 2 - this.#source.wallMs(), rttMs };
    this.#samples = [...this.#samples, sample].slice(-SAMPLES);
    this.#offsetMs = this.#samples.reduce((best, next) => (next.rttMs < best.rttMs ? next : best)).offsetMs;
  }

  /**
   * Whether the two clocks have parted by more than two seconds since last asked: the phone slept, or somebody set its
   * clock. What was measured before says nothing any more, so ask the server again; until then the offset stands.
   */
  jumped(): boolean {
    const apartMs = this.#apart();
    const jumped = Math.abs(apartMs - this.#apartMs) > JUMP_MS;
    this.#apartMs = apartMs;
    if (jumped) this.#samples = [];
    return jumped;
  }

  #apart(): number {
    return this.#source.wallMs() - this.#source.steadyMs();
  }
}
