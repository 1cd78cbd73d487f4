import { isJsonObject } from "../json.ts";
import { type Call, type Endpoint, refuse } from "./call.ts";

type Bodies = Pick<Call, "json" | "form" | "multipart">;

export const noBodies: Bodies = { json: {}, form: new URLSearchParams(), multipart: new FormData() };

/** The body of a call in the form its endpoint takes; 415 for another type, 400 for what cannot be read. */
export async function parsedBody(call: Call, endpoint: Endpoint): Promise<Bodies> {
  const { body } = endpoint;
  if (body === "form") return { ...noBodies, form: new URLSearchParams(textOf(call.bytes)) };
  if (body === "multipart") return { ...noBodies, multipart: await parsedParts(call) };
  const empty = call.bytes.byteLength === 0;
  if (body === "json" || (body === "json_or_none" && !empty)) return { ...noBodies, json: parsedJson(call) };
  return noBodies;
}

async function parsedParts(call: Call): Promise<FormData> {
  const contentType = typeIn(call, /^multipart\/form-data\b/i);
  const read = new Response(new Uint8Array(call.bytes), { headers: { "content-type": contentType } });
  return read.formData().catch(() => refuse(400, "The multipart request could not be parsed"));
}

function parsedJson(call: Call): Call["json"] {
  typeIn(call, /^application\/json\b/i);
  const json = jsonIn(textOf(call.bytes));
  if (!isJsonObject(json)) refuse(400, "The request body could not be parsed as JSON (line: 1, column: 1)");
  return json;
}

/** The text is the reference's, the status is not (INFER). */
function typeIn(call: Call, wanted: RegExp): string {
  const contentType = call.headers.get("content-type") ?? "";
  if (!wanted.test(contentType)) refuse(415, `The content type, ${contentType}, is not supported`);
  return contentType;
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const where = /line (\d+) column (\d+)/.exec(error instanceof Error ? error.message : "");
    const at = `(line: ${where?.[1] ?? 1}, column: ${where?.[2] ?? 1})`;
    return refuse(400, `The request body could not be parsed as JSON ${at}`);
  }
}
