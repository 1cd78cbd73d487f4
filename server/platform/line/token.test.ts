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

test("a token that LINE refused is renewed once: whoever met the same refusal a moment later gets the new one", async () => {
  const tokens = openChannelTokens(line, testClock(1_000_000));
  const issued = (access_token: string) =>
    Response.json({ token_type: "Bearer", access_token, expires_in: 900 });
  answers.push(issued("first"), issued("second"));
  expect(await tokens.current()).toBe("first");
  expect(await tokens.renew("first")).toBe("second");
  expect(await tokens.renew("first")).toBe("second");
  expect(asked).toHaveBeenCalledTimes(2);
});

test("after a failure the token endpoint is left alone for 1 second, then 2, and an old token is used as long as it lives", async () => {
  const clock = testClock(1_000_000);
  const tokens = openChannelTokens(line, clock);
  const down = () => Response.json({ message: "down" }, { status: 500 });
  answers.push(Response.json({ token_type: "Bearer", access_token: "old", expires_in: 900 }), down(), down());
  expect(await tokens.current()).toBe("old");
  clock.advanceBy(721_000);
  expect(await tokens.current()).toBe("old");
  await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(2));
  await expect(tokens.renew("old")).rejects.toThrow("500");
  expect(asked).toHaveBeenCalledTimes(2);
  clock.advanceBy(1_000);
  await expect(tokens.renew("old")).rejects.toThrow("500");
  clock.advanceBy(1_999);
  await expect(tokens.renew("old")).rejects.toThrow("500");
  expect(asked).toHaveBeenCalledTimes(3);
});
