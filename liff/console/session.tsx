import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import type { ErrorCode } from "../../shared/errors.ts";
import type { ConsoleConfig, ConsoleState } from "../../shared/stores/console.ts";
import { ApiError, ask } from "../api/client.ts";
import { openWithLine, ReopenNeeded } from "../api/prove.ts";
import { readConfig } from "../ui/config.ts";

export const config: ConsoleConfig = readConfig<ConsoleConfig>();

/** Below the till's endpoint, where LINE comes back to; the console itself stands at `/console/`. */
const door = "/till/console";
const WANTED = "goen.console.wanted";

export type Trouble =
  | { readonly kind: "refused"; readonly code: ErrorCode }
  | { readonly kind: "line"; readonly failure: string }
  | { readonly kind: "silence" };

export type Session =
  | { readonly at: "starting" }
  | { readonly at: "signedOut"; readonly busy: boolean; readonly trouble: Trouble | null }
  | { readonly at: "signedIn"; readonly state: ConsoleState };

interface Signing {
  readonly session: Session;
  readonly signIn: () => void;
  readonly signOut: () => Promise<void>;
  /** Any answer may say that the session is over. */
  readonly note: (error: unknown) => void;
}

const Signed = createContext<Signing | null>(null);

export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [session, setSession] = useState<Session>({ at: "starting" });
  const queries = useQueryClient();
  useEffect(() => {
    const start = location.pathname === door ? throughLine : resume;
    start().then(
      (next) => next !== null && setSession(next),
      async (error) => setSession({ at: "signedOut", busy: false, trouble: await troubleOf(error) }),
    );
  }, []);

  const signIn = (): void => {
    setSession({ at: "signedOut", busy: true, trouble: null });
    if (location.pathname !== door) {
      sessionStorage.setItem(WANTED, location.pathname + location.search);
      location.assign(door);
      return;
    }
    tapThroughLine().catch(async (error) =>
      setSession({ at: "signedOut", busy: false, trouble: await troubleOf(error) }),
    );
  };
  const signOut = async (): Promise<void> => {
    await ask("/api/console/signout", { method: "POST", body: {} });
    const { leaveLine } = await import("../line.ts");
    await leaveLine(config.liffId).catch(() => {});
    queries.clear();
    setSession({ at: "signedOut", busy: false, trouble: null });
  };
  const note = (error: unknown): void => {
    const over =
      error instanceof ApiError && (error.code === "session.missing" || error.code === "session.expired");
    if (over) {
      setSession({ at: "signedOut", busy: false, trouble: { kind: "refused", code: "session.expired" } });
    }
  };
  return <Signed.Provider value={{ session, signIn, signOut, note }}>{children}</Signed.Provider>;
}

export function useSigning(): Signing {
  const signing = useContext(Signed);
  if (signing === null) throw new Error("no session around this part of the page");
  return signing;
}

/** Who is signed in; only parts inside the shell ask. */
export function useStaff(): ConsoleState {
  const { session } = useSigning();
  if (session.at !== "signedIn") throw new Error("nobody is signed in");
  return session.state;
}

async function resume(): Promise<Session> {
  try {
    return { at: "signedIn", state: await ask<ConsoleState>("/api/console/me") };
  } catch (error) {
    if (error instanceof ApiError && error.code === "session.missing") {
      return { at: "signedOut", busy: false, trouble: null };
    }
    throw error;
  }
}

/** Goes through LINE and on to the page that was wanted; null because this page is left. */
async function throughLine(): Promise<null> {
  const { startLine } = await import("../line.ts");
  const line = await startLine(config.liffId);
  try {
    await openWithLine(line, (proof) => ask<ConsoleState>("/api/console/session", { body: proof }));
  } catch (error) {
    // Otherwise the next press would bring the same account back.
    if (error instanceof ApiError) {
      const { leaveLine } = await import("../line.ts");
      await leaveLine(config.liffId).catch(() => {});
    }
    throw error;
  }
  location.replace(sessionStorage.getItem(WANTED) ?? "/console/");
  return null;
}

/** LINE turned the person away, or wants a tap of their own before it starts once more. */
async function tapThroughLine(): Promise<void> {
  const { loginByTap, startLine } = await import("../line.ts");
  try {
    await startLine(config.liffId);
  } catch {
    return loginByTap();
  }
  await throughLine();
}

async function troubleOf(error: unknown): Promise<Trouble> {
  if (error instanceof ApiError) return { kind: "refused", code: error.code };
  if (error instanceof ReopenNeeded) return { kind: "line", failure: "reopen" };
  const line = await import("../line.ts").catch(() => null);
  if (line !== null && error instanceof line.LineError) return { kind: "line", failure: error.failure };
  return { kind: "silence" };
}
