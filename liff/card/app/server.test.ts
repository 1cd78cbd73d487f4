import { afterEach, expect, it, vi } from "vitest";
import { cardServer } from "./server.ts";

afterEach(() => vi.unstubAllGlobals());

it("sends no id with what says the same twice: joining, enrolling, leaving", async () => {
  const fetch = vi.fn(async (_path: string, _init: RequestInit) => Response.json({}));
  vi.stubGlobal("fetch", fetch);
  await cardServer.join({ termsVersion: "1", acceptTerms: true, acceptData: true, language: "ja" });
  await cardServer.enroll({ pub: "p", deviceId: "d" });
  await cardServer.leave({});
  expect(fetch.mock.calls.map(([path]) => path)).toEqual([
    "/api/card/join",
    "/api/card/enroll",
    "/api/card/leave",
  ]);
  for (const [, init] of fetch.mock.calls)
    expect(new Headers(init.headers).has("idempotency-key")).toBe(false);
});
