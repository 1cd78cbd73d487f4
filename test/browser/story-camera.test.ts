import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { shop } from "../demo/shop.ts";
import { openWorld, type World } from "../support/world.ts";
import { builtPages } from "./built-pages.ts";
import { launchChromium } from "./chromium.ts";
import { showToCamera } from "./show-to-camera.ts";
import { agreeAndJoin, ownerAtTill, tellStory } from "./story.ts";
import { fakeCamera } from "./till-page.ts";

let world: World;
const folder = mkdtempSync(join(tmpdir(), "goen-story-"));

beforeAll(async () => {
  await builtPages();
  world = await openWorld({ real: true });
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

test("from the chat to the receipt: the till's camera reads the phone's real code, twice", async () => {
  const film = join(folder, "phone.y4m");
  const hands = await launchChromium();
  const counter = await launchChromium([...fakeCamera, `--use-file-for-fake-video-capture=${film}`]);
  try {
    const phone = await hands.newPage({
      viewport: { width: 390, height: 844 },
      deviceScaleFactor: 2,
      locale: "ja-JP",
    });
    const guest = world.emulator.addUser({ displayName: "物語 花", language: "ja" });
    const till = await ownerAtTill(counter, world);

    await phone.goto(`${world.emulator.origin}/?user=${guest.userId}`);
    const befriend = phone.getByRole("button", { name: "友だち追加" });
    const menu = phone.getByRole("button", { name: "会員証", exact: true });
    await befriend.or(menu).first().waitFor();
    if (await befriend.isVisible()) await befriend.click();
    await menu.click();
    const card = phone.frameLocator("iframe[name^=line-liff-browser]");
    await agreeAndJoin(card);

    let looks = 0;
    const open = async (): Promise<void> => {
      if (looks++ === 0) await till.getByRole("button", { name: shop.stores[0].name }).click();
      else await till.reload();
    };
    const read = (): Promise<void> => showToCamera(till, phone, film, open);
    await tellStory({ phone, card, till, read });

    await world.settled();
    const receipts = world.emulator.deliveries(guest.userId).filter(({ via }) => via === "push");
    expect(receipts.length).toBe(3);
    await phone.getByRole("button", { name: "閉じる" }).first().click();
    await phone.getByText("ご利用ありがとうございます").first().waitFor();
  } finally {
    await Promise.all([hands.close(), counter.close()]);
  }
}, 120_000);
