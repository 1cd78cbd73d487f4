import type { Timers } from "../code/display.ts";

/** While something is likely to happen: a sale has to show within two seconds. */
export const QUICK_MS = 1_500;
/** After three quiet minutes. */
export const SLOW_MS = 10_000;
const QUIET_AFTER_MS = 180_000;

/**
 * Runs `beat` again and again while the page is visible, one at a time: quickly at first and after each change, slowly
 * when nothing happens. `beat` says whether anything changed and never throws.
 */
export class Pulse {
  readonly #beat: () => Promise<boolean>;
  readonly #timers: Timers;
  readonly #steadyMs: () => number;
  #timer: unknown = null;
  #beating = false;
  #again = false;
  #running = false;
  #changedAtMs = 0;

  constructor(beat: () => Promise<boolean>, timers: Timers, steadyMs: () => number) {
    this.#beat = beat;
    this.#timers = timers;
    this.#steadyMs = steadyMs;
  }

  /** Beats at once, and quickly for the next three minutes. */
  start(): void {
    this.#running = true;
    this.#changedAtMs = this.#steadyMs();
    void this.#run();
  }

  stop(): void {
    this.#running = false;
    this.#timers.clear(this.#timer);
  }

  async #run(): Promise<void> {
    this.#timers.clear(this.#timer);
    if (this.#beating) {
      this.#again = true;
      return;
    }
    this.#beating = true;
    const changed = await this.#beat();
    this.#beating = false;
    const now = this.#steadyMs();
    if (changed) this.#changedAtMs = now;
    if (!this.#running) return;
    const pause = now - this.#changedAtMs < QUIET_AFTER_MS ? QUICK_MS : SLOW_MS;
    const next = this.#again ? 0 : pause;
    this.#again = false;
    this.#timer = this.#timers.set(() => void this.#run(), next);
  }
}
