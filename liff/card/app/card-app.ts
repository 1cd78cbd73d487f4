import { IDENTIFY, type Purpose } from "../../../shared/card/code.ts";
import type { CardEvent, CardHome } from "../../../shared/card/schema.ts";
import type { CardSession } from "../../../shared/members/schema.ts";
import { ApiError, NetworkError, type Timed } from "../../api/client.ts";
import { openWithLine } from "../../api/prove.ts";
import type { Line } from "../../line.ts";
import { Display, type Timers } from "../code/display.ts";
import { readCard } from "../key/keep.ts";
import type { CardStore } from "../key/store.ts";
import type { Clock } from "../time/clock.ts";
import { Pulse } from "./heartbeat.ts";
import { Keys } from "./keys.ts";
import { isNoMember, isNoSession, problemOf } from "./problems.ts";
import type { CardServer } from "./server.ts";
import type { CardState } from "./state.ts";

export interface Parts {
  readonly state: CardState;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly steadyMs: () => number;
  readonly store: CardStore;
  readonly server: CardServer;
  readonly subtle: SubtleCrypto;
  /** Loads and starts LINE's SDK; throws `LineError`. May never settle when the browser leaves for LINE's login. */
  readonly startLine: () => Promise<Line>;
  /** Whether LINE opened this page and left in its address what only the SDK cleans up. */
  readonly lineIsDue: () => boolean;
  /** Whom LINE says this phone belongs to now, before the SDK has started; null where it does not say. */
  readonly lineUserInAddress: () => string | null;
  readonly suggestLanguage: (tag: string) => void;
}

const RETRY_LATER_MS = 5_000;

