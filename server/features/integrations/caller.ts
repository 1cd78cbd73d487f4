import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { ApiScope } from "../../../shared/integrations/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { Conflict } from "../../platform/database/failures.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { sha256 } from "../../platform/hash.ts";
import type { Env } from "../../platform/http/web.ts";
import { nodeByPublicId } from "../stores/index.ts";
import { type Key, keyRefusal, tokenIn } from "./keys.core.ts";
import { keyOf } from "./keys.ts";
import * as store from "./store.ts";

/** The system behind a request: what its key may do, and where. */
export interface Caller {
  readonly keyId: string;
  readonly family: string;
  readonly scopes: ReadonlySet<ApiScope>;
  /** Parts of the tree of stores; null for all of it. */
  readonly paths: readonly string[] | null;
  readonly actor: Actor;
}

export interface ApiEnv extends Env {
  Variables: Env["Variables"] & { caller: Caller };
}

export type ApiWeb = Context<ApiEnv>;

/** Windows of a minute, the same for every process. */
const windowMs = 60_000;
/** Wrong keys of all the world together: nobody's address is kept, and nobody with a good key waits for them. */
const strangers = { actor: "strangers", usedMax: 600 };

/**
 * Only requests with a living key pass, as often as the key may ask; who it is then stands in the context.
 * @throws Refusal key.* or request.rate_limited.
 */
export const withKey = createMiddleware<ApiEnv>(async (c, next) => {
  const deps = c.get("deps");
  const nowMs = deps.clock.nowMs();
  const startsAtMs = nowMs - (nowMs % windowMs);
  const given = tokenIn(c.req.header("authorization"));
  const row =
    typeof given === "string"
      ? undefined
      : await deps.database.first(store.keyByToken, { tokenHash: sha256(given.token), startsAtMs });
  const key = row === undefined ? null : keyOf(row);
  const refused = typeof given === "string" ? given : key === null ? "key.invalid" : keyRefusal(key, nowMs);
  if (key === null || refused !== null) {
    await count(deps, { ...strangers, startsAtMs }, nowMs, []);
    c.header("www-authenticate", "Bearer");
    throw new Refusal(refused ?? "key.invalid");
  }
  const used = row?.used ?? 0;
  tellLimit(c, key.perMinuteMax, used, startsAtMs + windowMs - nowMs);
  const today = dateAt(nowMs, deps.settings.timeZone);
  const seen = key.lastUsedOn === today ? [] : [store.markUsed.with({ keyId: key.keyId, today })];
  await count(deps, { actor: key.family, usedMax: key.perMinuteMax, startsAtMs }, nowMs, seen);
  c.set("caller", await callerOf(deps, key));
  await next();
});

/** As draft-ietf-httpapi-ratelimit-headers names them up to its 7th version, which is what clients know. */
function tellLimit(c: ApiWeb, limit: number, used: number, resetMs: number): void {
  c.header("ratelimit-limit", String(limit));
  c.header("ratelimit-remaining", String(Math.max(0, limit - used - 1)));
  c.header("ratelimit-reset", String(Math.ceil(resetMs / 1000)));
}

interface Window {
  readonly actor: string;
  readonly usedMax: number;
  readonly startsAtMs: number;
}

/** Counts and checks in one statement: the schema's own limit is what processes agree by. */
async function count(deps: Deps, window: Window, nowMs: number, also: readonly Bound[]): Promise<void> {
  try {
    const plan = housekeeping("how often a key has asked", [store.countRequest.with({ ...window }), ...also]);
    await deps.database.commit(plan);
  } catch (failure) {
    if (!(failure instanceof Conflict) || failure.constraint !== "rate_window_within") throw failure;
    const retryAfterSeconds = Math.ceil((window.startsAtMs + windowMs - nowMs) / 1000);
    throw new Refusal("request.rate_limited", { perMinuteMax: window.usedMax, retryAfterSeconds });
  }
}

async function callerOf(deps: Deps, key: Key): Promise<Caller> {
  const nodes =
    key.storeIds === null
      ? null
      : await Promise.all(key.storeIds.map((publicId) => nodeByPublicId(deps, publicId)));
  return {
    keyId: key.keyId,
    family: key.family,
    scopes: new Set(key.scopes),
    paths: nodes === null ? null : nodes.flatMap((node) => (node === null ? [] : [node.path])),
    actor: { kind: "key", id: key.family },
  };
}

/** Forgets windows that have passed. */
export async function purgeWindows(deps: Deps): Promise<void> {
  const passed = store.purgeWindows.with({ beforeMs: deps.clock.nowMs() - 10 * windowMs });
  await deps.database.commit(housekeeping("windows of requests that have passed", [passed]));
}
