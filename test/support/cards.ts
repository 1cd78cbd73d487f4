import { codeOf, damm, type Purpose, stepAt } from "../../shared/card/code.ts";
import type { Client } from "./browser-like.ts";
import { enrollWith, type Till } from "./people.ts";

/** A card on one device, which keeps the key it was given whatever other devices do. */
export interface Card {
  readonly handle: string;
  code(purpose: Purpose, atMs: number): Promise<string>;
}

export async function cardOn(client: Client, deviceId: string): Promise<Card> {
  const { enrolled, sign } = await enrollWith(client, deviceId.padEnd(16, "-"));
  const { handle } = enrolled;
  return { handle, code: (purpose, atMs) => codeOf(sign, purpose, handle, stepAt(purpose, atMs)) };
}

/** The same code with another proof in it, and a check digit that is right. */
export function withWrongProof(code: string): string {
  const last = (Number(code.charAt(18)) + 1) % 10;
  const body = `${code.slice(0, 18)}${last}`;
  return `${body}${damm(body)}`;
}

/** A well-formed code of a card that does not exist; `n` makes it another one. */
export function unknownCode(n: number): string {
  const body = `79${String(n).padStart(9, "0")}12345678`;
  return `${body}${damm(body)}`;
}

/** How a till answers a code, as one word: `ok`, or the code of the refusal. */
export async function reading(till: Till, code: string, intent?: "earn" | "spend"): Promise<string> {
  const body = { code, source: "camera", ...(intent === undefined ? {} : { intent }) };
  const answer = await till.client.ask<{ error?: { code: string } }>("POST", "/api/till/scans", { body });
  return answer.body.error?.code ?? "ok";
}
