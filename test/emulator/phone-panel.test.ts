import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launchChromium } from "../browser/chromium.ts";
import type { Emulator } from "./index.ts";
import { hanako, startSample } from "./testing.ts";
import { clientsOf, refusal, statelessToken } from "./testing-sdk.ts";

/** A busy machine takes its time. */
const patient = { timeout: 10_000 };

/** The switchboard in the phone's panel, touched by hand. */

let browser: Browser;
let folder: string;
let emulator: Emulator;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "phone-"));
  const root = join(import.meta.dirname, "phone");
  await build({
    ...{ root, configFile: join(root, "vite.config.ts"), logLevel: "error" },
    build: { outDir: folder, emptyOutDir: true },
  });
  browser = await launchChromium();
}, 60_000);

beforeEach(async () => {
  emulator = await startSample({ phoneDir: folder });
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${emulator.origin}/?user=${hanako}`);
});

afterEach(async () => {
  await page.close();
  await emulator.close();
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

async function push(): Promise<unknown> {
  const { line } = clientsOf(emulator, await statelessToken(emulator));
  return line.pushMessage({ to: hanako, messages: [{ type: "text", text: "こんにちは" }] });
}

test("a fault chosen in the panel strikes once, shows that it did, and can be taken away", async () => {
  await page.getByText("APIの障害").click();
  await page.getByText("障害はありません").waitFor();
  await page.getByLabel("起こすこと").selectOption({ label: "429 月間の上限" });
  await page.getByLabel("だれへの送信で").selectOption({ label: "このスマートフォンの人" });
  await page.getByRole("button", { name: "障害を起こす" }).click();
  const line = page.getByRole("listitem").filter({ hasText: "429 月間の上限" });
  await line.getByText("プッシュ送信・1回だけ・このスマートフォンの人").waitFor();
  expect((await refusal(push())).body).toEqual({ message: "You have reached your monthly limit." });
  await push();
  await line.getByText("1回発生・終わりました").waitFor();
  await page.getByRole("button", { name: "「429 月間の上限」を止める" }).click();
  await page.getByText("障害はありません").waitFor();
  expect(emulator.faults()).toEqual([]);
});

test("webhooks are doubled and redelivered by a tap, consent refused, and a person set to block", async () => {
  await page.getByText("Webhookの障害").click();
  await page.getByLabel("同じイベントを2回送る").check();
  await expect.poll(() => emulator.webhookFaults().duplicate, patient).toBe(1);
  await page.getByLabel("2xxがなければ再送する").check();
  await page.getByText("LIFFとログイン").click();
  await page.getByLabel("同意をキャンセルする").check();
  await expect
    .poll(() => emulator.changeSettings({}), patient)
    .toMatchObject({ redelivery: true, denyConsent: true });
  await page.getByRole("button", { name: "次に届いたらブロックする" }).click();
  await page.getByText("この人はブロックします").waitFor();
  await push();
  await page.getByText("ブロック中").first().waitFor();
  expect(emulator.users().find(({ userId }) => userId === hanako)?.friend).toBe("blocked");
});

test("the record counts what was delivered, and what came without a retry key", async () => {
  await page.getByText("記録", { exact: true }).click();
  await push();
  const counted = (name: string) =>
    page.locator(".recorded > div").filter({ hasText: name }).getByRole("definition");
  await expect.poll(() => counted("リトライキーなしの送信").textContent(), patient).toBe("1");
  expect(await counted("届いた通数").textContent()).toBe("1");
  await page.getByRole("button", { name: "記録を消す" }).click();
  await expect.poll(() => counted("届いた通数").textContent(), patient).toBe("0");
});
