import { afterEach, expect, test } from "vitest";
import { runJob } from "../../server/jobs.ts";
import type { CampaignState } from "../../shared/campaigns/console.ts";
import { defaultReach } from "../../shared/reach/defaults.ts";
import { campaignOf } from "../support/campaign-shop.ts";
import { deskOf } from "../support/console.ts";
import { withoutRate } from "../support/outbox.ts";
import { newKey } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
afterEach(() => world?.close());

const shopUrl = "https://shop.example.com/spring";

test("a campaign's button leads over the card: 2 taps of one member are kept as theirs, and no made-up address leads anywhere", async () => {
  world = await openWorld({ ticks: false, settings: withoutRate });
  const desk = await deskOf(world, await world.owner());
  await desk.client.ok("PUT", "/api/console/reach", { body: { ...defaultReach, holdoutPerMille: 0 } });
  const phone = await world.member("糸井 あかり");
  const spring = campaignOf("spring");
  const button = { label: "くわしく見る", url: shopUrl };
  const variants = spring.variants.map((one) => ({ ...one, ja: { ...one.ja, title: "春の豆", button } }));
  const { campaignId } = await desk.client.ok<{ campaignId: string }>("POST", "/api/console/campaigns", {
    key: newKey(),
    body: { document: { ...spring, variants } },
  });
  await desk.client.ok("POST", `/api/console/campaigns/${campaignId}/start`, { body: { seenVersion: 1 } });
  const state = () => desk.client.ok<CampaignState>("GET", `/api/console/campaigns/${campaignId}`);
  for (let turns = 0; turns < 20 && (await state()).status !== "sent"; turns++) {
    await runJob(world.deps, "campaigns", { forMs: 1_000 });
    await runJob(world.deps, "outbox", { forMs: 1_000 });
  }
  const sent = JSON.stringify(world.emulator.deliveries(phone.userId).at(-1)?.messages ?? []);
  expect(sent).not.toContain(shopUrl);
  expect(sent).toContain("配信の停止は「配信停止」と送信");
  const go = /\?go=([0-9a-z]{20})\.(\d)"/.exec(sent);
  const at = `/api/card/go/${go?.[1]}/${go?.[2]}`;
  for (const _ of [1, 2])
    expect(await phone.client.ok("POST", at, { body: {} })).toMatchObject({ url: shopUrl });
  const guest = world.phone("友だち");
  expect(await guest.client.ok("GET", at)).toMatchObject({ url: shopUrl });
  const clicks = await world.deps.database.point.selectFrom("campaign_click").selectAll().execute();
  expect(clicks.map(({ link, times }) => [Number(link), Number(times)])).toEqual([[0, 2]]);
  for (const wrong of [`/api/card/go/${go?.[1]}/6`, `/api/card/go/${"z".repeat(20)}/0`]) {
    await expect(phone.client.ok("POST", wrong, { body: {} })).rejects.toThrow("campaign.not_found");
  }
  await expect(
    phone.client.ok("POST", "/api/card/go/https:%2F%2Fevil.example/0", { body: {} }),
  ).rejects.toThrow("request.invalid");
});
