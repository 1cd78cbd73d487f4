import { randomToken } from "../ids.ts";
import type { JsonObject } from "../json.ts";

/** A page LINE shows over a LIFF app, and the answer the app waits for. */
export interface Subwindow {
  readonly liffId: string;
  readonly userId: string;
  readonly mstChallenge: string;
}

export interface SubwindowResult {
  readonly status: "submit" | "cancel" | "close";
  readonly result: JsonObject;
}

/** Sub-windows by their `msit`, from the moment the app asks for one until it has the answer. */
export class Subwindows {
  readonly #open = new Map<string, Subwindow>();
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

  finish(msit: string, result: SubwindowResult): void {
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
