import type { Context } from "hono";
import type { Deps } from "../../deps.ts";
import type { Session } from "../auth/sessions.ts";

/** What a request carries through the app. */
export interface Env {
  Variables: {
    deps: Deps;
    requestId: string;
    /** Set by `withSession`. */
    session: Session;
  };
}

export type Web = Context<Env>;
