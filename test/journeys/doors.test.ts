import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf } from "../support/browser-like.ts";
import { everything, refuses } from "../support/evidence.ts";
import type { Phone, Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

/** What every door refuses before it asks what somebody wanted. */
let world: World;
let phone: Phone;
let till: Till;
beforeAll(async () => {
  world = await openWorld();
  phone = await world.member("佐藤 花子");
  till = await world.staff("糸井 あかり");
});
afterAll(() => world.close());

describe("a request that changes something", () => {
  test.each([
    ["from another site", "https://evil.example"],
    ["from a page in a sandbox", "null"],
    ["from a site whose address begins like ours", "http://127.0.0.1:1.evil.example"],
  ])("%s is refused", async (_, origin) => {
    const asked = { path: "/api/card/leave", body: {}, status: 403, code: "request.origin" } as const;
    await refuses(world, { ...asked, client: phone.client, headers: { origin } });
    await refuses(world, { ...asked, client: till.client, path: "/api/till/signout", headers: { origin } });
  });

  test("without an Origin is refused, also as DELETE, PUT and PATCH", async () => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const answer = await raw({ method, path: "/api/card/leave" });
      expect([answer.status, answer.code]).toEqual([403, "request.origin"]);
    }
  });
});

describe("a session", () => {
  test("of a member opens nothing at the till, nor the other way round", async () => {
    await refuses(world, missing({ client: phone.client, method: "GET", path: "/api/till/me" }));
    await refuses(world, missing({ client: phone.client, path: "/api/till/scans", body: {} }));
    await refuses(world, missing({ client: till.client, method: "GET", path: "/api/card/home" }));
  });

  test("of a member under the name of the till's cookie is no session of the till", async () => {
    const secret = phone.client.cookies.get("goen-card") ?? "";
    const client = clientOf(world.origin);
    client.cookies.set("goen-till", secret);
    const asked = { client, method: "GET", path: "/api/till/me", status: 401 } as const;
    await refuses(world, { ...asked, code: "session.expired" });
  });

  test.each([
    "forged",
    "../../etc/passwd",
    "%00",
    "'; DROP TABLE session; --",
  ])("made up as %s is none", async (secret) => {
    const client = clientOf(world.origin);
    client.cookies.set("goen-card", encodeURIComponent(secret));
    const asked = { client, method: "GET", path: "/api/card/home", status: 401 } as const;
    await refuses(world, { ...asked, code: "session.expired" });
  });

  test("ends 12 h after it was last used", async () => {
    const client = clientOf(world.origin);
    await client.ok("POST", "/api/card/session", { body: { idToken: await phone.idToken() } });
    world.clock.advanceBy(11 * 3_600_000);
    await client.ok("GET", "/api/card/home");
    world.clock.advanceBy(11 * 3_600_000);
    await client.ok("GET", "/api/card/home");
    world.clock.advanceBy(12 * 3_600_000);
    const asked = { client, method: "GET", path: "/api/card/home", status: 401 } as const;
    await refuses(world, { ...asked, code: "session.expired" });
    await phone.signIn();
    await till.signIn();
    await (await world.owner()).signIn();
  });

  function missing(asked: { client: Phone["client"]; method?: string; path: string; body?: unknown }) {
    return { ...asked, status: 401, code: "session.missing" as const };
  }
});

describe("a body", () => {
  const path = "/api/till/scans";

  test.each([
    ["that is no JSON", '{"code":'],
    ["that is JSON but no object", '["7035"]'],
    ["that is a text", '"7035"'],
    ["of null", "null"],
    ["of nothing", ""],
  ])("%s is refused", async (_, body) => {
    await refuses(world, { client: till.client, path, body, status: 400, code: "request.invalid" });
  });

  test.each([
    ["an unknown field", { code: "x", source: "camera", till: 1 }, "till"],
    ["a missing field", { code: "x" }, "source"],
    ["a value nobody knows", { code: "x", source: "telepathy" }, "source"],
    ["a number for a text", { code: 7, source: "camera" }, "code"],
    ["201 characters where 200 are the most", { code: "7".repeat(201), source: "camera" }, "code"],
    ["a NUL in a text", { code: "7\u0000", source: "camera" }, "code"],
  ])("with %s is refused by the field's name", async (_, body, field) => {
    const asked = { client: till.client, path, body, status: 400, code: "request.invalid" } as const;
    expect(await refuses(world, asked)).toEqual({ fields: [expect.objectContaining({ field })] });
  });

  test("of 10 MB is refused with 413 whether or not it says so, and the server goes on", async () => {
    const before = await everything(world);
    const announced = await raw({ method: "POST", path, body: 10_000_000, announce: true });
    expect([announced.status, announced.code]).toEqual([413, "request.too_large"]);
    const silent = await raw({ method: "POST", path, body: 10_000_000, announce: false });
    expect([silent.status, silent.code]).toEqual([413, "request.too_large"]);
    expect(await everything(world)).toEqual(before);
    await till.client.ok("GET", "/api/till/me");
  });

  test("with text that has half a character or a NUL in it is taken or refused, and never a failure of ours", async () => {
    const sold = await till.sell((await till.scan(await phone.code())).scanId, 500);
    const path = `/api/till/purchases/${sold.purchaseId}/void`;
    const body = { reason: "NUL \u0000" };
    const asked = { client: till.client, path, body, key: "nul-in-reason" };
    await refuses(world, { ...asked, status: 400, code: "request.invalid" });
    const half = { ...asked, key: "half-in-reason", body: '{"reason":"half \\ud83e"}' };
    expect(await till.client.ok("POST", path, half)).toMatchObject({ status: "voided" });
  });
});

