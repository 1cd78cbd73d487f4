import { beforeEach, describe, expect, it, vi } from "vitest";
import type { RankView } from "../../../shared/ranks/schema.ts";
import { NetworkError } from "../../api/client.ts";
import type { Line } from "../../line.ts";
import { Clock } from "../time/clock.ts";
import { CardApp, type Parts } from "./card-app.ts";
import { QUICK_MS } from "./heartbeat.ts";
import { type CardState, createState } from "./state.ts";
import { DAY, FakeServer, FakeStore, lastVisit, line, NOON, refusal, watchCrypto } from "./testing.ts";

const signing = watchCrypto();
let server: FakeServer;
let store: FakeStore;
let state: CardState;
let timers: { run: () => void; ms: number }[];
let startLine: ReturnType<typeof vi.fn<() => Promise<Line>>>;
let steady: number;

function open(changes: Partial<Parts> = {}): CardApp {
  return new CardApp({
    state,
    clock: new Clock({ wallMs: () => NOON, steadyMs: () => steady }),
    timers: { set: (run, ms) => timers.push({ run, ms }), clear: () => {} },
    steadyMs: () => steady,
    store,
    server,
    subtle: crypto.subtle,
    startLine,
    lineIsDue: () => false,
    lineUserInAddress: () => null,
    suggestLanguage: () => {},
    ...changes,
  });
}

/** The next heartbeat, which comes 1.5 s after the last one. */
async function beat(): Promise<void> {
  timers.findLast(({ ms }) => ms === QUICK_MS)?.run();
  await settled();
}

/** Lets everything that is under way finish. All else answers at once here; WebCrypto takes the time it takes. */
async function settled(): Promise<void> {
  do {
    await Promise.allSettled(signing);
    await new Promise((nextTurn) => setTimeout(nextTurn));
  } while (signing.size > 0);
}

function codeOnScreen(): string | null {
  const shown = state.shown.value;
  return shown.state === "code" ? shown.code : null;
}

beforeEach(() => {
  server = new FakeServer();
  store = new FakeStore();
  state = createState();
  timers = [];
  steady = 1_000;
  startLine = vi.fn(async () => line());
});

describe("opening again", () => {
  it("shows the code and the last balance of 88 while the server has not answered", async () => {
    store.stored = await lastVisit();
    server.home = () => new Promise(() => {});
    void open().open();
    await settled();
    expect(codeOnScreen()).toMatch(/^77777777777/);
    expect(state.points.value?.balance).toBe(88);
    expect(state.connection.value).toBe("connecting");
  });

  it("knows on waking that ten minutes have passed, and not only at the next full second", () => {
    const app = open({ clock: new Clock({ wallMs: () => NOON + steady, steadyMs: () => steady }) });
    app.second();
    steady += 600_000;
    app.wake();
    expect(state.nowMs.value).toBe(NOON + 601_000);
  });

  it("asks neither LINE nor for a new key while session and key are good", async () => {
    store.stored = await lastVisit();
    await open().open();
    await settled();
    expect(startLine).not.toHaveBeenCalled();
    expect(server.enrolled).toBe(0);
    expect(state.points.value?.balance).toBe(100);
    expect(state.connection.value).toBe("online");
  });

  it("keeps the code when there is no network, says so, and connects by itself later", async () => {
    store.stored = await lastVisit();
    server.fails.home = new NetworkError(new TypeError("failed"));
    await open().open();
    await settled();
    expect(codeOnScreen()).not.toBeNull();
    expect(state.connection.value).toBe("offline");
    server.fails.home = null;
    steady += 6_000;
    await beat();
    expect(state.connection.value).toBe("online");
  });

  it("keeps the code when the session is gone and LINE cannot be started", async () => {
    store.stored = await lastVisit();
    server.fails.home = refusal(401, "session.expired");
    startLine.mockRejectedValue(Object.assign(new Error("no"), { failure: "timeout" }));
    await open().open();
    expect(codeOnScreen()).not.toBeNull();
    expect(state.connection.value).toBe("limited");
    expect(state.lineProblem.value).toBe("line");
  });

  it("renews a key older than a day, once, and swaps it on the screen", async () => {
    store.stored = await lastVisit({ rotateAfterMs: NOON - 1 });
    await open().open();
    await settled();
    expect(server.enrolled).toBe(1);
    expect(codeOnScreen()).toMatch(/^70000000001/);
    expect(store.stored.key?.handle).toBe("0000000001");
  });

  it("goes on with the old key when renewing fails, without a word to the member", async () => {
    store.stored = await lastVisit({ rotateAfterMs: NOON - 1 });
    server.fails.enroll = new NetworkError(new TypeError("failed"));
    await open().open();
    expect(codeOnScreen()).toMatch(/^77777777777/);
    expect(state.keyTrouble.value).toBeNull();
  });

  it("hides the code of a key past its end when nobody can be asked", async () => {
    store.stored = await lastVisit({ notAfterMs: NOON - 1, rotateAfterMs: NOON - 6 * DAY });
    server.fails.home = new NetworkError(new TypeError("failed"));
    await open().open();
    expect(state.shown.value).toEqual({ state: "expired" });
  });
});

