import type { EmulatedUser } from "../control.ts";
import type { Platform } from "../platform.ts";

/** Whom a browser is logged in to LINE as: the plain user id, since nobody here is to be kept out. */
const cookieName = "line_emulator_user";

export function userFromCookie(platform: Platform, request: Request): EmulatedUser | null {
  const cookies = request.headers.get("cookie") ?? "";
  const [, userId = ""] = new RegExp(`(?:^|; )${cookieName}=(U[0-9a-f]{32})`).exec(cookies) ?? [];
  return platform.state.users.get(userId) ?? null;
}

export function cookieFor(user: EmulatedUser): string {
  return `${cookieName}=${user.userId}; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000`;
}

export const forgottenCookie = `${cookieName}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`;
