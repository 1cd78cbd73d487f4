import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchChromium } from "../browser/chromium.ts";
import type { Emulator } from "./index.ts";
import { isJsonObject } from "./json.ts";
import { type LiffPage, type OpenApp, openInFrame, serveLiffPage } from "./liff-fixture.ts";
import { sampleOptions } from "./sample.ts";
import { hanako, ichiro, liffId, loginChannelId, sakura, startSample } from "./testing.ts";

let browser: Browser;
let app: LiffPage;
let emulator: Emulator;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [browser, app] = await Promise.all([launchChromium(), serveLiffPage()]);
}, 60_000);

beforeEach(async () => {
  emulator = await startSample(sampleOptions({ port: 0, endpointUrl: `${app.origin}/card` }));
  app.useEmulator(emulator.origin);
  context = await browser.newContext();
  page = await context.newPage();
});

afterEach(async () => {
  await context.close();
  await emulator.close();
});

afterAll(async () => {
  await browser?.close();
  await app?.close();
});

/** Presses the way through login and consent as `userId`, and waits for the app to be there again. */
async function loginAs(userId: string, path = "/card"): Promise<void> {
  await page.goto(app.origin + path);
  expect(await page.evaluate("app.init")).toBe("ready");
  await page.evaluate("app.liff.login({ redirectUri: location.href })");
  await page.getByRole("button", { name: "許可する" }).waitFor();
  await page.check(`input[value="${userId}"]`);
  await page.getByRole("button", { name: "許可する" }).click();
  await page.waitForURL(/[?&]code=/);
}

describe("in a browser outside LINE", () => {
  test("login leaves for LINE and returns to the same page with an ID token the SDK verifies", async () => {
    await loginAs(hanako, "/card/coupon?store=shibuya");
    expect(await page.evaluate("app.init")).toBe("ready");
    expect(page.url()).toContain("/card/coupon?store=shibuya");
    expect(await page.evaluate("app.liff.isLoggedIn()")).toBe(true);
    expect(await page.evaluate("app.liff.isInClient()")).toBe(false);
    expect(await page.evaluate("app.liff.getDecodedIDToken()")).toMatchObject({
      ...{ iss: "https://access.line.me", sub: hanako, aud: loginChannelId, name: "佐藤 花子" },
    });
    expect(await page.evaluate("app.liff.getProfile()")).toMatchObject({ userId: hanako });
    expect(await page.evaluate("app.liff.getFriendship()")).toEqual({ friendFlag: true });
    const calls = emulator.calls("/oauth2/v2.1/token");
    expect(calls.map((call) => call.status)).toEqual([200]);
    expect(calls[0]?.body).toMatchObject({ client_id: loginChannelId, appId: liffId });
  });

  test("a code is good once", async () => {
    await loginAs(hanako);
    await page.evaluate("app.init");
    const [call] = emulator.calls("/oauth2/v2.1/token");
    const fields = isJsonObject(call?.body) ? Object.entries(call.body) : [];
    const again = await fetch(`${emulator.origin}/oauth2/v2.1/token`, {
      method: "POST",
      body: new URLSearchParams(fields.map(([name, value]) => [name, String(value)])),
    });
    expect(again.status).toBe(400);
    expect(await again.json()).toMatchObject({ error: "invalid_grant" });
  });

  test("who is logged in and has agreed before is not asked again", async () => {
    await loginAs(hanako);
    await page.evaluate("app.init");
    await page.evaluate("app.liff.logout()");
    await page.goto(`${app.origin}/card/again`);
    await page.evaluate("app.init");
    await page.evaluate("app.liff.login({ redirectUri: location.href })");
    await page.waitForURL(/card\/again\?code=/);
    expect(await page.evaluate("app.init.then(() => app.liff.getDecodedIDToken().sub)")).toBe(hanako);
  });

  test("cancelling makes init fail with access_denied", async () => {
    await page.goto(`${app.origin}/card`);
    await page.evaluate("app.init");
    await page.evaluate("app.liff.login()");
    await page.getByRole("button", { name: "キャンセル" }).click();
    await page.waitForURL(/liffOAuth2Error=true/);
    expect(await page.evaluate("app.init")).toMatch(/^INIT_FAILED: access_denied: /);
  });

  test("the box on the consent page adds the account as a friend", async () => {
    await loginAs(ichiro);
    await page.evaluate("app.init");
    expect(await page.evaluate("app.liff.getFriendship()")).toEqual({ friendFlag: true });
    expect(emulator.chat(ichiro)).toHaveLength(1);
  });

  test("a redirect URI outside the endpoint gets an error page and no way back", async () => {
    await page.goto(`${app.origin}/card`);
    await page.evaluate("app.init");
    await page.evaluate("app.liff.login({ redirectUri: location.origin + '/cards' })");
    await page.getByRole("heading", { name: "400 Bad Request" }).waitFor();
  });

  test("with openid alone the ID token has no name", async () => {
    emulator.changeSettings({ openidOnly: true });
    await loginAs(hanako);
    await page.evaluate("app.init");
    const claims = await page.evaluate("app.liff.getDecodedIDToken()");
    expect(claims).toMatchObject({ sub: hanako });
    expect(claims).not.toHaveProperty("name");
  });

  test("an ID token that arrives expired fails init although the person is logged in", async () => {
    emulator.changeSettings({ idTokenTtlSeconds: -60 });
    await loginAs(hanako);
    expect(await page.evaluate("app.init")).toMatch(/^INVALID_ID_TOKEN: Invalid "exp"/);
    expect(await page.evaluate("app.liff.isLoggedIn()")).toBe(true);
  });
});

