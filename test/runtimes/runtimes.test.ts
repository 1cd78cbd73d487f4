import { afterAll, beforeAll, expect, test } from "vitest";
import { dryRunDeploy } from "./deployed-worker.ts";
import { type RuntimeShop, shopOnNode, shopOnWorkers } from "./shops.ts";
import { tellStory } from "./story.ts";

let onNode: RuntimeShop | undefined;
let onWorkers: RuntimeShop | undefined;
afterAll(() => Promise.all([onNode?.close(), onWorkers?.close()]));

let fromNode: readonly unknown[];
let fromWorkers: readonly unknown[];
beforeAll(async () => {
  const { script } = await dryRunDeploy();
  [onNode, onWorkers] = await Promise.all([shopOnNode(), shopOnWorkers(script)]);
  [fromNode, fromWorkers] = await Promise.all([tellStory(onNode), tellStory(onWorkers)]);
});

test("Node with SQLite and workerd with D1 answer more than 60 requests the same, word by word", () => {
  expect(fromNode.length).toBeGreaterThan(60);
  expect(fromWorkers).toEqual(fromNode);
});

test("what they agree on is what was meant: one sale and its undoing, refusals, and each message once", () => {
  for (const expected of [
    { what: "card: POST /api/card/enroll", status: 201, body: { kid: 1 } },
    { what: "till: POST /api/till/scans", status: 201, body: { scopes: ["earn"], points: { balance: 0 } } },
    {
      what: "till: POST /api/till/purchases",
      status: 201,
      body: { pointsEarned: 12, points: { balance: 12 } },
    },
    { what: "till: POST /api/till/purchases", status: 201, body: { pointsUsed: 10, points: { balance: 6 } } },
    {
      what: "till: POST /api/till/purchases",
      status: 422,
      body: { error: { code: "idempotency.mismatch" } },
    },
    { what: "till: POST /api/till/purchases", status: 413, body: { error: { code: "request.too_large" } } },
    { what: "card: POST /api/card/session", status: 401, body: { error: { code: "line.token_invalid" } } },
    { what: "console: POST /api/console/keys", status: 201, body: { key: { status: "active" } } },
    { what: "pos: POST /api/v1/purchases", status: 201, body: { pointsEarned: 20 } },
    {
      what: "pos: POST /api/v1/purchases",
      status: 409,
      body: { error: { code: "purchase.receipt_used" } },
    },
    { what: "pos: POST /api/v1/holds", status: 409, body: { error: { code: "card.wrong_purpose" } } },
    { what: "pos: POST /api/v1/holds", status: 201, body: { status: "open", points: 10 } },
    { what: "pos: POST /api/v1/adjustments", status: 201, body: { points: 5 } },
    { what: "pos: GET /api/v1/stores", status: 401, body: { error: { code: "key.revoked" } } },
    { what: "pos: DELETE /api/v1/purchases", status: 405 },
    { what: "GET /docs/api", status: 200, length: true },
    { what: "webhook with another's signature", status: 401, body: { error: { code: "webhook.signature" } } },
    { what: "webhook well signed", status: 200 },
    { what: "delivered", keys: 3 },
  ]) {
    expect(fromWorkers).toContainEqual(expect.objectContaining(nested(expected)));
  }
});

/** Matches objects by the fields that are given, at every depth. */
function nested(expected: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(expected).map(([key, value]) => [
    key,
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? expect.objectContaining(nested({ ...value }))
      : value,
  ]);
  return Object.fromEntries(entries);
}
