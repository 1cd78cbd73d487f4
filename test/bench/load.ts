import { connect, type Socket } from "node:net";

/** One request, ready to be sent: bytes, because a client that costs more than the server would measure itself. */
export type Request = Buffer;

export interface LoadResult {
  readonly perSecond: number;
  readonly latenciesMs: readonly number[];
  /** Answers that were not 2xx, with one example. */
  readonly failures: number;
  readonly firstFailure: string | null;
}

export function postRequest(
  port: number,
  path: string,
  headers: Record<string, string>,
  body: string,
): Request {
  const lines = [
    `POST ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    "",
    body,
  ];
  return Buffer.from(lines.join("\r\n"));
}

/** Sends each queue's requests one after another over a connection of its own, all queues at once. */
export async function load(port: number, queues: readonly (readonly Request[])[]): Promise<LoadResult> {
  const connections = await Promise.all(queues.map(() => open(port)));
  const latenciesMs: number[] = [];
  let failures = 0;
  let firstFailure: string | null = null;
  const startedMs = performance.now();
  await Promise.all(
    queues.map(async (queue, index) => {
      const connection = connections[index];
      if (connection === undefined) return;
      for (const request of queue) {
        const sentMs = performance.now();
        const answer = await connection.ask(request);
        latenciesMs.push(performance.now() - sentMs);
        if (!/^HTTP\/1\.1 2/.test(answer)) {
          failures += 1;
          firstFailure ??= answer;
        }
      }
    }),
  );
  const seconds = (performance.now() - startedMs) / 1000;
  for (const { socket } of connections) socket.destroy();
  return { perSecond: latenciesMs.length / seconds, latenciesMs, failures, firstFailure };
}

interface Connection {
  readonly socket: Socket;
  ask(request: Request): Promise<string>;
}

/** A keep-alive connection that knows just enough HTTP to tell where an answer with a Content-Length ends. */
function open(port: number): Promise<Connection> {
  return new Promise((ready, failed) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    let received = "";
    let answered: ((answer: string) => void) | null = null;
    socket.setEncoding("latin1");
    socket.on("data", (chunk) => {
      received += chunk;
      const headEnd = received.indexOf("\r\n\r\n");
      if (headEnd < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? Number.NaN);
      if (Number.isNaN(length))
        throw new Error(`an answer without Content-Length: ${received.slice(0, 200)}`);
      if (received.length < headEnd + 4 + length) return;
      const answer = received;
      received = "";
      answered?.(answer);
    });
    socket.once("error", failed);
    socket.once("connect", () =>
      ready({
        socket,
        ask: (request) =>
          new Promise((resolve) => {
            answered = resolve;
            socket.write(request);
          }),
      }),
    );
  });
}

/** The value below which the share of the sorted values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