describe("opened by a phone outside LINE", () => {
  async function open(userId: string, path = ""): Promise<void> {
    const url = emulator.openLiff({
      userId,
      liffUrl: `https://liff.line.me/${liffId}${path}`,
      in: "external",
    });
    await page.goto(url ?? "");
    await page.waitForURL(/\/card/);
    await page.waitForFunction("globalThis.app && app.init.then(() => true)");
  }

  test("the phone's browser is that person's, and another phone's does not inherit the login", async () => {
    await open(hanako, "/history?month=4");
    expect(page.url()).toBe(`${app.origin}/card/history?month=4`);
    expect(await page.evaluate("app.liff.isLoggedIn()")).toBe(false);
    await page.evaluate("app.liff.login({ redirectUri: location.href })");
    await page.getByRole("button", { name: "許可する" }).click();
    await page.waitForURL(/[?&]code=/);
    expect(await page.evaluate("app.init.then(() => app.liff.getDecodedIDToken().sub)")).toBe(hanako);
    await open(hanako);
    expect(await page.evaluate("app.liff.isLoggedIn()")).toBe(true);
    await open(ichiro);
    expect(await page.evaluate("app.liff.isLoggedIn()")).toBe(false);
  });
});

const openOnPhone = (userId: string, liffUrl: string): Promise<OpenApp> =>
  openInFrame({ page, app, emulator }, userId, liffUrl);