describe("somebody else on the same phone", () => {
  it("never shows the last member's key once the server names another member", async () => {
    store.stored = await lastVisit();
    server.member = "m2";
    await open().open();
    expect(store.stored.key?.memberId).toBe("m2");
    expect(codeOnScreen()).toMatch(/^70000000001/);
  });

  it("proves the new person when LINE, started for its tokens in the address, is somebody else's", async () => {
    store.stored = await lastVisit();
    startLine.mockResolvedValue(line({ userId: () => "U2" }));
    const app = open({ lineIsDue: () => true });
    server.session = async () => {
      server.member = "m2";
      return { answer: { status: "member", serverTimeMs: NOON }, rttMs: 1 };
    };
    await app.open();
    expect(state.holder.value?.memberId).toBe("m2");
    expect(codeOnScreen()).toMatch(/^70000000001/);
    expect(store.stored.seen?.lineUser).toBe("U2");
  });

  it("shows nothing of the last visit when the address names another person of LINE's", async () => {
    store.stored = await lastVisit();
    let release = (_: Line): void => {};
    startLine.mockReturnValue(
      new Promise((resolve) => {
        release = resolve;
      }),
    );
    const shown: unknown[] = [];
    state.shown.subscribe((next) => shown.push(next.state));
    const opening = open({ lineUserInAddress: () => "U2", lineIsDue: () => true }).open();
    await settled();
    expect(state.stage.value.at).toBe("opening");
    expect(store.stored).toEqual({ key: null, seen: null });
    expect(shown).not.toContain("code");
    server.member = "m2";
    release(line({ userId: () => "U2" }));
    await opening;
    expect(state.holder.value?.memberId).toBe("m2");
  });

  it("proves the person again when it is not known whose LINE the session was opened with", async () => {
    store.stored = await lastVisit({}, null);
    await open({ lineIsDue: () => true }).open();
    expect(server.asked).toContain("session");
    expect(store.stored.seen?.lineUser).toBe("U1");
  });

  it("deletes key and balance when the person turns out to be no member", async () => {
    store.stored = await lastVisit();
    server.fails.home = refusal(404, "member.not_joined");
    server.guest = true;
    await open().open();
    expect(state.stage.value.at).toBe("guest");
    expect(store.stored).toEqual({ key: null, seen: null });
    expect(state.shown.value).toEqual({ state: "waiting" });
  });
});

describe("proving who one is", () => {
  it("falls back to the access token when the ID token has lapsed", async () => {
    server.fails.home = refusal(401, "session.missing");
    const proofs: unknown[] = [];
    server.session = async (...[proof]: unknown[]) => {
      proofs.push(proof);
      if (proofs.length === 1) throw refusal(401, "line.token_expired");
      server.fails.home = null;
      return { answer: { status: "member", serverTimeMs: NOON }, rttMs: 1 };
    };
    startLine.mockResolvedValue(line({ proofs: () => [{ idToken: "old" }, { accessToken: "good" }] }));
    await open().open();
    expect(proofs).toEqual([{ idToken: "old" }, { accessToken: "good" }]);
    expect(state.stage.value.at).toBe("card");
  });

  it("asks to reopen inside LINE when both are refused", async () => {
    server.fails.home = refusal(401, "session.missing");
    server.session = async () => {
      throw refusal(401, "line.token_expired");
    };
    await open().open();
    expect(state.stage.value).toEqual({ at: "problem", problem: "reopen" });
  });

  it("offers LINE's button after two automatic logins that led nowhere", async () => {
    server.fails.home = refusal(401, "session.missing");
    startLine.mockRejectedValue(Object.assign(new Error("no"), { failure: "needs_tap" }));
    await open().open();
    expect(state.stage.value).toEqual({ at: "problem", problem: "needs_login" });
  });
});

