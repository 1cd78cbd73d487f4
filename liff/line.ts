import CloseWindow from "@line/liff/close-window";
import { type Liff, liff } from "@line/liff/core";
import GetAccessToken from "@line/liff/get-access-token";
import GetAppLanguage from "@line/liff/get-app-language";
import GetDecodedIDToken from "@line/liff/get-decoded-id-token";
import GetIDToken from "@line/liff/get-id-token";
import IsInClient from "@line/liff/is-in-client";
import IsLoggedIn from "@line/liff/is-logged-in";
import Login from "@line/liff/login";
import Logout from "@line/liff/logout";
import type { OpenSession } from "../shared/members/schema.ts";
import { loginLeftovers } from "./line-address.ts";

/**
 * LINE, as our pages know it; the one file that touches LINE's SDK. Load it with `import()` where a page can show
 * something before LINE has answered. Only the SDK's core is used: the full package asks three more servers at start.
 */
export interface Line {
  /** Whether this page is open inside the LINE app, as against a browser of the phone or PC. */
  readonly inClient: boolean;
  /** The language of the LINE app, BCP 47. */
  language(): string;
  /** LINE's id of this person, for telling that somebody else uses the phone now; never proof of anything. */
  userId(): string | null;
  /** What our server may take as proof of who is asking, the most promising first; may be empty. */
  proofs(): readonly OpenSession[];
  /** For `Leave`: lets the server end LINE's permission too. */
  accessToken(): string | null;
  /** Outside LINE: leaves for LINE's login and never returns. Inside LINE: false, only reopening the page helps. */
  loginAgain(): Promise<false>;
}

/**
 * `denied`: the person pressed cancel at LINE. `needs_tap`: two automatic logins came back without one; show a button
 * that calls `loginByTap`. `timeout`: LINE's app never answered. `unreachable`: no network to LINE.
 */
export type LineFailure = "denied" | "needs_tap" | "timeout" | "unreachable" | "failed";

export class LineError extends Error {
  readonly failure: LineFailure;

  constructor(failure: LineFailure, cause?: unknown) {
    super(`LINE could not be started: ${failure}`, { cause });
    this.name = "LineError";
    this.failure = failure;
  }
}

const WATCHDOG_MS = 10_000;
const AUTOMATIC_LOGINS = 2;
/** The SDK's own clock check is not ours: an ID token about to lapse by the phone's clock is tried last, not dropped. */
const STALE_MS = 60_000;
const TRIES = "goen.login.tries";

let installed = false;
let starting: Promise<void> | null = null;

/**
 * Starts the SDK and makes sure somebody is logged in; outside LINE that may leave for LINE's login, and then the
 * promise never settles. Throws `LineError`; may be called again after one.
 */
export async function startLine(liffId: string): Promise<Line> {
  const sdk = installModules();
  await started(sdk, liffId);
  if (!sdk.isLoggedIn()) {
    if (loginTries() >= AUTOMATIC_LOGINS) throw new LineError("needs_tap");
    countLogin();
    return leaveForLogin(sdk);
  }
  forgetLoginTries();
  return lineOf(sdk);
}

/** For the button after `needs_tap` or `denied`: a login that a person asked for is not counted. */
export function loginByTap(): void {
  forgetLoginTries();
  installModules().login({ redirectUri: cleanAddress() });
}

/**
 * Ends LINE's login in this browser, for a device that several people share: the next one must not be taken for the
 * last. Throws `LineError` where LINE cannot be started.
 */
export async function leaveLine(liffId: string): Promise<void> {
  const sdk = installModules();
  await started(sdk, liffId);
  if (sdk.isLoggedIn()) sdk.logout();
  forgetLoginTries();
}

/** Closes the page inside LINE; works before `startLine` has succeeded. */
export function closeLine(): void {
  installModules().closeWindow();
}

