import { timingSafeEqual } from "node:crypto";
import { type ErrorBody, type ErrorCode, wordsOf } from "../../shared/errors.ts";
import type { Deps } from "../deps.ts";
import { sha256 } from "../platform/hash.ts";
import { languageOf } from "../platform/http/errors.ts";
import { statusOf } from "../platform/http/status.ts";
import { parseStores, setUpLink, setUpShop } from "./first-start.ts";

/** `POST /set-up`: what `npm start` prints on Node has to be fetched from a Worker. */
export function isSetUp(request: Request): boolean {
  return request.method === "POST" && new URL(request.url).pathname === "/set-up";
}

/** Shorter could be guessed. */
const tokenCharactersMin = 32;

/**
 * Makes the shop at the first call and a link for an owner at every one, for whoever holds the secret SETUP_TOKEN.
 * Without that secret the door does not exist, so deleting it shuts the door.
 */
export async function setUpByToken(
  deps: Deps,
  request: Request,
  env: Readonly<Record<string, string>>,
): Promise<Response> {
  const token = env.SETUP_TOKEN ?? "";
  if (token === "") return refusal(request, "request.not_found", deps.ids.publicId());
  if (token.length < tokenCharactersMin) {
    deps.log.error("set_up.refused", { problem: `SETUP_TOKEN is shorter than ${tokenCharactersMin}` });
    return refusal(request, "session.forbidden", deps.ids.publicId());
  }
  if (!isSame(request.headers.get("authorization") ?? "", `Bearer ${token}`)) {
    deps.log.warn("set_up.refused", { problem: "the token is another" });
    return refusal(request, "session.forbidden", deps.ids.publicId());
  }
  const ownerLink = (await setUpShop(deps, parseStores(env.STORES))) ?? (await setUpLink(deps));
  deps.log.info("set_up.owner_link_made");
  return Response.json({ ownerLink }, { headers });
}

/** Compared as hashes, which are of one length and tell nothing by the time it takes. */
function isSame(given: string, wanted: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(given)), Buffer.from(sha256(wanted)));
}

/** Before the settings are complete: the public learns that much and no more. */
export function notReady(request: Request): Response {
  const english = languageOf(request.headers.get("accept-language") ?? undefined) === "en";
  const message = english
    ? "This server is not set up yet. Whoever runs it finds in its log what is missing."
    : "サーバーの設定が完了していません。不足している設定は、運営者がログで確認できます。";
  const wait = { ...headers, "retry-after": "60" };
  if (!(request.headers.get("accept") ?? "").includes("text/html")) {
    return Response.json({ error: { code: "server.busy", message } }, { status: 503, headers: wait });
  }
  const lang = english ? "en" : "ja";
  const html = `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>Goen</title><p>${message}</p>`;
  return new Response(html, {
    status: 503,
    headers: {
      ...wait,
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "default-src 'none'",
    },
  });
}

const headers = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

function refusal(request: Request, code: ErrorCode, requestId: string): Response {
  const language = languageOf(request.headers.get("accept-language") ?? undefined);
  const body: ErrorBody = { error: { code, message: wordsOf(code, language) }, requestId };
  return Response.json(body, { status: statusOf(code), headers: { ...headers, "x-request-id": requestId } });
}
