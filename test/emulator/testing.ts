import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { type Emulator, type EmulatorOptions, startEmulator } from "./index.ts";
import { sampleOptions } from "./sample.ts";

/** What the tests of the emulator share. */

export const sample = sampleOptions({ port: 0 });
export const [hanako, ichiro, sakura] = sample.users.map((user) => user.userId) as [string, string, string];
export const { channelId, channelSecret } = sample.messaging;
export const loginChannelId = "2000000002";
export const liffId = "2000000002-Card0001";

export function startSample(changes: Partial<EmulatorOptions> = {}): Promise<Emulator> {
  return startEmulator({ ...sample, ...changes });
}

export interface ReceivedWebhook {
  readonly headers: IncomingMessage["headers"];
  /** Names and values as they came, in turn. */
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

export interface WebhookReceiver {
  readonly url: string;
  readonly received: ReceivedWebhook[];
  /** What the next requests are answered with; 200 by default. `never` leaves them waiting. */
  status: number | "never";
  close(): Promise<void>;
}

/** A server that takes webhooks and remembers them. */
export async function receiveWebhooks(): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  const server = createServer(async (request, response) => {
    received.push({ headers: request.headers, rawHeaders: request.rawHeaders, body: await text(request) });
    if (receiver.status !== "never") response.writeHead(receiver.status).end();
  });
  const url = `${await listening(server)}/line/webhook`;
  const receiver: WebhookReceiver = { url, received, status: 200, close: () => closed(server) };
  return receiver;
}

/** Serves with `handle` on any port; the address is `http://127.0.0.1:{port}`. */
export async function serving(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ origin: string; close(): Promise<void> }> {
  const server = createServer(handle);
  return { origin: await listening(server), close: () => closed(server) };
}

async function listening(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server has no port");
  return `http://127.0.0.1:${address.port}`;
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
