import { computed, signal } from "@preact/signals";
import type { ErrorCode } from "../../shared/errors.ts";
import type { TillConfig, TillState } from "../../shared/stores/schema.ts";
import { ApiError, ask } from "../api/client.ts";
import { openWithLine, ReopenNeeded } from "../api/prove.ts";
import type { LineFailure } from "../line.ts";
import { addressCarriesLine } from "../line-address.ts";
import { readConfig } from "../ui/config.ts";
import { invitation, keepInvitation } from "./invitation.ts";
import { noteHeard, noteSilence } from "./offline/reach.ts";
import { askTill, keepTill, keptTill } from "./offline/sync.ts";

/** Why nobody is signed in: what our server said, what LINE said, or silence. */
export type SignInTrouble =
  | { readonly kind: "refused"; readonly code: ErrorCode }
  | { readonly kind: "line"; readonly failure: LineFailure | "reopen" }
  | { readonly kind: "silence" };

export type Session =
  | { readonly at: "starting" }
  | { readonly at: "unreachable" }
  | { readonly at: "signedOut"; readonly busy: boolean; readonly trouble: SignInTrouble | null }
  | { readonly at: "signedIn"; readonly till: TillState };

export const config: TillConfig = readConfig<TillConfig>();

export const session = signal<Session>({ at: "starting" });

/** Who is at the till, and where; null while nobody is. */
export const till = computed<TillState | null>(() =>
  session.value.at === "signedIn" ? session.value.till : null,
);

/** Why the link was refused that somebody opened who is signed in already; until they have read it. */
export const deadInvitation = signal<ErrorCode | null>(null);

/** The person asked to choose another store than the one they are at. */
export const switching = signal(false);

export async function startSession(): Promise<void> {
  keepInvitation();
  if (addressCarriesLine(location)) return signIn();
  await refreshTill();
}

/** Asks the server who is at the till: at the start, after a silence, and when the day may have changed. */
export async function refreshTill(): Promise<void> {
  try {
    session.value = { at: "signedIn", till: await askTill() };
    noteHeard();
  } catch (error) {
    if (!noteSilence(error)) return void noteTrouble(error);
    if (session.value.at === "signedIn") return;
    // Who was here a while ago may go on and take sales for later.
    const kept = keptTill(Date.now());
    session.value = kept === null ? { at: "unreachable" } : { at: "signedIn", till: kept };
  }
}

/** LINE's SDK is fetched only by who signs in: most starts of a till find a session. */
const loadLine = (): Promise<typeof import("../line.ts")> => import("../line.ts");

/** Goes through LINE; may leave the page for LINE's login and come back to `startSession`. */
export async function signIn(): Promise<void> {
  const before = session.value;
  session.value = { at: "signedOut", busy: true, trouble: null };
  try {
    const { loginByTap, startLine } = await loadLine();
    // LINE turned the person away or was tired of redirecting; only a tap of their own may start it once
    // more.
    if (needsTap(before)) return loginByTap();
    const line = await startLine(config.liffId);
    const secret = invitation.value;
    const state = await openWithLine(line, (proof) => {
      const body = secret === null ? proof : { ...proof, invitation: secret };
      return ask<TillState>("/api/till/session", { body });
    });
    invitation.value = null;
    session.value = { at: "signedIn", till: state };
  } catch (error) {
    const trouble = await troubleOf(error);
    // Otherwise the next press would bring the same account back.
    if (isNotInvited(trouble)) await leaveLogin();
    if (isDeadInvitation(trouble)) invitation.value = null;
    session.value = (await stillSignedIn(trouble)) ?? { at: "signedOut", busy: false, trouble };
  }
}

/** A refused link takes nothing from somebody who was signed in already: the desk goes on, and says so. */
async function stillSignedIn(trouble: SignInTrouble): Promise<Session | null> {
  if (!isDeadInvitation(trouble)) return null;
  try {
    const state = await ask<TillState>("/api/till/me");
    deadInvitation.value = trouble.code;
    return { at: "signedIn", till: state };
  } catch {
    return null;
  }
}

/** The person does not want the invitation; who was signed in still is. */
export async function dropInvitation(): Promise<void> {
  invitation.value = null;
  if (session.value.at !== "signedIn") await refreshTill();
}

/** The invitation cannot be used by anybody any more. */
export function isDeadInvitation(
  trouble: SignInTrouble | null,
): trouble is Extract<SignInTrouble, { kind: "refused" }> {
  return trouble?.kind === "refused" && trouble.code.startsWith("staff.invitation_");
}

export function isNotInvited(trouble: SignInTrouble | null): boolean {
  return trouble?.kind === "refused" && trouble.code === "staff.not_invited";
}

/** Without a network LINE's login stays; its own page still says who is signing in. */
async function leaveLogin(): Promise<void> {
  const leave = async (): Promise<void> => (await loadLine()).leaveLine(config.liffId);
  await leave().catch(() => {});
}

function needsTap(before: Session): boolean {
  if (before.at !== "signedOut" || before.trouble?.kind !== "line") return false;
  return before.trouble.failure === "needs_tap" || before.trouble.failure === "denied";
}

export async function chooseStore(storeId: string): Promise<void> {
  const moved = await ask<TillState>("/api/till/store", { body: { storeId } });
  session.value = { at: "signedIn", till: moved };
  keepTill(moved);
}

/**
 * Ends our session and LINE's login in this browser: the till is shared, and the next person is somebody
 * else.
 */
export async function signOut(): Promise<void> {
  await ask("/api/till/signout", { method: "POST", body: {} });
  keepTill(null);
  session.value = { at: "signedOut", busy: true, trouble: null };
  await leaveLogin();
  session.value = { at: "signedOut", busy: false, trouble: null };
}

/** Any answer may say that the session is over or the store is gone; true when it did. */
export function noteTrouble(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  if (error.code === "session.missing" || error.code === "session.expired") {
    const trouble =
      session.value.at === "signedIn" ? ({ kind: "refused", code: "session.expired" } as const) : null;
    session.value = { at: "signedOut", busy: false, trouble };
    keepTill(null);
    return true;
  }
  if (error.code === "store.not_chosen" && session.value.at === "signedIn") {
    session.value = { at: "signedIn", till: { ...session.value.till, store: null } };
    return true;
  }
  if (session.value.at === "starting") session.value = { at: "unreachable" };
  return false;
}

async function troubleOf(error: unknown): Promise<SignInTrouble> {
  if (error instanceof ApiError) return { kind: "refused", code: error.code };
  if (error instanceof ReopenNeeded) return { kind: "line", failure: "reopen" };
  const line = await loadLine().catch(() => null);
  if (line !== null && error instanceof line.LineError) return { kind: "line", failure: error.failure };
  return { kind: "silence" };
}
