import { randomToken } from "../ids.ts";
import type { JsonObject } from "../json.ts";

/** A page LINE shows over a LIFF app, and the answer the app waits for. */
export interface Subwindow {
  readonly liffId: string;
  readonly userId: string;
  readonly mstChallenge: string;
  /** What the app hands to the page. */
  readonly appData: JsonObject;
}

export interface SubwindowResult {
  readonly status: "submit" | "cancel" | "close";
  readonly result: JsonObject;
}

/**
 * Sub-windows inside LINE by their `msit`, from the moment the app asks for one until it has the answer. A LIFF
 * app that is itself shown in one trades the `msit` for an `mst`, which it answers with.
 */
export class Subwindows {
  readonly #open = new Map<string, Subwindow>();
  readonly #msits = new Map<string, string>();
  readonly #results = new Map<string, SubwindowResult>();
  readonly #waiting = new Map<string, (result: SubwindowResult) => void>();

  open(subwindow: Subwindow): string {
    const msit = randomToken(24);
    this.#open.set(msit, subwindow);
    return msit;
  }

  find(msit: string): Subwindow | undefined {
    return this.#open.get(msit);
  }

  /** The `mst` of a sub-window; null where there is no such one. */
  trade(msit: string): string | null {
    if (!this.#open.has(msit)) return null;
    const mst = randomToken(24);
    this.#msits.set(mst, msit);
    return mst;
  }

  msitOf(mst: string): string | undefined {
    return this.#msits.get(mst);
  }

  finish(msit: string, result: SubwindowResult): void {
    if (this.#results.has(msit)) return;
    this.#results.set(msit, result);
    this.#waiting.get(msit)?.(result);
  }

  /** The answer, or null when it does not come within `ms` or `stopped` aborts. */
  async result(msit: string, ms: number, stopped: AbortSignal): Promise<SubwindowResult | null> {
    const known = this.#results.get(msit);
    if (known) return known;
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(null), ms);
      const done = (result: SubwindowResult | null): void => {
        clearTimeout(timer);
        resolve(result);
      };
      this.#waiting.set(msit, done);
      stopped.addEventListener("abort", () => done(null));
    });
  }
}