describe("while the card is open", () => {
  const purchase = { kind: "purchase", event: 5, atMs: NOON, storeName: "本店", amountYen: 1280 } as const;

  it("says that 12 points came, with the new balance, and ends the spend code", async () => {
    const app = open();
    await app.open();
    await settled();
    await app.show(8);
    expect(codeOnScreen()).toMatch(/^8/);
    server.balance = 112;
    server.events = [{ ...purchase, pointsEarned: 12, pointsUsed: 0 }];
    await beat();
    expect(state.happened.value).toMatchObject({ kind: "purchase", pointsEarned: 12 });
    expect(state.points.value?.balance).toBe(112);
    expect(codeOnScreen()).toMatch(/^7/);
    expect(state.changes.value).toBe(1);
  });

  it("tells each event once", async () => {
    await open().open();
    await settled();
    server.events = [{ ...purchase, pointsEarned: 12, pointsUsed: 0 }];
    await beat();
    state.happened.value = null;
    await beat();
    expect(state.happened.value).toBeNull();
  });

  it("tells a scan once although the server repeats it, and none from before the page was open", async () => {
    await open().open();
    await settled();
    const scan = { kind: "scanned", event: 0, storeName: "本店" } as const;
    server.events = [{ ...scan, atMs: NOON - 5_000 }];
    await beat();
    expect(state.happened.value).toBeNull();
    server.events = [{ ...scan, atMs: NOON + 1_000 }];
    await beat();
    expect(state.happened.value?.kind).toBe("scanned");
    state.happened.value = null;
    await beat();
    expect(state.happened.value).toBeNull();
  });

  it("enrols again when the server has revoked the key", async () => {
    store.stored = await lastVisit();
    await open().open();
    await settled();
    server.keyState = "revoked";
    await beat();
    expect(server.enrolled).toBe(1);
    expect(codeOnScreen()).toMatch(/^70000000001/);
  });

  it("takes over the key that another window has renewed, instead of enrolling against it", async () => {
    store.stored = await lastVisit();
    await open().open();
    await settled();
    const { key } = await lastVisit({ handle: "8888888888" });
    store.stored = { ...store.stored, key };
    server.keyState = "replaced";
    await beat();
    expect(server.enrolled).toBe(0);
    expect(codeOnScreen()).toMatch(/^78888888888/);
  });

  it("says why there is no code when the server refuses to enrol again", async () => {
    server.fails.enroll = refusal(429, "card.enroll_limit");
    await open().open();
    expect(state.keyTrouble.value).toBe("enroll_limit");
    expect(state.stage.value.at).toBe("card");
  });

  it("goes offline with the network, and takes the code away from a suspended member", async () => {
    await open().open();
    await settled();
    server.fails.heartbeat = new NetworkError(new TypeError("failed"));
    await beat();
    expect(state.connection.value).toBe("offline");
    expect(codeOnScreen()).not.toBeNull();
    server.fails.heartbeat = refusal(403, "member.suspended");
    await beat();
    expect(state.stage.value).toEqual({ at: "problem", problem: "suspended" });
    expect(codeOnScreen()).toBeNull();
  });

  it("forgets everything on this phone after leaving", async () => {
    const app = open();
    await app.open();
    await settled();
    await app.leave();
    expect(state.stage.value.at).toBe("left");
    expect(store.stored).toEqual({ key: null, seen: null });
    expect(server.asked).toContain("leave");
  });
});

describe("the rank and the birthday", () => {
  const rank: RankView = {
    ...{ code: "silver", name: { ja: "シルバー", en: "Silver" }, colour: "#c3c9d1" },
    ...{ multiplierPerMille: 1200, untilOn: "2027-12-31", granted: false, metric: "yen", value: 96_800 },
    next: { code: "gold", name: { ja: "ゴールド", en: "Gold" }, threshold: 100_000, missing: 3_200 },
    toKeep: null,
  };

  it("shows the rank of the last visit without a network, and keeps the one the server says", async () => {
    const last = await lastVisit();
    store.stored = { ...last, seen: last.seen === null ? null : { ...last.seen, rank } };
    server.fails.home = new NetworkError(new TypeError("failed"));
    await open().open();
    await settled();
    expect(state.rank.value?.next?.missing).toBe(3_200);
    server.fails.home = null;
    server.rank = { ...rank, value: 99_000 };
    steady += 6_000;
    await beat();
    expect(state.rank.value?.value).toBe(99_000);
    expect(store.stored.seen?.rank?.value).toBe(99_000);
  });

  it("promises points for a birthday only where the server says that a rule gives them", async () => {
    await open().open();
    await settled();
    expect(state.birthdayPoints.value).toBe(false);
    server.birthdayPoints = true;
    await open().open();
    await settled();
    expect(state.birthdayPoints.value).toBe(true);
  });

  it("tells the birthday, keeps it for the next visit, and throws where another day was told", async () => {
    const app = open();
    await app.open();
    await settled();
    await app.tellBirthday("05-10");
    expect(state.holder.value?.birthday).toBe("05-10");
    expect(store.stored.seen?.birthday).toBe("05-10");
    server.fails.birthday = refusal(409, "member.birthday_set");
    await expect(app.tellBirthday("05-11")).rejects.toThrow("member.birthday_set");
    expect(state.holder.value?.birthday).toBe("05-10");
  });

  it("says that a sale has led to another rank, and not that it led to the same one", async () => {
    server.rank = { ...rank, code: "bronze" };
    await open().open();
    await settled();
    const sale = { kind: "purchase", atMs: NOON, storeName: "本店", amountYen: 1_000 } as const;
    server.events = [{ ...sale, event: 1, pointsEarned: 10, pointsUsed: 0 }];
    await beat();
    expect(state.risen.value).toBeNull();
    server.rank = rank;
    server.events = [{ ...sale, event: 2, pointsEarned: 10, pointsUsed: 0 }];
    await beat();
    expect(state.risen.value?.code).toBe("silver");
  });

  it("shows no rank of a member who is not there any more", async () => {
    server.rank = rank;
    const app = open();
    await app.open();
    await settled();
    await app.leave();
    expect(state.rank.value).toBeNull();
  });
});
