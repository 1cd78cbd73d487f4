import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { memberQr } from "../../liff/ui/symbols/qr.ts";
import { walletOf } from "../support/coupon-desk.ts";
import { publishCoupon } from "../support/coupon-shop.ts";
import { newKey } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";
import { builtPages } from "./built-pages.ts";
import { launchChromium } from "./chromium.ts";
import { shoot, sideways } from "./console-page.ts";
import { fakeCamera, openTill, PATIENCE, readLikeAReader, typeLikeAPerson } from "./till-page.ts";
import { type Frame, frameOfPng, writeY4m } from "./y4m.ts";

let world: World;
const folder = mkdtempSync(join(tmpdir(), "goen-camera-"));

beforeAll(async () => {
  await builtPages();
  world = await openWorld();
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What a camera sees of a phone that shows this code, a little askew. */
async function sightOf(code: string): Promise<Frame> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 390, height: 560 } });
    const { path, modules } = memberQr(code);
    await page.setContent(
      `<body style="margin:0;background:#fff"><svg viewBox="0 0 ${modules} ${modules}"
        style="width:300px;margin:120px 45px;transform:rotate(8deg)"><path d="${path}"/></svg></body>`,
    );
    return await frameOfPng(page, await page.screenshot());
  } finally {
    await browser.close();
  }
}

test(
  "a card held before the camera is read, ¥1,280 earns 12 points, and nothing is fetched from elsewhere",
  PATIENCE,
  async () => {
    const phone = await world.member("佐藤 花子");
    const staff = await world.staff("糸井 あかり");
    const film = join(folder, "card.y4m");
    writeY4m(film, [await sightOf(await phone.code())]);
    const browser = await launchChromium([...fakeCamera, `--use-file-for-fake-video-capture=${film}`]);
    try {
      const page = await openTill(browser, world, staff.client, "sales");
      const fetched: string[] = [];
      page.on("request", (request) => fetched.push(request.url()));
      await page.goto(`${world.origin}/till/`);
      await page.getByRole("heading", { name: "佐藤 花子 様" }).waitFor();

      await typeLikeAPerson(page, "1280");
      await page.getByText("¥100ごとに 1 pt").first().waitFor();
      await page.getByRole("button", { name: /会計を確定.*12 pt 付与/ }).click();
      await page.getByRole("heading", { name: "12 pt 付与しました" }).waitFor();
      expect((await phone.home()).points.balance).toBe(12);
      const ours = [world.origin, world.emulator.origin];
      expect(fetched.filter((address) => address.endsWith(".wasm")).length).toBeGreaterThan(0);
      expect(fetched.filter((address) => !ours.some((origin) => address.startsWith(origin)))).toEqual([]);

      // The phone still lies there. That is no reason to begin another sale, or to complain.
      await page.waitForTimeout(4000);
      expect(await page.getByRole("heading", { name: "12 pt 付与しました" }).isVisible()).toBe(true);
      expect(await page.locator(".trouble").allInnerTexts()).toEqual([]);
    } finally {
      await browser.close();
    }
  },
);

test(
  "who chose a coupon on the phone after the code was read is read again by the camera, and the ¥1,280 stay",
  PATIENCE,
  async () => {
    await publishCoupon(world.deps, "c100", { mode: "scan", name: { ja: "秋の100円引き", en: "" } });
    const phone = await world.member("山田 三郎");
    const staff = await world.staff("目黒 かえで");
    const first = await phone.code();
    const film = join(folder, "again.y4m");
    writeY4m(film, [await sightOf(await phone.code(8))]);
    const browser = await launchChromium([...fakeCamera, `--use-file-for-fake-video-capture=${film}`]);
    try {
      const page = await openTill(browser, world, staff.client, "sales");
      await page.setViewportSize({ width: 390, height: 844 });
      await readLikeAReader(page, `${first}\n`);
      await page.getByRole("heading", { name: "山田 三郎 様" }).waitFor();
      expect(await page.getByText("ポイント利用可").count()).toBe(0);
      await typeLikeAPerson(page, "1280");
      await page.getByRole("button", { name: /会計を確定.*¥1,280/ }).waitFor();
      await shoot(page, "till-again-desk");
      expect(await sideways(page)).toBe(0);
      const { usable } = await walletOf(phone);
      const at = `/api/card/coupons/${usable[0]?.walletId}/present`;
      await phone.client.ok("POST", at, { key: newKey(), body: {} });
      await page.getByRole("button", { name: "もう一度読む" }).click();
      await page.getByRole("button", { name: "読まずに続ける" }).waitFor();
      await shoot(page, "till-again-camera");
      await page.getByRole("button", { name: /会計を確定.*¥1,180/ }).click();
      await page.getByRole("heading", { name: "11 pt 付与しました" }).waitFor();
    } finally {
      await browser.close();
    }
  },
);

test("a camera that may not be used says so, and the other ways still sell", PATIENCE, async () => {
  const phone = await world.member("鈴木 一郎");
  const staff = await world.staff("結城 まこと");
  const browser = await launchChromium(["--use-fake-device-for-media-stream", "--deny-permission-prompts"]);
  try {
    const page = await openTill(browser, world, staff.client);
    await page.context().clearPermissions();
    await page.reload();
    await page.getByText("カメラの使用が許可されていません").waitFor();

    await page.getByRole("button", { name: "番号を入力" }).click();
    const code = await phone.code(5);
    await page.getByLabel("会員証の20桁の番号").fill(code.replace(/(.{4})/g, "$1 "));
    await page.getByRole("button", { name: "確認する" }).click();
    await page.getByRole("heading", { name: "鈴木 一郎 様" }).waitFor();
  } finally {
    await browser.close();
  }
});
