/** `npm run pictures`: tells the README's story in real browsers and keeps three pictures of it in docs/pictures. */
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { launchChromium } from "../browser/chromium.ts";
import { frameOfPng, writeY4m } from "../browser/y4m.ts";
import { eventually } from "../support/clock.ts";
import { freePort } from "../support/world.ts";
import { startDemo } from "./process.ts";
import { cashier } from "./staff.ts";

const into = "docs/pictures";
const bytesMax = 300_000;
const patienceMs = 60_000;
const visitor = { displayName: "佐倉 ひなた", language: "ja" };

interface Scene {
  readonly app: string;
  readonly emulator: string;
  /** The film that the till's camera sees. */
  readonly film: string;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "goen-pictures-"));
  const [port, emulatorPort] = [await freePort(), await freePort()];
  const demo = startDemo({
    PORT: String(port),
    EMULATOR_PORT: String(emulatorPort),
    DEMO_DIR: join(folder, "demo"),
    DEMO_MEMBERS: "20",
  });
  const film = join(folder, "phone.y4m");
  const hand = await launchChromium();
  const camera = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
  const counter = await launchChromium([...camera, `--use-file-for-fake-video-capture=${film}`]);
  try {
    await demo.ready();
    mkdirSync(into, { recursive: true });
    const emulator = `http://127.0.0.1:${emulatorPort}`;
    await tellStory(hand, counter, { app: `http://127.0.0.1:${port}`, emulator, film });
  } finally {
    await Promise.all([hand.close(), counter.close(), demo.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function tellStory(hand: Browser, counter: Browser, scene: Scene): Promise<void> {
  const phone = await openPhone(hand, scene);
  const card = await joinFromChat(phone);
  const till = await openTill(counter, scene);

  await showToCamera(phone, till, scene.film);
  for (const digit of "1280") await till.getByRole("button", { name: digit, exact: true }).click();
  await till.getByText("¥100ごとに 1 pt").first().waitFor();
  const confirm = till.getByRole("button", { name: /会計を確定.*12 pt 付与/ });
  await confirm.waitFor();
  await keep(till, "till");
  await confirm.click();

  await card.getByText("12ポイント貯まりました").first().waitFor();
  await card.getByText("12ポイント貯まりました").first().waitFor({ state: "hidden" });
  await card.getByRole("img", { name: "会員コードのQRコード" }).waitFor();
  // A code that has just come: the ring around its seconds is still almost whole.
  await card
    .locator(".ring-number")
    .getByText(/^1[1-4]$/)
    .waitFor();
  await keep(phone, "card");

  await phone.getByRole("button", { name: "閉じる" }).first().click();
  await phone.getByText("ご利用ありがとうございます").first().waitFor();
  await keep(phone, "chat");
}

async function openPhone(browser: Browser, { emulator }: Scene): Promise<Page> {
  const userId = await newFriend(emulator);
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    locale: "ja-JP",
    timezoneId: "Asia/Tokyo",
  });
  context.setDefaultTimeout(patienceMs);
  const phone = await context.newPage();
  await phone.goto(`${emulator}/?user=${userId}`);
  return phone;
}

/** A person with a name of their own, because the demo's guest is called "you". */
async function newFriend(emulator: string): Promise<string> {
  const headers = { "content-type": "application/json" };
  const added = await fetch(`${emulator}/_/users`, {
    method: "POST",
    headers,
    body: JSON.stringify(visitor),
  });
  const { userId }: { userId: string } = await added.json();
  await fetch(`${emulator}/_/phone/${userId}/follow`, { method: "POST", headers, body: "{}" });
  return userId;
}

async function joinFromChat(phone: Page): Promise<FrameLocator> {
  await phone.getByRole("button", { name: "会員になる", exact: true }).click();
  const card = phone.frameLocator("iframe[name^=line-liff-browser]");
  await card.getByText("会員規約に同意します").click();
  await card.getByText("来店やお買い物の記録を").click();
  await card.getByRole("button", { name: "会員になる" }).click();
  await card.getByRole("img", { name: "会員コードのQRコード" }).waitFor();
  return card;
}

async function openTill(browser: Browser, { app, film }: Scene): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1024, height: 768 },
    permissions: ["camera"],
    locale: "ja-JP",
    timezoneId: "Asia/Tokyo",
  });
  context.setDefaultTimeout(patienceMs);
  const till = await context.newPage();
  writeY4m(film, [{ width: 1280, height: 720, gray: new Uint8Array(1280 * 720).fill(128) }]);
  await till.goto(`${app}/till/`);
  await till.getByRole("button", { name: "LINEでログイン" }).click();
  await till.getByRole("radio", { name: cashier.name }).check();
  await till.getByRole("button", { name: "許可する" }).click();
  await till.locator(".top").waitFor();
  return till;
}

/** Holds the phone before the till's camera until it is read: a slow machine may see a code when it is old. */
async function showToCamera(phone: Page, till: Page, film: string): Promise<void> {
  const look = async (): Promise<void> => {
    writeY4m(film, [await frameOfPng(phone, await phone.screenshot())]);
    // A camera's file is read when the camera is opened.
    await till.reload();
  };
  await look();
  const member = till.getByRole("heading", { name: new RegExp(visitor.displayName) });
  await eventually(
    async () => {
      if (await member.isVisible()) return true;
      if (await till.locator(".trouble").first().isVisible()) await look();
      return false;
    },
    "the camera reads the card",
    patienceMs,
  );
}

async function keep(page: Page, name: "card" | "till" | "chat"): Promise<void> {
  const path = `${into}/${name}.png`;
  await page.mouse.move(0, 0);
  await page.screenshot({ path, animations: "disabled" });
  const { size } = statSync(path);
  console.log(`${path}  ${Math.round(size / 1000)} kB`);
  if (size > bytesMax) throw new Error(`${path} is ${size} bytes; ${bytesMax} is the most`);
}

await main();
