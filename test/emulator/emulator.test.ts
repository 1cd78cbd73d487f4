import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PhoneState, PlatformNews } from "./control.ts";
import { destination } from "./http/hosts.ts";
import type { Emulator } from "./index.ts";
import { hanako, ichiro, liffId, loginChannelId, startSample } from "./testing.ts";
import { clientsOf, refusal, statelessToken } from "./testing-sdk.ts";

let emulator: Emulator;

beforeEach(async () => {
  emulator = await startSample();
});

afterEach(() => emulator.close());

async function door<T>(method: string, path: string, body?: unknown): Promise<T> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await fetch(emulator.origin + path, init);
  const answer: T = await response.json();
  return answer;
}

const asked: readonly [string, Record<string, string>, string, string][] = [
  ["/api.line.me/v2/profile", {}, "api.line.me", "/v2/profile"],
  ["/v2/profile", { host: "api.line.me" }, "api.line.me", "/v2/profile"],
  [
    "/liff/v1/authorize",
    { "x-forwarded-host": "access.line.me:443" },
    "access.line.me",
    "/liff/v1/authorize",
  ],
  ["/oauth2/v3/token", { host: "127.0.0.1:9100" }, "api.line.me", "/oauth2/v3/token"],
  ["/v2/bot/richmenu/richmenu-1/content", {}, "api-data.line.me", "/v2/bot/richmenu/richmenu-1/content"],
  ["/_/users", {}, "control", "/_/users"],
  ["/chat", {}, "phone", "/chat"],
];

test.each(asked)("%s asked of %j is %s %s", (path, headers, host, rest) => {
  expect(destination(path, new Headers(headers))).toEqual({ host, path: rest });
});

test("with a port of its own the data host takes its paths, and the other one has them no more", async () => {
  const apart = await startSample({ dataPort: 0 });
  const path = "/v2/bot/richmenu/richmenu-0/content";
  const headers = { authorization: `Bearer ${await statelessToken(apart)}` };
  const asked = async (origin: string) => (await fetch(origin + path, { headers })).json();
  expect(apart.dataOrigin).not.toBe(apart.origin);
  expect(await asked(apart.dataOrigin)).toMatchObject({ message: "richmenu not found" });
  expect(await asked(apart.origin)).toEqual({ message: "Not found" });
  expect((await fetch(`${apart.dataOrigin}/v2/bot/info`, { headers })).status).toBe(404);
  await apart.close();
});

