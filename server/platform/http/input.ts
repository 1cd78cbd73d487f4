import type { z } from "zod";
import { Refusal } from "../../../shared/errors.ts";
import type { Web } from "./web.ts";

/** All that is looked at here; other contexts than our pages' have it too. */
type Asking = Pick<Web, "req">;

/** No request of ours is longer; LINE's webhooks have a limit of their own. */
const bodyBytesMax = 64 * 1024;

/** The body's bytes, refused before they are read when they are announced as too many, and while reading otherwise. */
export async function bodyBytes(c: Asking, bytesMax = bodyBytesMax): Promise<Uint8Array<ArrayBuffer>> {
  const announced = c.req.header("content-length");
  if (announced !== undefined) {
    if (!(Number(announced) <= bytesMax)) throw tooLarge(bytesMax);
    // The runtime lets no more through than was announced, and reading it whole is several times quicker.
    return new Uint8Array(await c.req.arrayBuffer());
  }
  const body = c.req.raw.body;
  if (body === null) return new Uint8Array(0);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.byteLength;
    if (size > bytesMax) throw tooLarge(bytesMax);
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

function tooLarge(bytesMax: number): Refusal {
  return new Refusal("request.too_large", { bytesMax });
}

/** The body as the schema says, or a refusal that names each wrong field. */
export async function jsonBody<S extends z.ZodType>(
  c: Asking,
  schema: S,
  bytesMax = bodyBytesMax,
): Promise<z.infer<S>> {
  const text = Buffer.from(await bodyBytes(c, bytesMax)).toString("utf8");
  return checked(schema, parseJson(text));
}

export function checked<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Refusal("request.invalid", {
    fields: result.error.issues.slice(0, 20).map((issue) => ({
      field: issue.path.join(".") || (issue.code === "unrecognized_keys" ? issue.keys.join(",") : ""),
      problem: issue.message,
    })),
  });
}

function parseJson(text: string): unknown {
  try {
    return text === "" ? {} : JSON.parse(text, withoutNul);
  } catch (failure) {
    if (failure instanceof Refusal) throw failure;
    throw new Refusal("request.invalid", { fields: [{ field: "", problem: "the body is not JSON" }] });
  }
}

/** PostgreSQL's text has no NUL, and nobody types one. */
function withoutNul(field: string, value: unknown): unknown {
  if (typeof value !== "string" || !value.includes("\0")) return value;
  throw new Refusal("request.invalid", { fields: [{ field, problem: "a NUL in a text" }] });
}

/** The client's own id of this write, made before it was sent. */
export function idempotencyKey(c: Asking): string {
  const key = c.req.header("idempotency-key") ?? "";
  if (key === "") throw new Refusal("idempotency.missing");
  if (!/^[\x21-\x7e]{8,100}$/.test(key)) {
    throw new Refusal("request.invalid", {
      fields: [{ field: "Idempotency-Key", problem: "8 to 100 printable characters" }],
    });
  }
  return key;
}