/** The card's whole life: the last visit's code first, then our session, LINE only where that one is gone. */
export class CardApp {
  readonly #parts: Parts;
  readonly #display: Display;
  readonly #pulse: Pulse;
  readonly keys: Keys;
  #connecting: Promise<void> | null = null;
  #hasSession = false;
  #lastEvent = 0;
  #lastScanMs = 0;
  #retryAtMs = 0;
  #lineUser: string | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { state, clock, timers } = parts;
    this.#display = new Display(clock, timers, (shown) => {
      state.shown.value = shown;
    });
    this.#pulse = new Pulse(() => this.#beat(), timers, parts.steadyMs);
    this.keys = new Keys({ ...parts, display: this.#display });
  }

  /**
   * Everything that opening the page starts. The request for home is on its way before the code is drawn; `drawable`
   * is called once it is known what the last visit left.
   */
  async open(drawable: () => void = () => {}): Promise<void> {
    const home = this.#parts.server.home();
    home.catch(() => {});
    const due = this.#parts.lineIsDue();
    const samePerson = await this.#showLastVisit();
    drawable();
    if (samePerson) await this.#connect(home);
    else await this.#connectByLine();
    this.#pulse.start();
    if (due && this.#hasSession) await this.#meetLine();
  }

  /** The page is on the screen again, or the network is back. */
  wake(): void {
    const { clock, state } = this.#parts;
    clock.jumped();
    state.nowMs.value = clock.nowMs();
    this.#retryAtMs = 0;
    void this.#display.tick();
    this.#pulse.start();
  }

  /** The page is covered: no timers, no requests. */
  sleep(): void {
    this.#display.pause();
    this.#pulse.stop();
  }

  /** Once a second while visible. */
  second(): void {
    const { clock, state } = this.#parts;
    if (clock.jumped()) this.wake();
    state.nowMs.value = clock.nowMs();
  }

  /** What the phone itself says about its network; the next heartbeat knows better. */
  networkGone(): void {
    const { state } = this.#parts;
    if (state.stage.value.at === "card") state.connection.value = "offline";
  }

  async show(purpose: Purpose, lastsMs?: number): Promise<void> {
    const { state, clock } = this.#parts;
    state.nowMs.value = clock.nowMs();
    await this.#display.usePurpose(purpose, lastsMs);
  }

  /** A person asks to try again. */
  async retry(): Promise<void> {
    const { state } = this.#parts;
    if (state.stage.value.at === "problem") state.stage.value = { at: "opening" };
    this.#retryAtMs = 0;
    await this.#connect();
    this.#pulse.start();
  }

  /** Throws what the server says; a guest whose terms are outdated gets the new ones. */
  async join(termsVersion: string, language: "ja" | "en"): Promise<void> {
    const body = { termsVersion, acceptTerms: true, acceptData: true, language } as const;
    try {
      await this.#take(await this.#parts.server.join(body));
    } catch (error) {
      if (error instanceof ApiError && error.code === "member.terms_outdated") await this.#proveWithLine();
      if (isNoSession(error)) await this.#connect();
      throw error;
    }
    this.#pulse.start();
  }

  /** `MM-DD`. Throws what the server says. */
  async tellBirthday(birthday: string): Promise<void> {
    await this.#take(await this.#parts.server.birthday({ birthday }));
  }

  /** Throws what the server says. LINE's own permission is ended where LINE can be reached. */
  async leave(): Promise<void> {
    const line = await this.#parts.startLine().catch(() => null);
    const accessToken = line?.accessToken() ?? null;
    await this.#parts.server.leave(accessToken === null ? {} : { accessToken });
    await this.#forgetMember();
    this.#parts.state.stage.value = { at: "left" };
  }

  /** False: LINE names somebody else now, and nothing of the last visit is left. */
  async #showLastVisit(): Promise<boolean> {
    const { store, state, clock, lineUserInAddress } = this.#parts;
    const { key, seen } = await readCard(store);
    if (seen === null) return true;
    const named = lineUserInAddress();
    if (named !== null && seen.lineUser !== null && named !== seen.lineUser) {
      await this.#forgetMember();
      return false;
    }
    clock.recall(seen.offsetMs);
    this.#lineUser = seen.lineUser;
    if (key === null || key.memberId !== seen.memberId) return true;
    await this.keys.useKept(key);
    const { memberId, name, pictureUrl, joinedOn, birthday } = seen;
    state.holder.value = { memberId, name, pictureUrl, joinedOn, birthday };
    state.points.value = seen.points;
    state.rank.value = seen.rank;
    state.coupons.value = seen.coupons ?? null;
    state.stamps.value = seen.stamps ?? null;
    state.pointsAtMs.value = seen.atMs;
    state.nowMs.value = clock.nowMs();
    state.stage.value = { at: "card" };
    return true;
  }

  async #connect(first?: Promise<Timed<CardHome>>): Promise<void> {
    this.#connecting ??= this.#tryConnect(first).finally(() => {
      this.#connecting = null;
    });
    await this.#connecting;
  }

  async #tryConnect(first?: Promise<Timed<CardHome>>): Promise<void> {
    try {
      await this.#take(await (first ?? this.#parts.server.home()));
    } catch (error) {
      if (!isNoMember(error)) return this.#failed(error);
      this.#hasSession = false;
      await this.#connectByLine();
    }
  }

  async #connectByLine(): Promise<void> {
    await this.#proveWithLine().catch((reason: unknown) => this.#failed(reason));
  }

  async #proveWithLine(): Promise<void> {
    const { server, state, clock } = this.#parts;
    const line = await this.#line();
    const { answer, rttMs } = await openWithLine(line, (proof) => server.session(proof));
    clock.learn(answer.serverTimeMs, rttMs);
    this.#lineUser = line.userId();
    if (answer.status === "member") return this.#take(await server.home());
    await this.#forgetMember();
    state.stage.value = { at: "guest", guest: answer satisfies CardSession };
  }

  async #line(): Promise<Line> {
    const line = await this.#parts.startLine();
    this.#parts.suggestLanguage(line.language());
    return line;
  }

  /** LINE was not needed for the session, but may have another person in it by now, and has left its tokens behind. */
  async #meetLine(): Promise<void> {
    try {
      const now = (await this.#line()).userId();
      if (now !== null && now !== this.#lineUser) await this.#proveWithLine();
    } catch (error) {
      console.warn("LINE did not start; the card goes on with its own session", error);
    }
  }

  async #take({ answer, rttMs }: Timed<CardHome>): Promise<void> {
    const { state, clock } = this.#parts;
    clock.learn(answer.serverTimeMs, rttMs);
    const { publicId: memberId, name, pictureUrl, joinedOn, birthday } = answer.member;
    state.holder.value = { memberId, name, pictureUrl, joinedOn, birthday };
    state.points.value = answer.points;
    state.rank.value = answer.rank;
    state.birthdayPoints.value = answer.birthdayPoints;
    state.pointsAtMs.value = answer.serverTimeMs;
    state.recent.value = answer.recent;
    if (answer.coupons !== undefined) state.coupons.value = answer.coupons;
    if (answer.stamps !== undefined) state.stamps.value = answer.stamps;
    state.nowMs.value = clock.nowMs();
    state.lineProblem.value = null;
    state.connection.value = "online";
    this.#lastEvent = Math.max(this.#lastEvent, answer.lastEvent);
    // What was scanned before this page was open is no news.
    if (!this.#hasSession && this.#lastScanMs === 0) this.#lastScanMs = answer.serverTimeMs;
    this.#hasSession = true;
    await this.keys.ensure(memberId);
    state.stage.value = { at: "card" };
    await this.#display.tick();
    await this.#remember();
  }

  async #remember(): Promise<void> {
    const { state, clock, store } = this.#parts;
    const [holder, points] = [state.holder.value, state.points.value];
    if (holder === null || points === null) return;
    const seen = {
      ...holder,
      points,
      rank: state.rank.value,
      coupons: state.coupons.value,
      stamps: state.stamps.value,
      atMs: state.pointsAtMs.value,
      offsetMs: clock.offsetMs,
      lineUser: this.#lineUser,
    };
    await store.writeSeen(seen).catch(() => {});
  }

  async #failed(error: unknown): Promise<void> {
    const { state } = this.#parts;
    this.#retryAtMs = this.#parts.steadyMs() + RETRY_LATER_MS;
    const problem = problemOf(error);
    if (problem === "suspended") {
      await this.#forgetMember();
    } else if (state.stage.value.at === "card") {
      state.connection.value = problem === "offline" ? "offline" : "limited";
      state.lineProblem.value = problem === "offline" || problem === "server" ? null : problem;
      return;
    }
    state.stage.value = { at: "problem", problem };
  }

  async #forgetMember(): Promise<void> {
    const { state } = this.#parts;
    this.#hasSession = false;
    this.#lastEvent = 0;
    await this.keys.forget();
    state.holder.value = null;
    state.points.value = null;
    state.rank.value = null;
    state.recent.value = [];
    state.coupons.value = null;
    state.stamps.value = null;
    state.presenting.value = null;
    state.happened.value = null;
  }

  /** One turn of the pulse: connect where we are not, else ask what happened. */
  async #beat(): Promise<boolean> {
    const { state, steadyMs } = this.#parts;
    if (!this.#hasSession) {
      const { at } = state.stage.value;
      const waits = at === "guest" || at === "left" || state.lineProblem.value !== null;
      const offline = at === "problem" && state.stage.value.problem === "offline";
      if ((at === "card" && !waits) || offline) {
        if (steadyMs() >= this.#retryAtMs) await this.#connect();
      }
      return false;
    }
    try {
      return await this.#askWhatHappened();
    } catch (error) {
      if (isNoMember(error)) {
        this.#hasSession = false;
        await this.#connect();
      } else if (problemOf(error) === "suspended") {
        await this.#failed(error);
      } else {
        state.connection.value = error instanceof NetworkError ? "offline" : "limited";
      }
      return false;
    }
  }

  async #askWhatHappened(): Promise<boolean> {
    const { state, clock, server } = this.#parts;
    const holder = state.holder.value;
    if (holder === null) return false;
    const { answer, rttMs } = await server.heartbeat(this.keys.handle, this.#lastEvent);
    clock.learn(answer.serverTimeMs, rttMs);
    state.connection.value = "online";
    state.points.value = answer.points;
    state.pointsAtMs.value = answer.serverTimeMs;
    const fresh = answer.events.filter((event) => this.#isNews(event));
    this.#lastEvent = Math.max(this.#lastEvent, answer.lastEvent);
    for (const event of fresh) await this.#happened(event);
    if (answer.key === "active") await this.keys.ensure(holder.memberId);
    else await this.keys.replace(holder.memberId);
    if (fresh.some(({ kind }) => kind !== "scanned")) {
      const before = state.rank.value;
      await this.#readHomeAgain();
      const now = state.rank.value;
      // A sale leads nowhere but up.
      const sold = fresh.at(-1)?.kind === "purchase";
      if (sold && before !== null && before.code !== now?.code) state.risen.value = now;
    }
    return fresh.length > 0;
  }

  /** Entries of the ledger are numbered; a scan writes none, so the server repeats it and its time tells it apart. */
  #isNews(event: CardEvent): boolean {
    if (event.kind !== "scanned") return event.event > this.#lastEvent;
    if (event.atMs <= this.#lastScanMs) return false;
    this.#lastScanMs = event.atMs;
    return true;
  }

  async #happened(event: CardEvent): Promise<void> {
    const { state } = this.#parts;
    state.happened.value = event;
    state.risen.value = null;
    if (event.kind === "scanned") return;
    state.changes.value++;
    // What the spend code was shown for is done.
    if (event.kind === "purchase") await this.show(IDENTIFY);
  }

  async #readHomeAgain(): Promise<void> {
    try {
      await this.#take(await this.#parts.server.home());
    } catch {
      // The balance came with the heartbeat; the list catches up next time.
    }
  }
}
