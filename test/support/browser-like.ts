import type { ErrorBody } from "../../shared/errors.ts";

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

export interface Ask {
  readonly body?: unknown;
  readonly key?: string;
  readonly headers?: Record<string, string>;
}

/** A client with cookies that asks as our own pages do. */
export interface Client {
  ask<T>(method: string, path: string, ask?: Ask): Promise<Answer<T>>;
  /** The body of a 2xx answer; anything else fails the test with what came instead. */
  ok<T>(method: string, path: string, ask?: Ask): Promise<T>;
  /** The error of an answer that must be a refusal. */
  refused(method: string, path: string, ask?: Ask): Promise<{ status: number; error: ErrorBody["error"] }>;
  readonly cookies: Map<string, string>;
}

export function clientOf(origin: string): Client {
  const cookies = new Map<string, string>();
  const ask = async <T>(
    method: string,
    path: string,
    { body, key, headers }: Ask = {},
  ): Promise<Answer<T>> => {
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: {
        origin,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(key === undefined ? {} : { "idempotency-key": key }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (cookie.split(";")[0] ?? "").split("=");
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    return { status: response.status, body: bodyAs<T>(await response.json()), headers: response.headers };
  };
  return {
    ask,
    cookies,
    async ok<T>(method: string, path: string, asked?: Ask) {
      const answer = await ask<T>(method, path, asked);
      if (answer.status >= 300) {
        throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      }
      return answer.body;
    },
    async refused(method, path, asked) {
      const answer = await ask<ErrorBody>(method, path, asked);
      if (answer.status < 400) throw new Error(`${method} ${path} was not refused: ${answer.status}`);
      return { status: answer.status, error: answer.body.error };
    },
  };
}

/** The contract in shared/ says what an answer is; the tests check the values. */
function bodyAs<T>(body: unknown): T {
  return body as T;
}
