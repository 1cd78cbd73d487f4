import type { JsonObject } from "../json.ts";
import type { MessagingSwitches } from "../messaging/switches.ts";
import type { Platform } from "../platform.ts";
import type { UserToken } from "../state.ts";

/** One request to LINE's API on its way through the pipeline. */
export interface Call {
  readonly platform: Platform;
  readonly method: string;
  /** `api.line.me`, `api-data.line.me`, … */
  readonly host: string;
  readonly path: string;
  /** The `{…}` parts of the route, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly requestId: string;
  readonly retryKey: string | null;
  readonly bytes: Uint8Array;
  /** The parsed body of a JSON endpoint; empty otherwise. */
  readonly json: JsonObject;
  /** The parsed body of a form endpoint; empty otherwise. */
  readonly form: URLSearchParams;
  /** The parts of a multipart endpoint; empty otherwise. */
  readonly multipart: FormData;
  /** The bearer's token where the endpoint asks for a person's. */
  readonly userToken: UserToken | null;
}

export interface Answer {
  readonly status: number;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Rate = `${number}/${"second" | "minute" | "hour"}`;

export interface Endpoint {
  /** `METHOD /path/{parameter}`, as LINE's reference writes it. */
  readonly route: string;
  /** Absent: `api.line.me`. */
  readonly host?: string;
  /** Absent: 2,000 a second, LINE's limit for everything not listed. */
  readonly rate?: Rate | ((switches: MessagingSwitches) => Rate);
  /** Whose token it asks for: the Messaging API channel's, a login channel's, a person's. */
  readonly auth: "channel" | "login_channel" | "user" | "none";
  /** `json_or_none`: JSON where there is a body. `multipart` and `bytes` may be larger than 2 MB. */
  readonly body: "json" | "json_or_none" | "form" | "multipart" | "bytes" | "none";
  /** Takes `X-Line-Retry-Key`. */
  readonly retryable?: true;
  /** Called when a retry key was accepted before, as the request is refused. */
  readonly conflicted?: (call: Call) => void;
  /** Refuses what is wrong with the body alone, before a retry key is looked up. */
  readonly validate?: (call: Call) => void;
  /** A retryable one answers at once, so that no second request with its key comes between. */
  readonly handle: (call: Call) => Answer | Promise<Answer>;
}

/** Thrown to answer with an error, in LINE's words. */
export class Refusal extends Error {
  readonly answer: Answer;
  constructor(status: number, json: unknown, headers: Readonly<Record<string, string>> = {}) {
    super(`${status} ${JSON.stringify(json)}`);
    this.answer = { status, json, headers };
  }
}

/** Thrown to hang up without an answer. */
export class HangUp extends Error {}

export function refuse(status: number, message: string): never {
  throw new Refusal(status, { message });
}

/** The shape of errors at the token and login endpoints. */
export function refuseOauth(error: string, description: string): never {
  throw new Refusal(400, { error, error_description: description });
}

export interface Problem {
  readonly message: string;
  /** Absent where LINE names none. */
  readonly property?: string;
}

/** "The request body has N error(s)", with what is wrong where. */
export function refuseBody(problems: readonly Problem[]): never {
  throw new Refusal(400, { message: `The request body has ${problems.length} error(s)`, details: problems });
}

export function ok(json: unknown = {}): Answer {
  return { status: 200, json };
}

/** A path parameter of the route that matched. */
export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`The route has no {${name}}`);
  return value;
}
