import type { Sign } from "../../../shared/card/code.ts";
import {
  codeOf,
  formats,
  IDENTIFY,
  MANUAL,
  type Purpose,
  SPEND,
  stepAt,
  stepStartMs,
} from "../../../shared/card/code.ts";
import type { Clock } from "../time/clock.ts";

/** How long a person's tap keeps the other kinds of code on the screen. */
export const modeMs = { spend: 60_000, manual: 180_000 } as const;

/** What a code is made with. */
export interface CardKey {
  readonly handle: string;
  readonly sign: Sign;
  /** After this moment the server takes none of its codes. */
  readonly notAfterMs: number;
}

/** What the screen shows now. `expired`: the key is too old, only the network can help. */
export type Shown =
  | { readonly state: "waiting" | "expired" }
  | {
      readonly state: "code";
      readonly purpose: Purpose;
      readonly code: string;
      readonly step: number;
      /** When the next code takes its place, by the server's clock. */
      readonly untilMs: number;
      /** When a spend or manual code gives way to the usual one; null for the usual one. */
      readonly modeUntilMs: number | null;
    };

/** `setTimeout` and `clearTimeout`, so that tests can drive them. */
export interface Timers {
  set(run: () => void, ms: number): unknown;
  clear(timer: unknown): void;
}

/** Phones cap a timer at 2^31 ms and stretch it in the background; a tick too many costs nothing. */
const LONGEST_TICK_MS = 15_000;

/**
 * Keeps the right code on the screen: a new one exactly at each step boundary, the next one signed ahead so that the
 * boundary itself does not wait. `show` is called only when something changed.
 */
export class Display {
  readonly #clock: Clock;
  readonly #timers: Timers;
  readonly #show: (shown: Shown) => void;
  #key: CardKey | null = null;
  #purpose: Purpose = IDENTIFY;
  #modeUntilMs: number | null = null;
  #codes = new Map<string, string>();
  #timer: unknown = null;
  #shown = "";
  #turn = 0;

  constructor(clock: Clock, timers: Timers, show: (shown: Shown) => void) {
    this.#clock = clock;
    this.#timers = timers;
    this.#show = show;
  }

  /** Shows this key's codes from now on; null hides the code. */
  async useKey(key: CardKey | null): Promise<void> {
    this.#key = key;
    this.#codes.clear();
    await this.tick();
  }

  /** A spend or manual code for its time, or for `lastsMs`; or back to the usual one. */
  async usePurpose(purpose: Purpose, lastsMs?: number): Promise<void> {
    this.#purpose = purpose;
    const usual = purpose === SPEND ? modeMs.spend : purpose === MANUAL ? modeMs.manual : null;
    const lasts = usual === null ? null : (lastsMs ?? usual);
    this.#modeUntilMs = lasts === null ? null : this.#clock.nowMs() + lasts;
    await this.tick();
  }

  /** Brings the screen up to date; call it whenever the page returns from the background. */
  async tick(): Promise<void> {
    const turn = ++this.#turn;
    this.#timers.clear(this.#timer);
    const now = this.#clock.nowMs();
    if (this.#modeUntilMs !== null && now >= this.#modeUntilMs) {
      this.#purpose = IDENTIFY;
      this.#modeUntilMs = null;
    }
    const key = this.#key;
    if (key === null) return this.#put({ state: "waiting" });
    if (now > key.notAfterMs) return this.#put({ state: "expired" });
    const purpose = this.#purpose;
    const step = stepAt(purpose, now);
    const code = this.#codes.get(`${purpose}:${step}`) ?? (await codeOf(key.sign, purpose, key.handle, step));
    // While this one was being signed the key or the purpose may have changed; the later call shows the right code.
    if (turn !== this.#turn) return;
    const untilMs = stepStartMs(purpose, step + 1);
    this.#put({ state: "code", purpose, code, step, untilMs, modeUntilMs: this.#modeUntilMs });
    const wakeMs = Math.min(untilMs, this.#modeUntilMs ?? untilMs, key.notAfterMs + 1);
    this.#timer = this.#timers.set(() => void this.tick(), Math.min(wakeMs - now, LONGEST_TICK_MS));
    // Nobody waits for this one: the code that is due is on the screen.
    void this.#signAhead(key, purpose, step + 1, code).catch(() => {});
  }

  /** Stops the timer; `tick` starts it again. */
  pause(): void {
    this.#turn++;
    this.#timers.clear(this.#timer);
  }

  async #signAhead(key: CardKey, purpose: Purpose, step: number, current: string): Promise<void> {
    const next = await codeOf(key.sign, purpose, key.handle, step);
    if (this.#key !== key) return;
    this.#codes = new Map([
      [`${purpose}:${step - 1}`, current],
      [`${purpose}:${step}`, next],
    ]);
  }

  #put(shown: Shown): void {
    const text = JSON.stringify(shown);
    if (text === this.#shown) return;
    this.#shown = text;
    this.#show(shown);
  }
}

/** Whole seconds until the next code, never 0: what the ring shows. */
export function secondsLeft(shown: Shown, nowMs: number): number {
  if (shown.state !== "code") return 0;
  const left = Math.ceil((shown.untilMs - nowMs) / 1000);
  return Math.min(formats[shown.purpose].period, Math.max(1, left));
}
