/**
 * LINE as fast as it can be: `outbox-line.ts` answers every send with 200 at once, and knows tokens and a plan without a limit.
 * Not the emulator, which validates, delivers and records: beside it nobody could tell the sender's own costs.
 */
import { createServer } from "node:http";

const answers: Readonly<Record<string, string>> = {
  "/oauth2/v3/token": '{"token_type":"Bearer","access_token":"bench","expires_in":900}',
  "/v2/bot/message/quota": '{"type":"none"}',
  "/v2/bot/message/quota/consumption": '{"totalUsage":0}',
};
const sent = '{"sentMessages":[{"id":"461230966842064897","quoteToken":"IStG5h1Tz7b"}]}';

const server = createServer((request, response) => {
  // The whole request is read, as LINE would.
  request.resume();
  request.once("end", () => {
    const body = answers[request.url ?? ""] ?? sent;
    response.writeHead(200, {
      "content-type": "application/json",
      "content-length": body.length,
      "x-line-request-id": "123e4567-e89b-12d3-a456-426655440002",
    });
    response.end(body);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") process.send?.(address.port);
});
process.once("disconnect", () => process.exit(0));
