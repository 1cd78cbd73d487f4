import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { testClock } from "../../../test/support/clock.ts";
import { openChannelTokens } from "./token.ts";

const line = {
  messagingChannelId: "2000000001",
  messagingChannelSecret: "secret",
  messagingChannelSecretOld: null,
  loginChannelSecret: null,
  loginChannelIds: [],
  liffIdCard: "",
  liffIdTill: "",
  apiBase: "https://line.invalid",
  sendRatePermille: 950,
};
const never = new Promise<Response>(() => {});
const answers: (Promise<Response> | Response)[] = [];
const asked = vi.fn(async () => answers.shift() ?? never);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  vi.stubGlobal("fetch", asked);
  asked.mockClear();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a request for a token that is never answered fails after 10 seconds, and the next one asks LINE anew", async () => {
  const clock = testClock(1_000_000);
  const tokens = openChannelTokens(line, clock);
  answers.push(never);
  const waiting = [tokens.current(), tokens.current()].map((token) =>
    expect(token).rejects.toThrow("10000 ms"),
  );
  await vi.advanceTimersByTimeAsync(10_000);
  await Promise.all(waiting);
  expect(asked).toHaveBeenCalledTimes(1);

  clock.advanceBy(10_001);
  answers.push(Response.json({ token_type: "Bearer", access_token: "fresh", expires_in: 900 }));
  expect(await tokens.current()).toBe("fresh");
  expect(await tokens.current()).toBe("fresh");
  expect(asked).toHaveBeenCalledTimes(2);
});
