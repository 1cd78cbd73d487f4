import { existsSync } from "node:fs";
import { build } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { shop } from "../demo/shop.ts";
import { openWorld, type World } from "../support/world.ts";
import { heldBy } from "./card-phone.ts";
import { launchChromium } from "./chromium.ts";
import { routeLine } from "./line-route.ts";
import { agreeAndJoin, consentAs, ownerAtTill, tellStory } from "./story.ts";
import { readLikeAReader } from "./till-page.ts";

let world: World;

beforeAll(async () => {
  if (!existsSync("dist/liff/card/index.html")) await build({ logLevel: "warn" });
  world = await openWorld({
    real: true,
    assetsDir: "dist/liff",
    settings: (usual) => ({ ...usual, lineEmulatorOrigin: null, frameAncestors: [] }),
  });
});
afterAll(() => world.close());

test("the pages as production has them: login through LINE in a browser, and a handheld reader at the till", async () => {
  const browser = await launchChromium();
  try {
    const till = await ownerAtTill(browser, world, (context) => routeLine(context, world.emulator.origin));
    await till.getByRole("button", { name: shop.stores[0].name }).click();

    const hand = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "ja-JP" });
    await routeLine(hand, world.emulator.origin);
    const phone = await hand.newPage();
    phone.setDefaultTimeout(15_000);
    const visitor = heldBy(world, hand, phone, "物語 みどり");
    const asked: string[] = [];
    phone.on("request", (request) => asked.push(request.url()));
    await phone.goto(`${world.origin}/card/`);
    await consentAs(phone, "物語 みどり");
    await agreeAndJoin(phone);
    expect(asked.some((address) => address.startsWith("https://api.line.me/oauth2/v2.1/token"))).toBe(true);

    const read = async (): Promise<void> => readLikeAReader(till, `${await visitor.readCode()}\n`);
    await tellStory({ phone, card: phone, till, read });
    await world.settled();
    const pushed = world.emulator.deliveries(visitor.userId).filter(({ via }) => via === "push");
    expect(pushed.length).toBe(3);
  } finally {
    await browser.close();
  }
}, 120_000);
