import type { Answer, Ask, Client } from "../support/browser-like.ts";

/** What was asked and what came back, in order, with everything that differs by chance put in the same words. */
export class Transcript {
  readonly lines: unknown[] = [];
  readonly #names = new Map<string, string>();
  readonly #places: readonly (readonly [string, string])[];

  constructor(places: readonly (readonly [string, string])[]) {
    this.#places = places;
  }

  add(what: string, line: Readonly<Record<string, unknown>>): void {
    this.lines.push(this.#settled({ what, ...line }));
  }

  #settled(value: unknown): unknown {
    if (typeof value === "number") return value > 1_600_000_000_000 ? "<time>" : value;
    if (typeof value === "string") return this.#settledText(value);
    if (Array.isArray(value)) return value.map((item) => this.#settled(item));
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value);
    return Object.fromEntries(
      entries.map(([key, item]) => [key, key === "confirm" ? "<confirmation>" : this.#settled(item)]),
    );
  }

  #settledText(text: string): string {
    const placed = this.#places.reduce((at, [place, name]) => at.replaceAll(place, name), text);
    return placed.replace(byChance, (found) => this.#nameOf(found));
  }

  /** The same thing has the same name wherever it comes up: ids must be repeated where they are, too. */
  #nameOf(found: string): string {
    const known = this.#names.get(found);
    if (known !== undefined) return known;
    const name = `<${this.#names.size + 1}>`;
    this.#names.set(found, name);
    return name;
  }
}

/** API keys, keys and secrets in base64url, ULIDs and the short receipt numbers cut from them, public ids, card handles. */
const byChance =
  /goen_live_[0-9A-Za-z]{43}|[A-Za-z0-9_-]{87}|[A-Za-z0-9_-]{43}|\b[0-9A-HJKMNP-TV-Z]{26}\b|\b[0-9A-HJKMNP-TV-Z]{8}\b|\b[0-9a-hjkmnp-tv-z]{20}\b|\b\d{10}\b/g;

/** The headers that are ours to choose; a runtime adds others. */
const told = [
  "content-type",
  "cache-control",
  "content-security-policy",
  "location",
  "ratelimit-limit",
  "www-authenticate",
  "referrer-policy",
  "retry-after",
  "x-content-type-options",
];

export function headersOf(headers: Headers): Readonly<Record<string, string>> {
  const cookies = headers.getSetCookie().map((cookie) => cookie.replace(/=[^;]*/, "="));
  return {
    ...Object.fromEntries(told.flatMap((name) => (headers.has(name) ? [[name, headers.get(name)]] : []))),
    ...(cookies.length === 0 ? {} : { "set-cookie": cookies.join(" | ") }),
    hasRequestId: String(headers.has("x-request-id")),
  };
}

/** The same client, with all it asks written down. */
export function recorded(client: Client, who: string, transcript: Transcript): Client {
  const ask = async <T>(method: string, path: string, asked: Ask = {}): Promise<Answer<T>> => {
    const answer = await onceMoreAfterReset(() => client.ask<T>(method, path, asked));
    transcript.add(`${who}: ${method} ${path}`, {
      status: answer.status,
      headers: headersOf(answer.headers),
      body: answer.body,
    });
    return answer;
  };
  return {
    ask,
    cookies: client.cookies,
    ok: async <T>(method: string, path: string, asked?: Ask) => (await ask<T>(method, path, asked)).body,
    refused: client.refused,
  };
}

/**
 * Miniflare's own proxy drops the connection now and then after an answer that came before the body was read, and the
 * request after it meets a closed door. Nothing has read that request, so it may be sent once more.
 */
async function onceMoreAfterReset<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (failure) {
    const cause = failure instanceof Error ? failure.cause : undefined;
    if (!(cause instanceof Error) || !/ECONNRESET|other side closed/.test(cause.message)) throw failure;
    return ask();
  }
}
