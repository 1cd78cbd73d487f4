import { bytesOf } from "../../../shared/card/check-vectors.ts";
import {
  confirmationOf,
  deriveCardKey,
  fromBase64Url,
  signerOf,
  toBase64Url,
} from "../../../shared/card/key.ts";
import type { CardEvent, CardHome, Enroll, Enrolled, Heartbeat } from "../../../shared/card/schema.ts";
import type { ErrorCode } from "../../../shared/errors.ts";
import type { Birthday } from "../../../shared/members/schema.ts";
import type { RankView } from "../../../shared/ranks/schema.ts";
import { ApiError, type Timed } from "../../api/client.ts";
import type { Line } from "../../line.ts";
import type { CardStore, KeptWallet, Seen, Stored, StoredKey } from "../key/store.ts";
import { webSubtle } from "../key/subtle.ts";
import type { CardServer } from "./server.ts";

const { subtle } = crypto;
export const NOON = 1_791_000_000_000;
export const DAY = 86_400_000;

/** A server that says what a test wants, and remembers what it was asked. */
export class FakeServer implements CardServer {
  member = "m1";
  balance = 100;
  told: string | null = null;
  rank: RankView | null = null;
  birthdayPoints = false;
  /** Thrown by the next calls of these names, until set to null. */
  fails: Partial<Record<keyof CardServer, Error | null>> = {};
  asked: string[] = [];
  keyState: Heartbeat["key"] = "active";
  events: CardEvent[] = [];
  enrolled = 0;
  guest = false;

  #answer<T>(name: keyof CardServer, answer: T): Promise<Timed<T>> {
    this.asked.push(name);
    const failure = this.fails[name];
    return failure ? Promise.reject(failure) : Promise.resolve({ answer, rttMs: 20 });
  }
  #points() {
    return { balance: this.balance, pending: [], held: 0, debt: 0, nextExpiry: null };
  }
  #home(): CardHome {
    return {
      member: {
        publicId: this.member,
        name: "花子",
        pictureUrl: null,
        joinedOn: "2026-01-02",
        birthday: this.told,
      },
      points: this.#points(),
      rank: this.rank,
      birthdayPoints: this.birthdayPoints,
      recent: [],
      lastEvent: this.events.at(-1)?.event ?? 0,
      serverTimeMs: NOON,
    };
  }
  home = () => this.#answer("home", this.#home());
  join = () => this.#answer("join", this.#home());
  session = () => {
    this.fails.home = null;
    const terms = { version: "1", terms: { ja: [], en: [] }, dataUse: { ja: [], en: [] } };
    return this.guest
      ? this.#answer("session", {
          status: "guest",
          name: null,
          pictureUrl: null,
          terms,
          serverTimeMs: NOON,
        } as const)
      : this.#answer("session", { status: "member", serverTimeMs: NOON } as const);
  };
  /** Says everything each time, as an answer does that was asked for before the last one came. */
  heartbeat = () =>
    this.#answer("heartbeat", {
      serverTimeMs: NOON,
      key: this.keyState,
      points: this.#points(),
      events: this.events,
      lastEvent: this.events.at(-1)?.event ?? 0,
    });
  birthday = (body: Birthday) => {
    if (!this.fails.birthday) this.told = body.birthday;
    return this.#answer("birthday", this.#home());
  };
  history = () => Promise.resolve({ items: [], before: null });
  leave = async () => {
    await this.#answer("leave", {});
  };
  enroll = async (body: Enroll) => {
    this.enrolled++;
    const { answer } = await this.#answer("enroll", body);
    return { answer: await agree(answer, `000000000${this.enrolled}`), rttMs: 20 };
  };
}

async function agree({ pub }: Enroll, handle: string): Promise<Enrolled> {
  const pair = await subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
  const serverPublic = new Uint8Array(await subtle.exportKey("raw", pair.publicKey));
  const clientPublic = fromBase64Url(pub) ?? new Uint8Array();
  const web = webSubtle(subtle);
  const agreement = { kid: 1, handle, clientPublic, serverPublic };
  const sign = signerOf(web, await deriveCardKey(web, pair.privateKey, clientPublic, agreement));
  const confirm = toBase64Url(await confirmationOf(sign, handle));
  const times = { serverTimeMs: NOON, notAfterMs: NOON + 7 * DAY, rotateAfterMs: NOON + DAY };
  return { handle, kid: 1, serverPub: toBase64Url(serverPublic), confirm, ...times };
}

/** IndexedDB without a browser. */
export class FakeStore implements CardStore {
  stored: Stored = { key: null, seen: null };
  read = async () => this.stored;
  writeKey = async (key: StoredKey) => {
    this.stored = { ...this.stored, key };
  };
  writeSeen = async (seen: Seen) => {
    this.stored = { ...this.stored, seen };
  };
  wallet: KeptWallet | null = null;
  readWallet = async () => this.wallet;
  writeWallet = async (kept: KeptWallet) => {
    this.wallet = kept;
  };
  clear = async () => {
    this.stored = { key: null, seen: null };
    this.wallet = null;
  };
}

/** What a visit yesterday left on the phone. */
export async function lastVisit(
  changes: Partial<StoredKey> = {},
  lineUser: string | null = "U1",
): Promise<Stored> {
  const key = await subtle.importKey(
    "raw",
    bytesOf("11".repeat(32)),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const points = { balance: 88, pending: [], held: 0, debt: 0, nextExpiry: null };
  const seen = {
    memberId: "m1",
    name: "花子",
    pictureUrl: null,
    joinedOn: "2026-01-02",
    birthday: null,
    points,
    rank: null,
  };
  return {
    key: {
      memberId: "m1",
      handle: "7777777777",
      key,
      notAfterMs: NOON + 7 * DAY,
      rotateAfterMs: NOON + DAY,
      ...changes,
    },
    seen: { ...seen, atMs: NOON - DAY, offsetMs: 0, lineUser },
  };
}

/** The server says no. */
export function refusal(status: number, code: ErrorCode): ApiError {
  return new ApiError(status, { error: { code, message: code }, requestId: "r" });
}

/** LINE with a fresh ID token. */
export function line(changes: Partial<Line> = {}): Line {
  return {
    inClient: true,
    language: () => "ja",
    userId: () => "U1",
    proofs: () => [{ idToken: "fresh" }],
    accessToken: () => "access",
    loginAgain: async () => false,
    ...changes,
  };
}

/** What WebCrypto has been asked and has not answered yet, from now on. */
export function watchCrypto(): ReadonlySet<Promise<unknown>> {
  const underway = new Set<Promise<unknown>>();
  for (const name of Object.getOwnPropertyNames(SubtleCrypto.prototype)) {
    const does: unknown = Reflect.get(SubtleCrypto.prototype, name);
    if (typeof does !== "function" || name === "constructor") continue;
    Reflect.set(SubtleCrypto.prototype, name, function (this: SubtleCrypto, ...given: unknown[]): unknown {
      const made: unknown = Reflect.apply(does, this, given);
      if (!(made instanceof Promise)) return made;
      underway.add(made);
      const answered = (): boolean => underway.delete(made);
      made.then(answered, answered);
      return made;
    });
  }
  return underway;
}