describe("the doors", () => {
  test("a person follows, writes, taps and blocks", async () => {
    const followed = await door<PhoneState>("POST", `/_/phone/${ichiro}/follow`, {});
    expect(followed.user.friend).toBe("friend");
    expect(followed.messages).toMatchObject([{ from: "account", via: "manager" }]);
    await door("POST", `/_/phone/${ichiro}/say`, { text: "残高" });
    await door("POST", `/_/phone/${ichiro}/postback`, { data: "a=1", displayText: "使う" });
    const { messages } = await door<PhoneState>("GET", `/_/phone/${ichiro}`);
    expect(messages.map(({ message }) => message.text)).toEqual([expect.any(String), "残高", "使う"]);
    expect((await door<PhoneState>("POST", `/_/phone/${ichiro}/block`)).user.friend).toBe("blocked");
  });

  test("what is wrong is said with a 4xx", async () => {
    const status = async (path: string, body: unknown) =>
      (await fetch(emulator.origin + path, { method: "POST", body: JSON.stringify(body) })).status;
    expect(await status("/_/phone/U0/say", { text: "x" })).toBe(404);
    expect(await status(`/_/phone/${hanako}/say`, {})).toBe(400);
    expect(await status("/_/faults", { endpoint: "*", kind: "fire" })).toBe(400);
    expect(await status("/_/nothing", {})).toBe(404);
    const unknownApp = { userId: hanako, liffUrl: "https://liff.line.me/1-a", in: "liff" };
    expect(await status("/_/liff/open", unknownApp)).toBe(404);
  });

  test("a LIFF URL opens at the name the emulator is asked by", async () => {
    const body = { userId: hanako, liffUrl: `https://liff.line.me/${liffId}/a?b=1#c`, in: "external" };
    const { url } = await door<{ url: string }>("POST", "/_/liff/open", body);
    expect(url).toBe(`${emulator.origin}/liff.line.me/${liffId}/a?b=1&__user=${hanako}&__in=external#c`);
  });

  test("settings, faults and the clock are turned from outside", async () => {
    expect(await door("PATCH", "/_/settings", { monthlyLimit: 5 })).toMatchObject({ monthlyLimit: 5 });
    await door("POST", "/_/faults", { endpoint: "*", kind: "error_500", times: 1 });
    expect(await door("GET", "/_/faults")).toHaveLength(1);
    const { nowMs } = await door<{ nowMs: number }>("POST", "/_/clock", { advanceMs: 86_400_000 });
    expect(nowMs).toBeGreaterThan(Date.now() + 86_000_000);
  });

  test("the stream tells what changed", async () => {
    const response = await fetch(`${emulator.origin}/_/events`);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    emulator.say(hanako, "残高");
    const { value = "" } = (await reader?.read()) ?? {};
    const news: PlatformNews = JSON.parse(value.split("\n")[0]?.slice("data: ".length) ?? "");
    expect(news).toEqual({ kind: "chat", userId: hanako });
    await reader?.cancel();
  });
});

test("the phone page is served from its folder, and nothing outside of it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "emulator-"));
  await mkdir(join(folder, "phone"));
  await writeFile(join(folder, "secret.txt"), "secret");
  await writeFile(join(folder, "phone", "index.html"), "<title>phone</title>");
  await writeFile(join(folder, "phone", "main.js"), "start()");
  const other = await startSample({ phoneDir: join(folder, "phone") });
  const got = async (path: string) => {
    const response = await fetch(other.origin + path);
    return [response.status, response.headers.get("content-type"), await response.text()];
  };
  expect(await got("/")).toEqual([200, "text/html; charset=utf-8", "<title>phone</title>"]);
  expect(await got("/chat/1")).toEqual(await got("/"));
  expect(await got("/main.js")).toEqual([200, "text/javascript; charset=utf-8", "start()"]);
  expect((await got("/%2e%2e%2fsecret.txt"))[0]).toBe(404);
  expect((await got("/%E0%A4%A.js"))[0]).toBe(404);
  await other.close();
  await rm(folder, { recursive: true });
});

test("a restart keeps friends, chats, tokens, retry keys and the signing key", async () => {
  const folder = await mkdtemp(join(tmpdir(), "emulator-"));
  const stateFile = join(folder, "state.json");
  const key = "123e4567-e89b-12d3-a456-426655440000";
  const messages = [{ type: "text" as const, text: "こんにちは" }];
  const first = await startSample({ stateFile });
  const token = await statelessToken(first);
  first.follow(ichiro);
  await clientsOf(first, token).line.pushMessage({ to: ichiro, messages }, key);
  const idToken = await first.issueIdToken({ userId: ichiro, channelId: loginChannelId });
  await first.close();

  const second = await startSample({ stateFile });
  expect(second.users().find(({ userId }) => userId === ichiro)?.friend).toBe("friend");
  expect(second.chat(ichiro).map(({ via }) => via)).toEqual(["manager", "push"]);
  const again = await refusal(clientsOf(second, token).line.pushMessage({ to: ichiro, messages }, key));
  expect(again.status).toBe(409);
  const verified = await fetch(`${second.origin}/oauth2/v2.1/verify`, {
    method: "POST",
    body: new URLSearchParams({ id_token: idToken, client_id: loginChannelId }),
  });
  expect(verified.status).toBe(200);
  await second.close();
  await rm(folder, { recursive: true });
});