describe("in the simulated LIFF browser", () => {
  test("opening a LIFF URL logs in, keeps path, query and hash, and leaves no token in sight", async () => {
    const { frame } = await openOnPhone(sakura, `https://liff.line.me/${liffId}/coupon/42?store=shibuya#top`);
    await frame.waitForURL(/coupon/);
    await frame.waitForFunction("globalThis.app && app.init.then(() => true)");
    expect(frame.url()).toBe(`${app.origin}/card/coupon/42?store=shibuya#top`);
    expect(await frame.evaluate("app.liff.isInClient()")).toBe(true);
    expect(await frame.evaluate("app.liff.isLoggedIn()")).toBe(true);
    expect(await frame.evaluate("app.liff.getDecodedIDToken()")).toMatchObject({
      name: "田中 🌸 さくら",
      sub: sakura,
    });
    expect(await frame.evaluate("app.liff.getFriendship()")).toEqual({ friendFlag: false });
    expect(await frame.evaluate("app.liff.permanentLink.createUrlBy(location.href)")).toBe(
      `https://liff.line.me/${liffId}/coupon/42?store=shibuya#top`,
    );
  });

  test("the next person's opening does not meet the last one's tokens", async () => {
    const first = await openOnPhone(hanako, `https://liff.line.me/${liffId}`);
    expect(await first.frame.evaluate("app.init")).toBe("ready");
    const second = await openOnPhone(ichiro, `https://liff.line.me/${liffId}`);
    expect(await second.frame.evaluate("app.init")).toBe("ready");
    expect(await second.frame.evaluate("app.liff.getDecodedIDToken().sub")).toBe(ichiro);
  });

  test("the language is that of the person's LINE, not of this browser", async () => {
    const { userId } = emulator.addUser({ displayName: "Somchai", language: "th" });
    const { frame } = await openOnPhone(userId, `https://liff.line.me/${liffId}`);
    await frame.evaluate("app.init");
    expect(await frame.evaluate("[app.liff.getAppLanguage(), navigator.language]")).toEqual(["th", "th"]);
    // The SDK asks by a prompt on iOS: it must be answered, never shown.
    expect(await frame.evaluate("prompt('LIFF:GET_APP_LANGUAGE')")).toBe("th");
  });

  test("closeWindow and openWindow are told to the phone", async () => {
    const { frame, told } = await openOnPhone(hanako, `https://liff.line.me/${liffId}`);
    await frame.evaluate("app.init");
    await frame.evaluate("app.liff.openWindow({ url: 'https://example.com/menu', external: true })");
    await frame.evaluate("app.liff.closeWindow()");
    await expect.poll(told).toContainEqual({ type: "liff:close" });
    expect(await told()).toContainEqual({
      ...{ type: "liff:openWindow", url: "https://example.com/menu", external: true },
    });
  });

  test("requestFriendship shows a page over the app and resolves when the account was added", async () => {
    const { frame, told } = await openOnPhone(ichiro, `https://liff.line.me/${liffId}`);
    await frame.evaluate("app.init");
    await frame.evaluate("void (asked = app.liff.requestFriendship().then(() => 'done', String))");
    await expect.poll(told).toContainEqual(expect.objectContaining({ type: "liff:subwindow" }));
    const url = await page.evaluate<string>("told.find((each) => each.type === 'liff:subwindow').url");
    const over = await context.newPage();
    await over.goto(url);
    await over.getByRole("button", { name: "友だち追加" }).click();
    expect(await frame.evaluate("asked")).toBe("done");
    expect(await frame.evaluate("app.liff.getFriendship()")).toEqual({ friendFlag: true });
  });

  test("sendMessages writes in the person's name, once the app may", async () => {
    await openOnPhone(hanako, `https://liff.line.me/${liffId}`);
    const send =
      "app.init.then(() => app.liff.sendMessages([{ type: 'text', text: '予約したい' }])).catch(String)";
    expect(await page.frame("line-liff-browser")?.evaluate(send)).toContain("not in LIFF app scope");
    await emulator.close();
    const options = sampleOptions({ port: 0, endpointUrl: `${app.origin}/card` });
    const [channel] = options.loginChannels;
    const scopes = ["openid", "profile", "chat_message.write"];
    const liffApps = (channel?.liffApps ?? []).map((each) => ({ ...each, scopes }));
    emulator = await startSample({ ...options, loginChannels: channel ? [{ ...channel, liffApps }] : [] });
    app.useEmulator(emulator.origin);
    const { frame } = await openOnPhone(hanako, `https://liff.line.me/${liffId}`);
    await frame.evaluate(send);
    expect(emulator.chat(hanako)).toMatchObject([
      { from: "user", via: "liff", message: { text: "予約したい" } },
    ]);
  });

  test("a refused consent closes the window before the app is loaded", async () => {
    emulator.changeSettings({ denyConsent: true });
    const url = emulator.openLiff({ userId: hanako, liffUrl: `https://liff.line.me/${liffId}`, in: "liff" });
    const response = await fetch(url ?? "");
    expect(await response.text()).toContain("liff:close");
  });
});
