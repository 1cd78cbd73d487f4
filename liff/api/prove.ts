import type { OpenSession } from "../../shared/members/schema.ts";
import type { Line } from "../line.ts";
import { ApiError } from "./client.ts";

/** LINE's proofs are all refused and only reopening the page from LINE brings new ones. */
export class ReopenNeeded extends Error {
  constructor() {
    super("the proof of LINE has lapsed; the page has to be opened again");
    this.name = "ReopenNeeded";
  }
}

/**
 * Opens our own session with what LINE gave: the ID token, or the access token where that one is stale. When the
 * server refuses both, a browser outside LINE goes through LINE's login once more (and never returns from here).
 * Throws `ReopenNeeded` inside LINE, and whatever `open` throws for other reasons.
 */
export async function openWithLine<Session>(
  line: Pick<Line, "proofs" | "loginAgain">,
  open: (proof: OpenSession) => Promise<Session>,
): Promise<Session> {
  for (const proof of line.proofs()) {
    try {
      return await open(proof);
    } catch (error) {
      if (!isStaleProof(error)) throw error;
    }
  }
  await line.loginAgain();
  throw new ReopenNeeded();
}

function isStaleProof(error: unknown): boolean {
  return (
    error instanceof ApiError && (error.code === "line.token_expired" || error.code === "line.token_invalid")
  );
}
