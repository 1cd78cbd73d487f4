import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plainCoupon } from "../../shared/coupons/samples.ts";
import type { Scanned } from "../../shared/purchases/schema.ts";
import { commit, raw } from "../databases/rows.ts";
import { publishCoupon } from "../support/coupon-shop.ts";
import type { Phone, Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";
import { axe } from "./axe.ts";
import { builtPages } from "./built-pages.ts";
import { launchChromium } from "./chromium.ts";
import { fakeCamera, openTill, PATIENCE, readLikeAReader } from "./till-page.ts";

let world: World;
let browser: Browser;
let phone: Phone;
let staff: Till;
let page: Page;

beforeAll(async () => {
  await builtPages();
  browser = await launchChromium(fakeCamera);
  world = await openWorld();
  const often = { perMember: { max: 50, period: "ever" as const } };
  const { conditions } = plainCoupon;
  await publishCoupon(world.deps, "c300", {
    ...often,
    name: { ja: "300円引き", en: "¥300 off" },
    benefit: { kind: "amount_off", yen: 300 },
    conditions: { ...conditions, spendYenMin: 1000 },
    stacking: { kind: "alone" },
  });
  await publishCoupon(world.deps, "p50", {
    ...often,
    name: { ja: "50ポイント", en: "50 points" },
    benefit: { kind: "extra_points", points: 50 },
  });
  await publishCoupon(world.deps, "drink", {
    ...often,
    name: { ja: "ドリンクサービス", en: "Free drink" },
    benefit: { kind: "free_item", name: { ja: "ドリンク1杯", en: "one drink" } },
  });
  await publishCoupon(world.deps, "scan500", {
    ...often,
    name: { ja: "かざして500円引き", en: "¥500 off by code" },
    benefit: { kind: "amount_off", yen: 500 },
    conditions: { ...conditions, spendYenMin: 5000 },
    mode: "scan",
  });
  phone = await world.member("佐藤 花子");
  staff = await world.staff("糸井 あかり");
  page = await openTill(browser, world, staff.client);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

let taps = 0;

/** One tap of the cashier. */
async function tap(name: string | RegExp): Promise<void> {
  taps += 1;
  await page.getByRole("button", { name, exact: typeof name === "string" }).click();
}

async function tapAmount(yen: string): Promise<void> {
  for (const digit of yen) await tap(digit);
}

async function scan(purpose: 7 | 8 = 7): Promise<void> {
  world.clock.advanceBy(60_000);
  await page.goto(`${world.origin}/till/`);
  await readLikeAReader(page, `${await phone.code(purpose)}\n`);
  await page.getByRole("heading", { name: "佐藤 花子 様" }).waitFor();
  taps = 0;
}

/** Uses of a coupon that stand, and holds of it that last. */
async function statusOf(couponId: string): Promise<readonly string[]> {
  const rows = await world.deps.database.point
    .selectFrom("member_coupon")
    .select("status")
    .where("coupon_id", "=", couponId)
    .orderBy("issued_at_ms")
    .execute();
  return rows.map(({ status }) => status);
}

async function eventually(couponId: string, statuses: readonly string[]): Promise<void> {
  await expect.poll(() => statusOf(couponId), { timeout: 10_000 }).toEqual(statuses);
}

describe("a member who has coupons", () => {
  test("buys without one in 5 taps, as before: four digits and one to confirm", PATIENCE, async () => {
    await scan();
    await tapAmount("1280");
    await tap(/会計を確定.*¥1,280・12 pt 付与/);
    await page.getByRole("heading", { name: "12 pt 付与しました" }).waitFor();
    expect(taps).toBe(5);
    expect(await statusOf("c300")).toEqual([]);
  });

  test(
    "uses the suggested one in 6 taps: it is put aside at once, and the receipt says −¥300",
    PATIENCE,
    async () => {
      await scan();
      await tapAmount("1280");
      await page.getByRole("button", { name: /300円引き.*いちばんお得です.*−¥300.*使う/ }).waitFor();
      expect(await axe(page)).toEqual([]);
      await tap(/^300円引き/);
      await page.getByText("クーポン値引き").waitFor();
      await eventually("c300", ["reserved"]);
      await tap(/会計を確定.*¥980・クーポン −¥300・9 pt 付与/);
      await page.getByRole("heading", { name: "9 pt 付与しました" }).waitFor();
      expect(taps).toBe(6);
      await page.locator(".receipt").getByText("クーポン:300円引き").waitFor();
      expect(await statusOf("c300")).toEqual(["redeemed"]);
      expect(await axe(page)).toEqual([]);
    },
  );

  test("gets it back where the sale is undone, and the sheet says so before", PATIENCE, async () => {
    await tap("取消・返品");
    await page.getByText("クーポン「300円引き」をお客様に戻します").waitFor();
    expect(await axe(page)).toEqual([]);
    await tap("取り消しを確定");
    await page.getByRole("heading", { name: "取り消しました" }).waitFor();
    await page.locator(".used-coupons").getByText("戻しました").waitFor();
    expect(await statusOf("c300")).toEqual(["held"]);
  });

  test(
    "hears why one cannot be used: ¥780 is ¥220 short, and the code must be one that spends",
    PATIENCE,
    async () => {
      await scan();
      await tapAmount("780");
      await page.getByText("うち 2 枚は使えません").click();
      const off = page.locator(".coupon.off");
      await off.filter({ hasText: "300円引き" }).first().getByText("あと¥220で使えます").waitFor();
      await off
        .filter({ hasText: "かざして" })
        .getByText("クーポンの「レジでかざす」を押してもらい")
        .waitFor();
      expect(await axe(page)).toEqual([]);
      await tap("この会員の選択を解除");
    },
  );

  test(
    "chooses one that stands alone: the others are greyed, and putting it back frees it",
    PATIENCE,
    async () => {
      await scan();
      await tapAmount("1280");
      await tap(/^300円引き/);
      await eventually("c300", ["reserved"]);
      await page.getByText("使えないクーポン 3 枚").click();
      await page
        .locator(".coupon.off")
        .filter({ hasText: "50ポイント" })
        .getByText("ほかのクーポンと併用できません")
        .waitFor();
      await tap(/^300円引き/);
      await eventually("c300", ["held"]);
      await page.getByRole("button", { name: /会計を確定.*¥1,280/ }).waitFor();
    },
  );

  test(
    "takes one and pays less than its minimum: the sale goes on without it, and says why",
    PATIENCE,
    async () => {
      await tap(/^300円引き/);
      for (let press = 0; press < 2; press++) await tap("1文字消す");
      await page.locator(".coupon.taken.unfit").getByText("あと¥988で使えます").waitFor();
      await page.getByRole("button", { name: /会計を確定.*¥12/ }).waitFor();
      await tapAmount("80");
      await page.getByRole("button", { name: /会計を確定.*¥980・クーポン −¥300/ }).waitFor();
      await tap("この会員の選択を解除");
      await eventually("c300", ["held"]);
    },
  );

  test("is handed the drink: the till says so big before and after", PATIENCE, async () => {
    await scan();
    await tapAmount("550");
    await page.getByText(/^ほかのクーポン/).click();
    await tap(/^ドリンクサービス/);
    await page.locator(".quote .hand-over").getByText("お渡し:ドリンク1杯").waitFor();
    await tap(/会計を確定.*¥550/);
    await page.locator(".receipt .hand-over").getByText("お渡し:ドリンク1杯").waitFor();
    expect(await page.locator(".receipt .used-coupons dd").innerText()).toBe("ドリンク1杯");
    expect(await page.locator(".receipt").getByText("お渡し", { exact: false }).count()).toBe(1);
  });
});

describe("かざす", () => {
  test(
    "one that was presented on the phone is taken by the reading alone: 5 taps, −¥500",
    PATIENCE,
    async () => {
      // As the member's door does: chosen for the next five minutes, on a row of their own.
      const earlier = await staff.client.ok<Scanned>("POST", "/api/till/scans", {
        body: { code: await phone.code(8), source: "camera" },
      });
      const coupons = { coupons: ["scan500"] };
      await staff.client.ok("PUT", `/api/till/scans/${earlier.scanId}/coupons`, { body: coupons });
      await staff.client.ok("PUT", `/api/till/scans/${earlier.scanId}/coupons`, { body: { coupons: [] } });
      const untilMs = world.clock.nowMs() + 300_000;
      await commit(
        world.deps.database,
        raw(`UPDATE member_coupon SET presented_until_ms = ${untilMs} WHERE coupon_id = 'scan500'`),
      );
      await scan(8);
      await page.getByRole("button", { name: /かざして500円引き/, pressed: true }).waitFor();
      await tapAmount("8000");
      await tap(/会計を確定.*¥7,500・クーポン −¥500/);
      await page.locator(".receipt").getByText("クーポン:かざして500円引き").waitFor();
      expect(taps).toBe(5);
    },
  );
});

test(
  "two tills: what one has put aside the other says is in use, and its sale goes on",
  PATIENCE,
  async () => {
    await scan();
    await tapAmount("1280");
    await tap(/^300円引き/);
    await eventually("c300", ["reserved"]);
    const other = await world.staff("二番 レジ");
    world.clock.advanceBy(20_000);
    const read = await other.scan(await phone.code());
    expect(read.coupons.find(({ couponId }) => couponId === "c300")?.refused).toEqual({ reason: "in_use" });
    await tap("この会員の選択を解除");
    await eventually("c300", ["held"]);

    // The other way round: it was free when the code was read, and is used elsewhere before it is taken here.
    await scan();
    await tapAmount("1280");
    await page.getByRole("button", { name: /300円引き.*−¥300.*使う/ }).waitFor();
    world.clock.advanceBy(20_000);
    const again = await other.scan(await phone.code());
    await other.client.ok("PUT", `/api/till/scans/${again.scanId}/coupons`, { body: { coupons: ["c300"] } });
    await tap(/^300円引き/);
    await page.getByText("300円引き:別のお会計で使用中です。外しました").waitFor();
    await tap(/会計を確定.*¥1,280/);
    await page.getByRole("heading", { name: "12 pt 付与しました" }).waitFor();
  },
);
