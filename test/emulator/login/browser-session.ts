import type { EmulatedUser } from "../control.ts";
import type { Platform } from "../platform.ts";

/** Cookies hold the plain user id, since nobody here is to be kept out. */
const attributes = "Path=/; HttpOnly; SameSite=Lax";
const loginCookie = "line_emulator_user";
const phoneCookie = "line_emulator_phone";

/** Whom this browser is logged in to LINE as. */
export function userFromCookie(platform: Platform, request: Request): EmulatedUser | null {
  return userIn(loginCookie, platform, request);
}

/** Whose phone last opened a LIFF app in this browser. */
export function phoneFromCookie(platform: Platform, request: Request): EmulatedUser | null {
  return userIn(phoneCookie, platform, request);
}

function userIn(cookie: string, platform: Platform, request: Request): EmulatedUser | null {
  const cookies = request.headers.get("cookie") ?? "";
  const [, userId = ""] = new RegExp(`(?:^|; )${cookie}=(U[0-9a-f]{32})`).exec(cookies) ?? [];
  return platform.state.users.get(userId) ?? null;
}

export function rememberLogin(headers: Headers, user: EmulatedUser): void {
  headers.append("set-cookie", `${loginCookie}=${user.userId}; ${attributes}; Max-Age=2592000`);
}

export function rememberPhone(headers: Headers, user: EmulatedUser): void {
  headers.append("set-cookie", `${phoneCookie}=${user.userId}; ${attributes}; Max-Age=2592000`);
}

export function forgetLogin(headers: Headers): void {
  for (const cookie of [loginCookie, phoneCookie]) {
    headers.append("set-cookie", `${cookie}=; ${attributes}; Max-Age=0`);
  }
}