describe("an address", () => {
  test.each([
    ["GET", "/"],
    ["GET", "/api"],
    ["GET", "/api/card/nothing"],
    ["GET", "/api/till/purchases/01ARZ3NDEKTSV4RRFFQ69G5FAV/nothing"],
    ["POST", "/api/card/nothing"],
    ["GET", "/assets/../../package.json"],
    ["GET", "/assets/%2e%2e/%2e%2e/package.json"],
    ["GET", "/line/nothing"],
  ])("%s %s that does not exist is 404 in our words", async (method, path) => {
    await refuses(world, { client: till.client, method, path, status: 404, code: "request.not_found" });
  });

  test.each([
    ["PUT", "/api/till/me"],
    ["DELETE", "/api/till/purchases"],
    ["PATCH", "/api/card/home"],
    ["GET", "/api/card/leave"],
    ["POST", "/api/card/history"],
    ["GET", "/line/webhook"],
  ])("%s %s is 405: the address exists, but not with that method", async (method, path) => {
    await refuses(world, { client: phone.client, method, path, status: 405, code: "request.method" });
  });

  test.each([
    "/api/till/purchases/%00",
    "/api/till/purchases/%E0%A4%A",
    "/api/till/purchases?date=2026-02-31x",
    "/api/till/purchases?before=%00",
    "/api/till/purchases?date=%00",
    "/api/card/history?before=-1",
    "/api/card/history?before=1.5",
    "/api/card/history?before=abc",
    "/api/card/heartbeat?handle=%00",
    "/api/card/heartbeat?after=1e99",
  ])("GET %s with nonsense in it is a 4xx with words", async (path) => {
    const client = path.includes("/card/") ? phone.client : till.client;
    const before = await everything(world);
    const met = await client.refused("GET", path);
    expect(met.status).toBeGreaterThanOrEqual(400);
    expect(met.status).toBeLessThan(500);
    expect(met.error.message).not.toBe("");
    expect(await everything(world)).toEqual(before);
  });

  test("a method that HTTP does not know is refused, and the server goes on", async () => {
    expect((await raw({ method: "BREW", path: "/api/till/me" })).status).toBe(400);
    await till.client.ok("GET", "/api/till/me");
  });

  test("every answer has a request id, and a refusal names it in its body", async () => {
    const answer = await till.client.ask<{ requestId: string }>("GET", "/api/nothing");
    expect(answer.headers.get("x-request-id")).toBe(answer.body.requestId);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });
});

interface Raw {
  readonly method: string;
  readonly path: string;
  /** So many bytes of body, announced or in chunks. */
  readonly body?: number;
  readonly announce?: boolean;
}

/** A request as no browser would send it. */
function raw({ method, path, body = 0, announce = true }: Raw): Promise<{ status: number; code: string }> {
  const chunk = Buffer.alloc(100_000, "x");
  const cookie = [...till.client.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const origin = body === 0 ? {} : { origin: world.origin };
  const length = body > 0 && announce ? { "content-length": String(body) } : {};
  return new Promise((resolve, reject) => {
    const sent = request(`${world.origin}${path}`, { method, headers: { cookie, ...origin, ...length } });
    sent.once("error", reject);
    sent.once("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      response.once("end", () => {
        sent.destroy();
        resolve({ status: response.statusCode ?? 0, code: /"code":"([a-z_.]+)"/.exec(text)?.[1] ?? "" });
      });
    });
    // A server that refuses at once may close while we still write; what it answered is what counts.
    let left = body;
    const write = (): void => {
      while (left > 0 && !sent.destroyed) {
        left -= chunk.length;
        if (!sent.write(chunk)) {
          sent.once("drain", write);
          return;
        }
      }
      sent.end();
    };
    write();
  });
}
