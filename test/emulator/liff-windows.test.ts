import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchChromium } from "../browser/chromium.ts";
import type { Emulator, LiffAppOptions } from "./index.ts";
import { type LiffPage, type OpenApp, openInFrame, serveLiffPage } from "./liff-fixture.ts";
import { sampleOptions } from "./sample.ts";
import { hanako, ichiro, liffId, sakura, startSample } from "./testing.ts";

/** A busy machine takes its time. */
const patient = { timeout: 10_000 };

/**
 * What the real SDK opens over an app, outside LINE (a pop-up) and inside (a page over it). Each name says which
 * of LINE's pages describes it; how the windows speak is what the SDK does, for nothing documents that.
 */

let browser: Browser;
let app: LiffPage;
let emulator: Emulator;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [browser, app] = await Promise.all([launchChromium(), serveLiffPage()]);
}, 60_000);

beforeEach(async () => {
  await start({});
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

async function start(changes: Partial<LiffAppOptions>): Promise<void> {
  const options = sampleOptions({ port: 0, endpointUrl: `${app.origin}/card` });
  const loginChannels = options.loginChannels.map((channel) => {
    return { ...channel, liffApps: channel.liffApps.map((each) => ({ ...each, ...changes })) };
  });
  emulator = await startSample({ ...options, loginChannels });
  app.useEmulator(emulator.origin);
}

async function restart(changes: Partial<LiffAppOptions>): Promise<void> {
  await emulator.close();
  await start(changes);
}

/** The app in a browser outside LINE, logged in as `userId`. */
async function outside(userId: string): Promise<void> {
  const url = emulator.openLiff({ userId, liffUrl: `https://liff.line.me/${liffId}`, in: "external" });
  await page.goto(url ?? "");
  await page.waitForURL(/\/card/);
  await page.waitForFunction("globalThis.app && app.init.then(() => true)");
  await page.evaluate("app.liff.login({ redirectUri: location.href })");
  await page.getByRole("button", { name: "許可する" }).click();
  await page.waitForURL(/[?&]code=/);
  expect(await page.evaluate("app.init")).toBe("ready");
}

/** Calls the SDK and gives the pop-up it opens; the result is to be had by `asked()`. */
async function popup(call: string): Promise<Page> {
  const opened = page.waitForEvent("popup");
  await page.evaluate(
    `void (answer = ${call}.then((value) => ({ value }), (error) => ({ code: error.code, message: error.message })))`,
  );
  return opened;
}

const asked = () => page.evaluate("answer");

/** Presses a button that may close its own window before the driver has heard that it was pressed. */
async function press(window: Page, name: string): Promise<void> {
  const button = window.getByRole("button", { name });
  await button.waitFor();
  await button.click().catch((error: unknown) => {
    if (!window.isClosed()) throw error;
  });
}

async function inside(userId: string, path = ""): Promise<OpenApp> {
  const opened = await openInFrame({ page, app, emulator }, userId, `https://liff.line.me/${liffId}${path}`);
  expect(await opened.frame.evaluate("app.init")).toBe("ready");
  return opened;
}

/** Calls the SDK inside LINE and gives the page the phone is told to show, in a tab that stands for its frame. */
async function over({ frame, told }: OpenApp, call: string): Promise<Page> {
  await page.evaluate("void (told.length = 0)");
  await frame.evaluate(
    `void (answer = ${call}.then((value) => ({ value }), (error) => ({ code: error.code, message: error.message })))`,
  );
  await expect.poll(told, patient).toContainEqual(expect.objectContaining({ type: "liff:subwindow" }));
  const url = await page.evaluate<string>("told.find((each) => each.type === 'liff:subwindow').url");
  const shown = await context.newPage();
  await shown.goto(url);
  return shown;
}

const text = (words: string) => `[{ type: "text", text: "${words}" }]`;

describe("shareTargetPicker (LIFF reference: liff.shareTargetPicker())", () => {
  test("outside LINE a pop-up sends to 2 people, and the app learns of success but not of whom", async () => {
    await outside(hanako);
    const picker = await popup(`app.liff.shareTargetPicker(${text("ご招待 code=AB12")})`);
    await picker.getByText("ご招待 code=AB12").waitFor();
    await picker.getByLabel("鈴木 一郎").check();
    await picker.getByLabel("さくら").check();
    await press(picker, "送信");
    expect(await asked()).toEqual({ value: { status: "success" } });
    expect(emulator.shares()).toMatchObject([
      { userId: hanako, liffId, to: [ichiro, sakura], messages: [{ text: "ご招待 code=AB12" }] },
    ]);
    await expect.poll(() => picker.isClosed(), patient).toBe(true);
  });

  test("cancelling, and closing the window, both resolve with nothing", async () => {
    await outside(hanako);
    const picker = await popup(`app.liff.shareTargetPicker(${text("ご招待")})`);
    await press(picker, "キャンセル");
    expect(await asked()).toEqual({ value: undefined });
    const second = await popup(`app.liff.shareTargetPicker(${text("ご招待")})`);
    await second.getByText("ご招待").waitFor();
    await second.close();
    expect(await asked()).toEqual({ value: undefined });
    expect(emulator.shares()).toEqual([]);
  });

  test("a failure rejects with EXCEPTION_IN_SUBWINDOW", async () => {
    emulator.changeSettings({ shareFails: true });
    await outside(hanako);
    const picker = await popup(`app.liff.shareTargetPicker(${text("ご招待")})`);
    await picker.getByLabel("鈴木 一郎").check();
    await press(picker, "送信");
    expect(await asked()).toEqual({ code: "EXCEPTION_IN_SUBWINDOW", message: "Failed to send messages" });
  });

  test("a button that is no link cannot be shared, nor a sticker", async () => {
    await outside(hanako);
    for (const message of [
      `{ type: "sticker", packageId: "1", stickerId: "1" }`,
      `{ type: "template", altText: "t", template: { type: "buttons", text: "t",
        actions: [{ type: "postback", label: "l", data: "d" }] } }`,
    ]) {
      const picker = await popup(`app.liff.shareTargetPicker([${message}])`);
      await picker.getByLabel("鈴木 一郎").check();
      await press(picker, "送信");
      expect(await asked()).toMatchObject({ code: "EXCEPTION_IN_SUBWINDOW" });
    }
  });

  test("inside LINE the picker is a page over the app, for one person when not for several", async () => {
    const opened = await inside(hanako);
    const call = `app.liff.shareTargetPicker(${text("ご招待")}, { isMultiple: false })`;
    const picker = await over(opened, call);
    await picker.getByLabel("鈴木 一郎").check();
    await picker.getByLabel("さくら").check();
    await press(picker, "送信");
    expect(await opened.frame.evaluate("answer")).toEqual({ value: { status: "success" } });
    expect(emulator.shares()).toMatchObject([{ to: [sakura] }]);
  });
});

describe("scanCodeV2 (LIFF reference: liff.scanCodeV2())", () => {
  test("outside LINE a pop-up reads a code; a second scan works too; closing gives null", async () => {
    await outside(hanako);
    for (const value of ["GOEN-STORE-12", "GOEN-STORE-13"]) {
      const scanner = await popup("app.liff.scanCodeV2()");
      await scanner.getByLabel("QRコードの内容").fill(value);
      await press(scanner, "読み取る");
      expect(await asked()).toEqual({ value: { value } });
    }
    const scanner = await popup("app.liff.scanCodeV2()");
    await press(scanner, "閉じる");
    expect(await asked()).toEqual({ value: { value: null } });
  });

  test("inside LINE a page over the app reads it, and closing gives null", async () => {
    const opened = await inside(hanako);
    const scanner = await over(opened, "app.liff.scanCodeV2()");
    await scanner.getByLabel("QRコードの内容").fill("GOEN-STORE-12");
    await press(scanner, "読み取る");
    expect(await opened.frame.evaluate("answer")).toEqual({ value: { value: "GOEN-STORE-12" } });
    const again = await over(opened, "app.liff.scanCodeV2()");
    await press(again, "閉じる");
    expect(await opened.frame.evaluate("answer")).toEqual({ value: { value: null } });
  });

  test.each([
    ["a compact app", { size: "compact" } as const],
    ["one whose console switch is off", { without: ["scanCodeV2"] } as const],
  ])("is not available in %s", async (_what, changes) => {
    await restart(changes);
    const { frame } = await inside(hanako);
    expect(await frame.evaluate("app.liff.isApiAvailable('scanCodeV2')")).toBe(false);
    expect(await frame.evaluate("app.liff.isApiAvailable('shareTargetPicker')")).toBe(true);
  });
});

describe("requestFriendship (LIFF reference: liff.requestFriendship())", () => {
  const request = "app.liff.requestFriendship()";

  test("outside LINE, where the reference rules it out and the SDK does not, it works by a pop-up", async () => {
    await outside(ichiro);
    emulator.block(ichiro);
    const asking = await popup(request);
    await asking.getByRole("button", { name: "友だち追加" }).click();
    expect(await asked()).toEqual({ value: undefined });
    expect(await page.evaluate("app.liff.getFriendship()")).toEqual({ friendFlag: true });
  });

  test("cancelling rejects, and closing resolves although nobody was added", async () => {
    const opened = await inside(ichiro);
    const first = await over(opened, request);
    await press(first, "キャンセル");
    expect(await opened.frame.evaluate("answer")).toMatchObject({ code: "UNAUTHORIZED" });
    const second = await over(opened, request);
    await press(second, "閉じる");
    expect(await opened.frame.evaluate("answer")).toEqual({ value: undefined });
    expect(await opened.frame.evaluate("app.liff.getFriendship()")).toEqual({ friendFlag: false });
  });

  test("a page that fails, an account nobody knows, an unknown template and too many requests say so", async () => {
    const { frame, told } = await inside(ichiro);
    emulator.changeSettings({ friendRequestFails: true });
    const failing = await over({ frame, told }, request);
    await failing.getByRole("button", { name: "友だち追加" }).click();
    expect(await frame.evaluate("answer")).toMatchObject({ code: "EXCEPTION_IN_SUBWINDOW" });
    const refused = (options: string) =>
      frame.evaluate(`app.liff.requestFriendship(${options}).catch((error) => error.code)`);
    expect(await refused("{ officialAccount: { id: '@nobody', fallback: false } }")).toBe("FORBIDDEN");
    expect(await refused("{ template: { id: 'free_beer' } }")).toBe("INVALID_ARGUMENT");
    emulator.addFault({ endpoint: "POST /liff/v2/oaadd/rateLimit", kind: "rate_429", times: 1 });
    expect(await refused("")).toBe("RATE_LIMIT_EXCEEDED");
  });
});

describe("permissions (channel consent simplification)", () => {
  test("with openid alone the profile is asked for when it is wanted, and the old access token ends", async () => {
    emulator.changeSettings({ openidOnly: true });
    const opened = await inside(hanako);
    expect(await opened.frame.evaluate("app.liff.permission.getGrantedAll()")).toEqual(["openid"]);
    expect(await opened.frame.evaluate("app.liff.permission.query('profile')")).toEqual({ state: "prompt" });
    const before = await opened.frame.evaluate<string>("app.liff.getAccessToken()");
    const shown = await over(opened, "app.liff.getProfile()");
    await shown.getByRole("button", { name: "許可する" }).click();
    expect(await opened.frame.evaluate("answer")).toMatchObject({ value: { displayName: "佐藤 花子" } });
    expect(await opened.frame.evaluate("app.liff.getDecodedIDToken()")).toMatchObject({ name: "佐藤 花子" });
    const old = await fetch(`${emulator.origin}/oauth2/v2.1/verify?access_token=${before}`);
    expect(await old.json()).toMatchObject({ error_description: "The access token revoked" });
  });

  test("without simplification requestAll is refused", async () => {
    const { frame } = await inside(hanako);
    const refused = "app.liff.permission.requestAll().catch((error) => error.code + ': ' + error.message)";
    expect(await frame.evaluate(refused)).toBe("FORBIDDEN: SkipChannelVerificationScreen is unavailable.");
  });
});

test("an app of one's own in a sub-window gets what it was handed, and its answer reaches the first", async () => {
  const { frame, told } = await inside(hanako);
  await frame.evaluate("void app.liff.subWindow.on('submit', (result) => (heard = result))");
  const url = `https://liff.line.me/${liffId}/choose?shop=3`;
  await frame.evaluate(`app.liff.subWindow.open({ url: "${url}", appData: { from: "card" } })`);
  await expect.poll(told, patient).toContainEqual(expect.objectContaining({ type: "liff:subwindow" }));
  await page.evaluate(`
    over = document.createElement("iframe");
    over.name = "line-liff-browser-subwindow";
    over.src = told.find((each) => each.type === "liff:subwindow").url;
    document.body.append(over);
  `);
  const over = await page.waitForSelector('iframe[name="line-liff-browser-subwindow"]');
  const child = await over.contentFrame();
  await child?.waitForURL(/card\/choose\?shop=3/);
  await child?.waitForFunction("globalThis.app");
  expect(await child?.evaluate("app.init")).toBe("ready");
  expect(await child?.evaluate("app.liff.subWindow.getAppData()")).toEqual({ from: "card" });
  await child?.evaluate("app.liff.subWindow.submit({ shop: 3 })");
  await expect.poll(() => frame.evaluate("globalThis.heard"), patient).toEqual({ shop: 3 });
});

describe("shortcuts and languages", () => {
  test("a verified MINI App on iOS opens the page that explains the home screen; others may not", async () => {
    const first = await inside(hanako);
    expect(await first.frame.evaluate("app.liff.isApiAvailable('createShortcutOnHomeScreen')")).toBe(false);
    await restart({ verifiedMiniApp: true });
    const { frame, told } = await inside(hanako);
    const url = `https://liff.line.me/${liffId}/coupon`;
    await frame.evaluate(`app.liff.createShortcutOnHomeScreen({ url: "${url}" })`);
    await expect.poll(told, patient).toContainEqual({
      ...{ type: "liff:openWindow", external: true },
      url: `${emulator.origin}/_/liff/shortcut?url=${encodeURIComponent(url)}`,
    });
  });

  test("the SDK's own texts come from the CDN, which may be down without harm (LIFF docs: i18n)", async () => {
    const { frame } = await inside(hanako);
    await frame.evaluate("app.liff.i18n.setLang('en')");
    expect(emulator.calls("/xlt/en.json")).toMatchObject([{ host: "liffsdk.line-scdn.net", status: 200 }]);
    emulator.addFault({ endpoint: "GET /xlt/manifest.json", kind: "error_503" });
    await inside(hanako);
  });

  test("an old LINE says which features it lacks, and Android is Android", async () => {
    emulator.changeSettings({ lineVersion: "11.6.9", lineOs: "android" });
    const { frame } = await inside(hanako);
    expect(await frame.evaluate("[app.liff.getOS(), app.liff.getLineVersion()]")).toEqual([
      "android",
      "11.6.9",
    ]);
    expect(await frame.evaluate("app.liff.isApiAvailable('scanCodeV2')")).toBe(false);
    expect(await frame.evaluate("app.liff.isApiAvailable('shareTargetPicker')")).toBe(true);
  });
});

describe("clocks and closing", () => {
  test("a phone two hours fast finds its ID token dead although it is logged in", async () => {
    emulator.changeSettings({ deviceClockSkewMs: 2 * 3_600_000 });
    const opened = await openInFrame({ page, app, emulator }, hanako, `https://liff.line.me/${liffId}`);
    expect(await opened.frame.evaluate("app.init")).toMatch(/^INVALID_ID_TOKEN: Invalid "exp"/);
    expect(await opened.frame.evaluate("app.liff.isLoggedIn()")).toBe(true);
  });

  test("closing an app ends its access token where LINE does so (Behavior when closing a LIFF app)", async () => {
    const { frame } = await inside(hanako);
    emulator.closeLiff(hanako);
    expect(await frame.evaluate("app.liff.getFriendship()")).toEqual({ friendFlag: true });
    emulator.changeSettings({ revokeOnClose: true });
    emulator.closeLiff(hanako);
    const refused = "app.liff.getFriendship().catch((error) => error.message)";
    expect(await frame.evaluate(refused)).toBe("The access token revoked");
  });

  test("login's token endpoint may be too busy or down: init says so", async () => {
    emulator.addFault({ endpoint: "GET /oauth2/v2.1/verify", kind: "rate_429", times: 1 });
    const busy = await openInFrame({ page, app, emulator }, hanako, `https://liff.line.me/${liffId}`);
    expect(await busy.frame.evaluate("app.init")).toMatch(/^429: /);
    emulator.addFault({ endpoint: "GET /oauth2/v2.1/verify", kind: "error_500", times: 1 });
    const down = await openInFrame({ page, app, emulator }, hanako, `https://liff.line.me/${liffId}`);
    expect(await down.frame.evaluate("app.init")).toMatch(/^500: /);
  });
});
