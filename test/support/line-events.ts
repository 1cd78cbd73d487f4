import { createHmac } from "node:crypto";
import { shop } from "../demo/shop.ts";
import { webhookJson } from "../emulator/webhooks.ts";

/** Webhooks made by hand, for what no emulated person does. */

export const lineUser = (n: number): string => `U${String(n).padStart(32, "0")}`;
export const eventId = (n: number): string => `01HMQGW40RZJPJM3RAJ${String(n).padStart(7, "0")}`;

export interface Told {
  readonly n: number;
  readonly type: string;
  readonly userId?: string;
  readonly atMs?: number;
  readonly more?: object;
}

export function lineEvent({ n, type, userId, atMs = 1000 + n, more = {} }: Told): object {
  const source = userId === undefined ? {} : { source: { type: "user", userId } };
  const common = { mode: "active", timestamp: atMs, webhookEventId: eventId(n), ...source };
  return { type, ...common, deliveryContext: { isRedelivery: false }, ...more };
}

/** A body as LINE writes it, emoji escaped. */
export function webhookBody(...events: unknown[]): string {
  return webhookJson({ destination: "U8e742f61d673b39c7fff3cecb7536ef0", events });
}

export function signatureOf(body: string, secret: string = shop.messaging.channelSecret): string {
  return createHmac("sha256", secret).update(body).digest("base64");
}
