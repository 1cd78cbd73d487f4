import { signerOf } from "../../../shared/card/key.ts";
import { ApiError } from "../../api/client.ts";
import type { Display } from "../code/display.ts";
import { deviceId, forgetDevice } from "../key/device.ts";
import { enrollDevice } from "../key/enroll.ts";
import { keepKey, readCard } from "../key/keep.ts";
import type { CardStore, StoredKey } from "../key/store.ts";
import { webSubtle } from "../key/subtle.ts";
import type { Clock } from "../time/clock.ts";
import type { CardServer } from "./server.ts";
import type { CardState } from "./state.ts";

/** After a failed enrolment, so that a server in trouble is not asked at every heartbeat. */
const PAUSE_MS = 30_000;
/** The server counts enrolments by the hour. */
const LIMIT_PAUSE_MS = 600_000;

interface Parts {
  readonly state: CardState;
  readonly clock: Clock;
  readonly display: Display;
  readonly store: CardStore;
  readonly server: CardServer;
  readonly subtle: SubtleCrypto;
}

/** The one key of this phone: which one is on the screen, when it is renewed, and when it must go. */
export class Keys {
  readonly #parts: Parts;
  #key: StoredKey | null = null;
  #enrolling: Promise<void> | null = null;
  #notBeforeMs = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get handle(): string | undefined {
    return this.#key?.handle;
  }

  /** Whether a code can be on the screen without asking anybody. */
  get usable(): boolean {
    return this.#key !== null && this.#parts.clock.nowMs() <= this.#key.notAfterMs;
  }

  /** Shows the codes of a key that this phone kept. */
  async useKept(key: StoredKey): Promise<void> {
    this.#parts.state.keyKept.value = true;
    await this.#use(key);
  }

  /** Makes sure that this member has a fresh key here; asks the server only where needed. Never throws. */
  async ensure(memberId: string): Promise<void> {
    if (this.#key !== null && this.#key.memberId !== memberId) await this.forget();
    const now = this.#parts.clock.nowMs();
    if (this.#key !== null && now < this.#key.rotateAfterMs) return;
    await this.#enroll(memberId, false);
  }

  /** The server takes this key no more. A second window of the same phone may have renewed it already. */
  async replace(memberId: string): Promise<void> {
    const { key } = await readCard(this.#parts.store);
    if (key !== null && key.memberId === memberId && key.handle !== this.handle) return this.#use(key);
    await this.#enroll(memberId, true);
  }

  /** Another member, or none: nothing of this one stays on the phone. */
  async forget(): Promise<void> {
    this.#key = null;
    this.#notBeforeMs = 0;
    await this.#parts.display.useKey(null);
    forgetDevice();
    await this.#parts.store.clear().catch(() => {});
  }

  async #enroll(memberId: string, refused: boolean): Promise<void> {
    if (performance.now() < this.#notBeforeMs) return;
    this.#enrolling ??= this.#renew(memberId, refused).finally(() => {
      this.#enrolling = null;
    });
    await this.#enrolling;
  }

  async #renew(memberId: string, refused: boolean): Promise<void> {
    const { state, store, subtle, server, clock } = this.#parts;
    if (refused) await this.#parts.display.useKey(null);
    try {
      const key = await enrollDevice(subtle, memberId, deviceId(), async (body) => {
        const { answer, rttMs } = await server.enroll(body);
        clock.learn(answer.serverTimeMs, rttMs);
        return answer;
      });
      state.keyTrouble.value = null;
      await this.#use(key);
      state.keyKept.value = await keepKey(store, key, subtle);
    } catch (error) {
      const limited = error instanceof ApiError && error.code === "card.enroll_limit";
      this.#notBeforeMs = performance.now() + (limited ? LIMIT_PAUSE_MS : PAUSE_MS);
      // The old key still works for days, so a failed renewal is no trouble of the member's.
      if (refused || !this.usable) state.keyTrouble.value = limited ? "enroll_limit" : "enroll_failed";
    }
  }

  async #use(key: StoredKey): Promise<void> {
    this.#key = key;
    const sign = signerOf(webSubtle(this.#parts.subtle), key.key);
    await this.#parts.display.useKey({ handle: key.handle, sign, notAfterMs: key.notAfterMs });
  }
}
