import { createHash } from "node:crypto";
import { randomToken } from "../ids.ts";

export interface AuthorizationCode {
  readonly userId: string;
  readonly channelId: string;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  /** PKCE: base64url of the SHA-256 of the verifier; null where the app sent none. */
  readonly challenge: string | null;
  readonly expiresAtMs: number;
}

const codeLifeMs = 10 * 60_000;

/**
 * Codes on their way from the consent page to the token endpoint: ten minutes, one use (LINE Login API
 * reference).
 */
export class AuthorizationCodes {
  readonly #codes = new Map<string, AuthorizationCode>();

  issue(code: Omit<AuthorizationCode, "expiresAtMs">, nowMs: number): string {
    const text = randomToken(15);
    this.#codes.set(text, { ...code, expiresAtMs: nowMs + codeLifeMs });
    return text;
  }

  /** Takes the code away, good or not; null when it is unknown, late, for another client or fails PKCE. */
  redeem(form: URLSearchParams, nowMs: number): AuthorizationCode | null {
    const text = form.get("code") ?? "";
    const code = this.#codes.get(text);
    this.#codes.delete(text);
    if (!code || code.expiresAtMs <= nowMs) return null;
    if (code.channelId !== form.get("client_id") || code.redirectUri !== form.get("redirect_uri"))
      return null;
    const verifier = form.get("code_verifier") ?? "";
    const challenge = createHash("sha256").update(verifier).digest("base64url");
    return code.challenge !== null && code.challenge !== challenge ? null : code;
  }
}
