/**
 * LINE as fast as it can be, which remembers whom it was asked to send to: every send is answered with 200 at once, and whoever
 * is named a second time is counted. What comes with the floor's token is read in the same way and not remembered.
 */
import { createServer } from "node:http";

const answers: Readonly<Record<string, string>> = {
  "/oauth2/v3/token": '{"token_type":"Bearer","access_token":"bench","expires_in":900}',
  "/v2/bot/message/quota": '{"type":"none"}',
  "/v2/bot/message/quota/consumption": '{"totalUsage":0}',
};

const told = new Map<string, number>();

function remember(body: string): void {
  const to: unknown = Object(JSON.parse(body)).to;
  for (const id of Array.isArray(to) ? to : [to]) told.set(String(id), (told.get(String(id)) ?? 0) + 1);
}

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.once("end", () => {
    const url = request.url ?? "";
    const known = answers[url];
    if (known === undefined) {
      const body = Buffer.concat(parts).toString("utf8");
      if (request.headers.authorization === "Bearer bench") remember(body);
      else JSON.parse(body);
    }
    response.writeHead(200, {
      "content-type": "application/json",
      "x-line-request-id": "123e4567-e89b-12d3-a456-426655440002",
    });
    response.end(known ?? "{}");
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") process.send?.(address.port);
});
process.on("message", () => {
  const duplicates = [...told.values()].filter((times) => times > 1).length;
  process.send?.({ people: told.size, duplicates });
  told.clear();
});
process.once("disconnect", () => process.exit(0));
