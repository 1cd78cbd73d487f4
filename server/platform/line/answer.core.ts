/**
 * What LINE said to one request to send, in the words that matter to the sender. The kinds differ in what is known
 * afterwards: `accepted` and `refused` are final, `not_taken` is certain not to arrive, `in_doubt` may have arrived.
 */
export type Answer = Accepted | Refused | NotTaken | InDoubt;

interface Heard {
  readonly status: number | null;
  /** LINE's number of this very answer. */
  readonly requestId: string | null;
  /** LINE's words, shortened; empty where it had none. */
  readonly text: string;
}

export interface Accepted extends Heard {
  readonly kind: "accepted";
  /** At a repetition (409): LINE's number of the request it had accepted. */
  readonly acceptedRequestId: string | null;
}

export interface Refused extends Heard {
  readonly kind: "refused";
  readonly why: "unknown_user" | "reply_token" | "other";
  /** The place of the recipient that LINE objects to, where it names one. */
  readonly recipient: number | null;
}

export interface NotTaken extends Heard {
  readonly kind: "not_taken";
  readonly why:
    | "rate_limited"
    | "audience_busy"
    | "user_flooded"
    | "month_used_up"
    | "token_refused"
    | "not_allowed"
    | "no_token";
}

export interface InDoubt extends Heard {
  readonly kind: "in_doubt";
  readonly why: "no_answer" | "server_error";
}

/** A status, two headers and as much of the body as came. */
export interface RawAnswer {
  readonly status: number;
  readonly requestId: string | null;
  readonly acceptedRequestId: string | null;
  readonly body: string;
}

/**
 * Reads an answer (Messaging API reference, "Status codes" and "Retry failed API requests"). The status decides; words are
 * looked at only where one status means several things, and a body that is HTML, empty or cut off has none.
 */
export function readAnswer(raw: RawAnswer): Answer {
  const { status, requestId, acceptedRequestId, body } = raw;
  const heard = { status, requestId, text: wordsOf(body) };
  // Accepted, whatever has become of the body on its way.
  if (status >= 200 && status < 300) return { kind: "accepted", ...heard, text: "", acceptedRequestId: null };
  if (status === 409) return { kind: "accepted", ...heard, acceptedRequestId };
  if (status === 401) return { kind: "not_taken", ...heard, why: "token_refused" };
  // The channel or the account, not this message: every other one would be refused as well.
  if (status === 403) return { kind: "not_taken", ...heard, why: "not_allowed" };
  if (status === 429) return { kind: "not_taken", ...heard, why: whyTooMany(heard.text) };
  if (status === 408 || status >= 500 || status < 400)
    return { kind: "in_doubt", ...heard, why: "server_error" };
  return { kind: "refused", ...heard, ...whyRefused(heard.text) };
}

/** Nothing came: the connection failed or the time was over. */
export function noAnswer(failure: unknown): Answer {
  const text = failure instanceof Error ? `${failure.name}: ${failure.message}${causeOf(failure)}` : "failed";
  return { kind: "in_doubt", why: "no_answer", status: null, requestId: null, text: text.slice(0, textMax) };
}

function causeOf(failure: Error): string {
  return failure.cause instanceof Error ? ` (${failure.cause.message})` : "";
}

/** No request was made, for want of a channel access token. */
export function noToken(failure: unknown): Answer {
  const text = failure instanceof Error ? failure.message : String(failure);
  return {
    ...{ kind: "not_taken", why: "no_token", status: null, requestId: null },
    text: `no channel access token: ${text}`.slice(0, textMax),
  };
}

/**
 * The four kinds of 429. LINE has texts for two of them; the others are told by their subject. What says nothing that is
 * known counts as the rate: waiting is right for all of them, and it is the one that a proxy before LINE would answer too.
 */
function whyTooMany(text: string): NotTaken["why"] {
  if (/monthly limit/i.test(text)) return "month_used_up";
  if (/same (user|recipient)/i.test(text)) return "user_flooded";
  if (/audience|concurren/i.test(text)) return "audience_busy";
  return "rate_limited";
}

function whyRefused(text: string): Pick<Refused, "why" | "recipient"> {
  if (/invalid reply token|'replyToken'/i.test(text)) return { why: "reply_token", recipient: null };
  const nth = /\bto\[(\d+)\]/.exec(text)?.[1];
  if (nth !== undefined) return { why: "unknown_user", recipient: Number(nth) };
  const nobody = /failed to send messages|user id that doesn't exist|property, '?to'?,/i.test(text);
  return { why: nobody ? "unknown_user" : "other", recipient: null };
}

const textMax = 500;

/** LINE's message with its details on one line; of anything that is not LINE's JSON, what is readable. */
export function wordsOf(body: string): string {
  return (jsonWords(body) ?? plainWords(body)).slice(0, textMax);
}

function jsonWords(body: string): string | null {
  try {
    const said: unknown = JSON.parse(body);
    const message = textAt(said, "message");
    if (message === null) return null;
    const details = Object(said).details;
    const more = Array.isArray(details)
      ? details.map((one) => `${textAt(one, "property") ?? "?"}: ${textAt(one, "message") ?? "?"}`)
      : [];
    return more.length === 0 ? message : `${message} (${more.join("; ")})`;
  } catch {
    return null;
  }
}

function textAt(value: unknown, key: string): string | null {
  const found: unknown = Object(value)[key];
  return typeof found === "string" ? found : null;
}

function plainWords(body: string): string {
  return body
    .slice(0, 4_000)
    .replace(/<(script|style)[\s\S]*?<\/\1>/gi, " ")
    .replace(/<[^>]*>?/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
