import { phoneFromCookie } from "../login/browser-session.ts";
import { page } from "../login/html.ts";
import type { Platform } from "../platform.ts";
import { completeLink, type LinkOutcome } from "./link-tokens.ts";

/** The path of `https://access.line.me/dialog/bot/accountLink?linkToken=…&nonce=…`. */
export const accountLinkPath = "/dialog/bot/accountLink";

const words: Readonly<Record<LinkOutcome, string>> = {
  ok: "アカウントを連携しました。",
  failed: "アカウントを連携できませんでした。",
  none: "このリンクは使えません。もう一度お試しください。",
};

/** LINE's page at the end of an account link: done for whom this browser's phone is. */
export function accountLinkPage(platform: Platform, request: Request): Response {
  const { searchParams } = new URL(request.url);
  const user = phoneFromCookie(platform, request);
  const outcome = completeLink(platform, {
    linkToken: searchParams.get("linkToken") ?? "",
    nonce: searchParams.get("nonce") ?? "",
    ...(user ? { userId: user.userId } : {}),
  });
  return page("アカウント連携", `<p>${words[outcome]}</p>`, outcome === "none" ? 400 : 200);
}
