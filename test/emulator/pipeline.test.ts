import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { hanako } from "./testing.ts";
import { hello, type Messaging, startMessaging } from "./testing-messaging.ts";

/**
 * What is refused before an endpoint is reached (Messaging API reference, Status codes and Common
 * specifications). The order of the checks is INFER; the emulator keeps to one.
 */

let it: Messaging;
const key = "123e4567-e89b-12d3-a456-426655440000";
const push = "/v2/bot/message/push";
const json = { "content-type": "application/json" };
const message = JSON.stringify({ to: hanako, messages: [hello] });

beforeEach(async () => {
  it = await startMessaging();
  vi.spyOn(console, "warn").mockReturnValue(undefined);
});

afterEach(() => {
  vi.restoreAllMocks();
  return it.emulator.close();
});

async function asked(method: string, path: string, init?: RequestInit): Promise<[number, string]> {
  const response = await it.ask(method, path, init);
  expect(response.headers.get("x-line-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  const { message: text } = await response.json();
  return [response.status, text];
}

describe("refused, from first to last", () => {
  test("404 for a path LINE does not have, 405 for another method of one it has", async () => {
    expect(await asked("POST", "/v2/bot/message/pull")).toEqual([404, "Not found"]);
    expect(await asked("GET", push)).toEqual([405, "Method not allowed"]);
  });

  test("413 above 2 MB, before the token is looked at", async () => {
    const headers = { ...json, authorization: "Bearer nobody's" };
    const sized = (bytes: number) => ({ headers, body: "x".repeat(bytes) });
    expect((await asked("POST", push, sized(2 * 1024 * 1024 + 1)))[0]).toBe(413);
    expect((await asked("POST", push, sized(2 * 1024 * 1024)))[0]).toBe(401);
  });

  test("401 in two wordings: no header, and a token that is none", async () => {
    const none = await fetch(it.emulator.origin + push, { method: "POST", headers: json, body: message });
    const text =
      "Authorization header required. Must follow the scheme, 'Authorization: Bearer <ACCESS TOKEN>'";
    expect([none.status, await none.json()]).toEqual([401, { message: text }]);
    const headers = { ...json, authorization: "Bearer nobody's" };
    const [status, words] = await asked("POST", push, { headers, body: message });
    expect([status, words.startsWith("Authentication failed.")]).toEqual([401, true]);
  });

  test("400 for a retry key where none belongs, or one that is no UUID", async () => {
    const keyed = (value: string) => ({ ...json, "x-line-retry-key": value });
    const body = JSON.stringify({ messages: [hello] });
    const validate = { headers: keyed(key), body };
    expect((await asked("POST", "/v2/bot/message/validate/push", validate))[0]).toBe(400);
    expect((await asked("POST", push, { headers: keyed("key-1"), body: message }))[0]).toBe(400);
    expect(it.emulator.deliveries()).toEqual([]);
  });

  test("415 for another type (INFER), 400 for what is no JSON object", async () => {
    const headers = { "content-type": "text/plain" };
    const words = "The content type, text/plain, is not supported";
    expect(await asked("POST", push, { headers, body: message })).toEqual([415, words]);
    const [status, text] = await asked("POST", push, { headers: json, body: "{" });
    expect(status).toBe(400);
    expect(text).toMatch(/^The request body could not be parsed as JSON \(line: \d+, column: \d+\)$/);
    expect((await asked("POST", push, { headers: json, body: "[]" }))[0]).toBe(400);
  });

  test("a POST without a body is not asked for JSON where none is needed", async () => {
    const answer = await it.ask("POST", `/v2/bot/user/${hanako}/linkToken`, { headers: json });
    expect(answer.status).toBe(200);
  });
});

describe("two requests with one key (INFER)", () => {
  const send = () => it.ask("POST", push, { headers: { ...json, "x-line-retry-key": key }, body: message });

  test("the second waits until the first is accepted, and then gets its 409 with the same messages", async () => {
    it.emulator.messaging.changeSwitches({ acceptanceMs: 150 });
    const [first, second] = await Promise.all([send(), send()]);
    expect([first.status, second.status].sort()).toEqual([200, 409]);
    const [one, other] = await Promise.all([first.json(), second.json()]);
    expect(one.sentMessages).toEqual(other.sentMessages);
    expect(it.emulator.deliveries(hanako)).toHaveLength(1);
  });

  test("or is told of the conflict at once, where a switch says so", async () => {
    it.emulator.messaging.changeSwitches({ acceptanceMs: 150, sameKeyAtOnce: "conflict" });
    const bodies = await Promise.all((await Promise.all([send(), send()])).map((each) => each.json()));
    const message = "The retry key is already accepted";
    expect(bodies).toContainEqual({ message });
    expect(it.emulator.deliveries(hanako)).toHaveLength(1);
  });

  test("with another body it is 409 too, and the log warns", async () => {
    await send();
    const other = JSON.stringify({ to: hanako, messages: [{ type: "text", text: "別" }] });
    const again = await it.ask("POST", push, { headers: { ...json, "x-line-retry-key": key }, body: other });
    expect(again.status).toBe(409);
    expect(it.emulator.messaging.warnings()).toEqual([`Retry key reused with another body: push ${key}`]);
    expect(it.emulator.deliveries(hanako)).toHaveLength(1);
  });

  test("a key is one endpoint's: a multicast with it is another request", async () => {
    await send();
    const body = JSON.stringify({ to: [hanako], messages: [hello] });
    const headers = { ...json, "x-line-retry-key": key };
    expect((await it.ask("POST", "/v2/bot/message/multicast", { headers, body })).status).toBe(200);
  });

  test("the body is checked before the key, or after it where a switch says so", async () => {
    await send();
    const headers = { ...json, "x-line-retry-key": key };
    const wrong = { headers, body: JSON.stringify({ to: hanako, messages: [] }) };
    expect((await asked("POST", push, wrong))[0]).toBe(400);
    it.emulator.messaging.changeSwitches({ retryKeyLookup: "before_body" });
    expect((await asked("POST", push, wrong))[0]).toBe(409);
  });
});
