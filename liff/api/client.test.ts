import { afterEach, describe, expect, it, vi } from "vitest";
import { ApiError, ask, askTimed, NetworkError } from "./client.ts";
import { openWithLine, ReopenNeeded } from "./prove.ts";
import { mayRetry } from "./retry.ts";

function answering(answer: () => Response | Promise<Response>) {
  const fetch = vi.fn(async (_: string, _init: RequestInit) => answer());
  vi.stubGlobal("fetch", fetch);
  return fetch;
}

function refusal(status: number, code: string): Response {
  return Response.json({ error: { code, message: "no" }, requestId: "r-1" }, { status });
}

afterEach(() => vi.unstubAllGlobals());

describe("asking our server", () => {
  it("sends JSON with the cookies and the id of the write, and gives back what came", async () => {
    const fetch = answering(() => Response.json({ fine: true }));
    expect(await ask("/api/till/purchases", { body: { a: 1 }, idempotencyKey: "k-1" })).toEqual({
      fine: true,
    });
    const [path, init] = fetch.mock.calls[0] ?? [];
    expect(path).toBe("/api/till/purchases");
    expect(init).toMatchObject({ method: "POST", body: '{"a":1}', credentials: "same-origin" });
    expect(new Headers(init?.headers).get("idempotency-key")).toBe("k-1");
  });

  it("leaves out of the address what is undefined", async () => {
    const fetch = answering(() => Response.json({}));
    await ask("/api/card/heartbeat", { query: { handle: undefined, after: 7 } });
    expect(fetch.mock.calls[0]?.[0]).toBe("/api/card/heartbeat?after=7");
  });

  it("asks for the language that the page speaks, not the browser's, and keeps the sentence that came", async () => {
    for (const lang of ["en", "ja"]) {
      vi.stubGlobal("document", { documentElement: { lang } });
      const fetch = answering(() => refusal(409, "points.not_enough"));
      const error = await ask("/x").catch((reason: unknown) => reason);
      expect(new Headers(fetch.mock.calls[0]?.[1].headers).get("accept-language")).toBe(lang);
      expect(error).toMatchObject({ sentence: "no" });
    }
  });

  it("turns a refusal into its code, status and request id", async () => {
    answering(() => refusal(409, "points.not_enough"));
    const error = await ask("/x").catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: "points.not_enough", status: 409, requestId: "r-1" });
  });

  it("takes a proxy's own page for a server in trouble, and asks again whatever its status", async () => {
    const strangers = [
      new Response("<h1>Bad Gateway</h1>", { status: 502 }),
      new Response("default backend - 404", { status: 404 }),
      Response.json({ message: "forbidden" }, { status: 403 }),
      Response.json({ error: { code: "not_found", message: "no" }, requestId: "r-1" }, { status: 404 }),
      Response.json({ error: { code: "scan.not_found", message: "no" } }, { status: 404 }),
      Response.json({ error: { code: "scan.not_found", message: "no" }, requestId: "" }, { status: 404 }),
      Response.json({ error: { code: "scan.not_found" }, requestId: "r-1" }, { status: 404 }),
    ];
    for (const stranger of strangers) {
      answering(() => stranger);
      const error = await ask("/x").catch((reason: unknown) => reason);
      expect(error).toMatchObject({
        ...{ code: "server.error", status: stranger.status, requestId: "", sentence: "" },
      });
      expect(mayRetry(error)).toBe(true);
    }
  });

  it("takes a good status around something that is not our answer for silence", async () => {
    for (const text of ["<h1>Welcome to the hotel</h1>", "", '"ok"', "null", "[]"]) {
      answering(() => new Response(text, { status: 200 }));
      await expect(ask("/x")).rejects.toBeInstanceOf(NetworkError);
    }
  });

  it("tells silence from refusal, and an answer cut off half way too", async () => {
    answering(() => Promise.reject(new TypeError("Failed to fetch")));
    await expect(ask("/x")).rejects.toBeInstanceOf(NetworkError);
    answering(() => new Response('{"half":'));
    await expect(ask("/x")).rejects.toBeInstanceOf(NetworkError);
  });

  it("gives up after its time and says that it was the time", async () => {
    vi.stubGlobal("fetch", (_: string, init: RequestInit) => {
      return new Promise((_resolve, reject) => {
        init.signal?.addEventListener("abort", () => reject(init.signal?.reason));
      });
    });
    const error = await ask("/x", { timeoutMs: 20 }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "NetworkError", timedOut: true });
  });

  it("measures how long the answer took", async () => {
    answering(() => new Promise((resolve) => setTimeout(() => resolve(Response.json({})), 30)));
    expect((await askTimed("/x")).rttMs).toBeGreaterThanOrEqual(25);
  });
});

describe("opening a session with LINE's proofs", () => {
  const stale = () =>
    new ApiError(401, { error: { code: "line.token_expired", message: "" }, requestId: "" });
  const proofs = () => [{ idToken: "id" }, { accessToken: "access" }];

  it("tries the next proof when the first has lapsed", async () => {
    const open = vi.fn().mockRejectedValueOnce(stale()).mockResolvedValue("session");
    const line = { proofs, loginAgain: async () => false as const };
    expect(await openWithLine(line, open)).toBe("session");
    expect(open).toHaveBeenLastCalledWith({ accessToken: "access" });
  });

  it("logs in again when none is left, and where that is impossible asks to reopen", async () => {
    const loginAgain = vi.fn(async () => false as const);
    await expect(openWithLine({ proofs, loginAgain }, () => Promise.reject(stale()))).rejects.toThrow(
      ReopenNeeded,
    );
    expect(loginAgain).toHaveBeenCalledOnce();
  });

  it("passes on a refusal that another proof would not change", async () => {
    const suspended = new ApiError(403, { error: { code: "member.suspended", message: "" }, requestId: "" });
    const open = vi.fn(() => Promise.reject(suspended));
    await expect(openWithLine({ proofs, loginAgain: async () => false }, open)).rejects.toBe(suspended);
    expect(open).toHaveBeenCalledOnce();
  });
});