function installModules(): Liff {
  if (installed) return liff;
  installed = true;
  for (const Module of [
    CloseWindow,
    GetAccessToken,
    GetAppLanguage,
    GetDecodedIDToken,
    GetIDToken,
    IsInClient,
    IsLoggedIn,
    Login,
    Logout,
  ]) {
    liff.use(new Module());
  }
  return liff;
}

/** The SDK is started once; after a failure the next caller may try again. */
async function started(sdk: Liff, liffId: string): Promise<void> {
  starting ??= initialise(sdk, liffId).catch((cause: unknown) => {
    starting = null;
    throw cause;
  });
  await withWatchdog(starting);
}

async function initialise(sdk: Liff, liffId: string): Promise<void> {
  try {
    await sdk.init({ liffId });
  } catch (cause) {
    // The SDK judges the ID token by the phone's clock. Our server has a better one, so the token still goes there.
    if (!(codeOf(cause) === "INVALID_ID_TOKEN" && sdk.isLoggedIn())) throw asLineError(cause);
  } finally {
    // Only now: before init the SDK still needs these.
    history.replaceState(history.state, "", cleanAddress());
  }
}

function lineOf(sdk: Liff): Line {
  return {
    inClient: sdk.isInClient(),
    language: () => sdk.getAppLanguage(),
    userId: () => sdk.getDecodedIDToken()?.sub ?? null,
    proofs: () => proofsOf(sdk),
    accessToken: () => sdk.getAccessToken(),
    loginAgain: async () => {
      if (sdk.isInClient() || loginTries() >= AUTOMATIC_LOGINS) return false;
      countLogin();
      sdk.logout();
      return leaveForLogin(sdk);
    },
  };
}

/** LINE never renews the ID token (1 h) although the login lasts 12 h; the access token stands in for it then. */
function proofsOf(sdk: Liff): readonly OpenSession[] {
  const idToken = sdk.getIDToken();
  const accessToken = sdk.getAccessToken();
  const expiresAt = sdk.getDecodedIDToken()?.exp;
  const stale = expiresAt !== undefined && expiresAt * 1000 < Date.now() + STALE_MS;
  const byId = idToken === null ? [] : [{ idToken }];
  const byAccess = accessToken === null ? [] : [{ accessToken }];
  return stale ? [...byAccess, ...byId] : [...byId, ...byAccess];
}

function leaveForLogin(sdk: Liff): Promise<never> {
  sdk.login({ redirectUri: cleanAddress() });
  return new Promise(() => {});
}

/** The address without what LINE's login left in it; used for `redirectUri` too, or the leftovers pile up. */
function cleanAddress(): string {
  const address = new URL(location.href);
  for (const name of loginLeftovers) address.searchParams.delete(name);
  return address.href;
}

/** Inside LINE, init waits for the app without any limit of its own. */
async function withWatchdog(work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const bark = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new LineError("timeout")), WATCHDOG_MS);
  });
  try {
    await Promise.race([work, bark]);
  } finally {
    clearTimeout(timer);
  }
}

function asLineError(cause: unknown): LineError {
  if (cause instanceof Error && cause.message.startsWith("access_denied")) {
    return new LineError("denied", cause);
  }
  return new LineError(cause instanceof TypeError ? "unreachable" : "failed", cause);
}

function codeOf(cause: unknown): unknown {
  return typeof cause === "object" && cause !== null && "code" in cause ? cause.code : undefined;
}

/** Where storage is blocked nobody can count, so no automatic login happens at all: better a button than a loop. */
function loginTries(): number {
  try {
    return Number(sessionStorage.getItem(TRIES) ?? 0);
  } catch {
    return AUTOMATIC_LOGINS;
  }
}

function countLogin(): void {
  sessionStorage.setItem(TRIES, String(loginTries() + 1));
}

function forgetLoginTries(): void {
  try {
    sessionStorage.removeItem(TRIES);
  } catch {
    // Nothing was counted either.
  }
}
