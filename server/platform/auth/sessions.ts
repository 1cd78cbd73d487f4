import { getCookie, setCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import { housekeeping } from "../database/plan.ts";
import { type Bound, prepare } from "../database/prepared.ts";
import { sha256 } from "../hash.ts";
import type { Env, Web } from "../http/web.ts";
import type { LineIdentity } from "../line/login.ts";

/** The doors have cookies of their own: a member's session never opens the till, nor the till's the console. */
export type Door = "card" | "till" | "console";

/** Who is behind a request: a LINE user, seen through one door. What they may do is the slices' to say. */
export interface Session {
  readonly sessionId: string;
  readonly tokenHash: string;
  readonly door: Door;
  readonly lineUserId: string;
  readonly lineName: string | null;
  readonly linePictureUrl: string | null;
  /** The store a member of staff has chosen. */
  readonly storeId: number | null;
  readonly expiresAtMs: number;
}

/** Twelve hours, counted anew whenever it is used. */
const lifeMs = 12 * 3_600_000;
/** Moving the end on at every request would write at every request. */
const extendAfterMs = 30 * 60_000;

const insertSession = prepare<{
  tokenHash: string;
  sessionId: string;
  door: string;
  lineUserId: string;
  name: string | null;
  pictureUrl: string | null;
  storeId: number | null;
  nowMs: number;
  expiresAtMs: number;
}>()((db, p) =>
  db.insertInto("session").values({
    token_hash: p.tokenHash,
    session_id: p.sessionId,
    kind: doorSlot(p.door),
    line_user_id: p.lineUserId,
    line_name: p.name,
    line_picture_url: p.pictureUrl,
    store_id: p.storeId,
    created_at_ms: p.nowMs,
    expires_at_ms: p.expiresAtMs,
  }),
);

const sessionByHash = prepare<{ tokenHash: string }>()((db, p) =>
  db.selectFrom("session").selectAll().where("token_hash", "=", p.tokenHash),
);

const extendSession = prepare<{ tokenHash: string; expiresAtMs: number }>()((db, p) =>
  db.updateTable("session").set({ expires_at_ms: p.expiresAtMs }).where("token_hash", "=", p.tokenHash),
);

const deleteSession = prepare<{ tokenHash: string }>()((db, p) =>
  db.deleteFrom("session").where("token_hash", "=", p.tokenHash),
);

const deleteSessionsOf = prepare<{ lineUserId: string; door: string }>()((db, p) =>
  db.deleteFrom("session").where("line_user_id", "=", p.lineUserId).where("kind", "=", doorSlot(p.door)),
);

const chooseStoreOf = prepare<{ tokenHash: string; storeId: number }>()((db, p) =>
  db.updateTable("session").set({ store_id: p.storeId }).where("token_hash", "=", p.tokenHash),
);

/** A parameter's type is any text while the column knows three; the callers pass a `Door`. */
function doorSlot(slot: string): Door {
  return slot as Door;
}

export interface NewSession {
  readonly session: Session;
  readonly token: string;
  readonly statement: Bound;
}

/** A session for a person LINE has vouched for; commit its statement, then `giveCookie`. */
export function newSession(
  deps: Deps,
  door: Door,
  identity: LineIdentity,
  storeId: number | null,
): NewSession {
  const token = deps.ids.secret();
  const nowMs = deps.clock.nowMs();
  const session: Session = {
    sessionId: deps.ids.publicId(),
    tokenHash: sha256(token),
    door,
    lineUserId: identity.userId,
    lineName: identity.name,
    linePictureUrl: identity.pictureUrl,
    storeId,
    expiresAtMs: nowMs + lifeMs,
  };
  const statement = insertSession.with({
    tokenHash: session.tokenHash,
    sessionId: session.sessionId,
    door,
    lineUserId: identity.userId,
    name: identity.name,
    pictureUrl: identity.pictureUrl,
    storeId,
    nowMs,
    expiresAtMs: session.expiresAtMs,
  });
  return { session, token, statement };
}

const deleteExpired = prepare<{ nowMs: number }>()((db, p) =>
  db.deleteFrom("session").where("expires_at_ms", "<=", p.nowMs),
);

/** Forgets sessions that have run out; they hold a LINE id and a name. */
export async function purgeSessions(deps: Deps): Promise<void> {
  const ended = deleteExpired.with({ nowMs: deps.clock.nowMs() });
  await deps.database.commit(housekeeping("sessions that have run out", [ended]));
}

export function endSession(session: Session): Bound {
  return deleteSession.with({ tokenHash: session.tokenHash });
}

export function endSessionsOf(lineUserId: string, door: Door): Bound {
  return deleteSessionsOf.with({ lineUserId, door });
}

export function moveToStore(session: Session, storeId: number): Bound {
  return chooseStoreOf.with({ tokenHash: session.tokenHash, storeId });
}

/** `__Host-` where there is https; plain http, on this machine alone, cannot carry such a cookie everywhere. */
function cookieName(deps: Deps, door: Door): string {
  return isSecure(deps) ? `__Host-goen-${door}` : `goen-${door}`;
}

function isSecure(deps: Deps): boolean {
  return deps.settings.publicUrl.startsWith("https://");
}

export function giveCookie(c: Web, door: Door, token: string): void {
  const deps = c.get("deps");
  setCookie(c, cookieName(deps, door), token, {
    path: "/",
    httpOnly: true,
    secure: isSecure(deps),
    sameSite: "Lax",
    maxAge: lifeMs / 1000,
  });
}

export function takeCookie(c: Web, door: Door): void {
  const deps = c.get("deps");
  setCookie(c, cookieName(deps, door), "", {
    path: "/",
    httpOnly: true,
    secure: isSecure(deps),
    sameSite: "Lax",
    maxAge: 0,
  });
}

/** Only requests with a living session pass; the session then stands in the context. */
export function withSession(door: Door) {
  return createMiddleware<Env>(async (c, next) => {
    c.set("session", await sessionOf(c, door));
    await next();
  });
}

/** @throws Refusal session.missing or session.expired. */
export async function sessionOf(c: Web, door: Door): Promise<Session> {
  const deps = c.get("deps");
  const token = getCookie(c, cookieName(deps, door));
  if (token === undefined || token === "") throw new Refusal("session.missing");
  const row = await deps.database.first(sessionByHash, { tokenHash: sha256(token) });
  const nowMs = deps.clock.nowMs();
  if (row === undefined || row.kind !== door || row.expires_at_ms <= nowMs) {
    throw new Refusal("session.expired");
  }
  if (row.expires_at_ms - nowMs < lifeMs - extendAfterMs) {
    const statement = extendSession.with({ tokenHash: row.token_hash, expiresAtMs: nowMs + lifeMs });
    await deps.database.commit(housekeeping("a session's end moves on while it is used", [statement]));
    giveCookie(c, door, token);
  }
  return {
    sessionId: row.session_id,
    tokenHash: row.token_hash,
    door,
    lineUserId: row.line_user_id,
    lineName: row.line_name,
    linePictureUrl: row.line_picture_url,
    storeId: row.store_id,
    expiresAtMs: row.expires_at_ms,
  };
}
