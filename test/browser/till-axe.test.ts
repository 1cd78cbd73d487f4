import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { plainCoupon } from "../../shared/coupons/samples.ts";
import { publishCoupon, publishStampCard } from "../support/coupon-shop.ts";
import type { Phone, Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";
import { axe } from "./axe.ts";
import { builtPages } from "./built-pages.ts";
import { launchChromium } from "./chromium.ts";
import { pc, phone as phoneSize, shoot, sideways } from "./console-page.ts";
import { fakeCamera, openTill, readLikeAReader } from "./till-page.ts";

/** Every screen and sheet of the till, as a counter's PC and as a phone has it. */

let world: World;
let browser: Browser;
let owner: Till;
const LONG = { timeout: 400_000 };

beforeAll(async () => {
  await builtPages();
  browser = await launchChromium(fakeCamera);
  world = await openWorld();
  await publishShop(world);
  owner = await world.owner();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function publishShop({ deps }: World): Promise<void> {
  const { conditions } = plainCoupon;
  const often = { perMember: { max: 50, period: "ever" as const } };
  const words = (ja: string, en: string) => ({ name: { ja, en } });
  await publishCoupon(deps, "c300", {
    ...{ ...often, ...words("秋の300円引き", "¥300 off in autumn"), stacking: { kind: "alone" } },
    ...{ benefit: { kind: "amount_off", yen: 300 }, conditions: { ...conditions, spendYenMin: 1000 } },
  });
  await publishCoupon(deps, "p50", {
    ...{ ...often, ...words("50ポイントプレゼント", "50 points") },
    benefit: { kind: "extra_points", points: 50 },
  });
  await publishCoupon(deps, "drink", {
    ...{ ...often, ...words("ドリンクサービス", "Free drink") },
    benefit: { kind: "free_item", name: { ja: "お好きなドリンク1杯", en: "one drink" } },
  });
  await publishCoupon(deps, "c500", {
    ...{ ...often, ...words("5,000円以上で500円引き", "¥500 off") },
    ...{ benefit: { kind: "amount_off", yen: 500 }, conditions: { ...conditions, spendYenMin: 5000 } },
  });
  await publishCoupon(deps, "lunch", {
    ...{ ...often, ...words("平日ランチ限定 5%オフ", "Lunch 5% off") },
    benefit: { kind: "percent_off", perMille: 50, ceilingYen: 500 },
    conditions: { ...conditions, weekdays: [1, 2, 3, 4, 5], hours: [{ from: "11:00", to: "14:00" }] },
  });
  await publishStampCard(deps, "visits", {
    ...{ goal: 2, name: { ja: "ご来店カード", en: "Visits" }, icon: "enmusubi" },
    milestones: [{ at: 2, benefit: { kind: "reward", name: { ja: "焼き菓子", en: "Biscuit" } } }],
  });
  await publishStampCard(deps, "byhand", {
    ...{
      earn: { kind: "staff" },
      oncePerDay: true,
      name: { ja: "珈琲豆カード", en: "Beans" },
      colour: "#2d6fc2",
    },
  });
}

/** A walk through the till in one size of window, which looks at each screen that it comes to. */
interface Walk {
  readonly page: Page;
  readonly member: Phone;
  look(state: string, except?: readonly string[]): Promise<void>;
  button(name: string | RegExp): Promise<void>;
  type(digits: string): Promise<void>;
  scan(purpose?: 7 | 8): Promise<void>;
}

async function walkOf(viewport: typeof pc): Promise<Walk> {
  const page = await openTill(browser, world, owner.client);
  await page.setViewportSize(viewport);
  const member = await world.member(viewport === pc ? "佐藤 花子" : "鈴木 一郎");
  const press = (name: string | RegExp): Promise<void> =>
    page.getByRole("button", { name, exact: typeof name === "string" }).click();
  return {
    ...{ page, member, button: press },
    async look(state, except = []) {
      const wide = await sideways(page);
      const faults = [...(await axe(page, { except })), ...(wide === 0 ? [] : [`${wide} pixels too wide`])];
      await shoot(page, `till-${state}-${viewport.width}`);
      expect.soft([state, faults]).toEqual([state, []]);
    },
    async type(digits) {
      for (const digit of digits) await press(digit);
    },
    async scan(purpose = 7) {
      world.clock.advanceBy(60_000);
      await page.goto(`${world.origin}/till/`);
      await page.locator(".top").waitFor();
      await readLikeAReader(page, `${await member.code(purpose)}\n`);
      await page.getByRole("heading", { name: /様$/ }).waitFor();
    },
  };
}

async function lookAtCoupons({ page, look, button, type, scan }: Walk): Promise<void> {
  await page.locator(".word strong").waitFor();
  await look("01-empty");
  await scan(8);
  await look("02-scanned");
  await type("1280");
  await page.getByRole("button", { name: /秋の300円引き.*−¥300/ }).waitFor();
  await look("03-suggested");
  await page.getByText(/^ほかのクーポン/).click();
  await page.getByText("あと¥3,720で使えます").waitFor();
  await look("04-list");
  await button(/^秋の300円引き/);
  await page.getByRole("button", { name: /会計を確定.*¥980・クーポン −¥300/ }).waitFor();
  await look("05-chosen");
  await button("1文字消す");
  await page.locator(".coupon.taken.unfit").waitFor();
  await look("06-unfit");
  await type("0");
  await page.getByRole("button", { name: /会計を確定.*¥980・クーポン −¥300/ }).waitFor();
  await button(/会計を確定/);
  await page.locator(".receipt").getByText("クーポン:秋の300円引き").waitFor();
  await look("07-receipt");
  await button("取消・返品");
  await page.getByText("クーポン「秋の300円引き」をお客様に戻します").waitFor();
  await look("08-undo");
  await page.getByRole("radio", { name: "一部を返品" }).check({ force: true });
  await page.getByRole("dialog").getByRole("textbox").first().fill("980");
  await page.getByText("クーポン「秋の300円引き」を戻します。").waitFor();
  await look("09-return");
  await button("返品を確定");
  await page.getByRole("heading", { name: "返品を記録しました" }).waitFor();
  await look("10-returned");
}

async function lookAtStamps({ page, look, button, type, scan, member }: Walk): Promise<void> {
  // The stamp of the sale before went with its return: this is the first of two again.
  world.clock.advanceBy(60_000);
  await owner.sell((await owner.scan(await member.code())).scanId, 300);
  await scan();
  await type("550");
  await button(/^ドリンクサービス|^50ポイント/);
  await button(/会計を確定/);
  await page.getByRole("button", { name: "景品をお渡しする" }).waitFor();
  await look("11-receipt-full-card");
  await button("景品をお渡しする");
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: "お渡しした" }).waitFor();
  await look("12-reward");
  await button("お渡しした");
  await sheet.getByText("お渡し済み").waitFor();
  await look("13-reward-handed");
  await button("お渡しを取り消す");
  await sheet.getByRole("button", { name: "お渡しした" }).waitFor();
  await look("14-reward-undone");
  await scan();
  await page.locator("button.stamps").waitFor();
  await look("15-reward-waits");
  await page.locator("button.stamps").click();
  await sheet.getByRole("region", { name: "珈琲豆カード" }).waitFor();
  await look("16-stamps");
  await button("スタンプを押す");
  await sheet.locator(".notice.good").waitFor();
  await look("17-stamped");
  await button("スタンプを押す");
  await sheet.getByLabel(/理由/).waitFor();
  await look("18-stamp-refused");
  const beans = sheet.getByRole("region", { name: "珈琲豆カード" });
  await beans.locator("summary").click();
  await beans.getByLabel(/引き継ぐ数/).fill("6");
  await look("19-import");
  await button("6 個を引き継ぐ");
  await sheet.getByText(/\+6/).waitFor();
  await look("20-imported");
}

async function lookAtTrouble({ page, look, button, type, scan, member }: Walk): Promise<void> {
  await scan();
  await type("1280");
  const elsewhere = await world.staff("二番 レジ");
  await page.getByRole("button", { name: /秋の300円引き.*−¥300/ }).waitFor();
  world.clock.advanceBy(20_000);
  const { scanId } = await elsewhere.scan(await member.code());
  await elsewhere.client.ok("PUT", `/api/till/scans/${scanId}/coupons`, { body: { coupons: ["c300"] } });
  await button(/^秋の300円引き/);
  await page.locator(".coupon-lost").waitFor();
  await look("21-used-elsewhere");
  await elsewhere.client.ok("PUT", `/api/till/scans/${scanId}/coupons`, { body: { coupons: [] } });
  await page.locator(".coupon-rest summary").click();
  await button(/^50ポイント/);
  await page.locator(".coupon.taken").waitFor();
  await page.context().setOffline(true);
  await page.locator(".coupons-offline").waitFor();
  await look("22-offline-chosen");
  await button("クーポンを使わずに続ける");
  await page.getByText("オフラインではクーポンを使えません").waitFor();
  await look("23-offline");
  await page.context().setOffline(false);
  await page.getByText("オフラインではクーポンを使えません").waitFor({ state: "detached" });
}

async function lookAround({ page, look, button }: Walk): Promise<void> {
  await page.goto(`${world.origin}/till/`);
  await page.locator(".top").waitFor();
  await button("番号を入力");
  await look("30-type-code");
  await page.goto(`${world.origin}/till/sales`);
  await page.locator(".sales li, .sale").first().waitFor();
  await look("31-sales");
  await page.locator(".sales li button, .sale button").first().click();
  await page.getByRole("dialog").waitFor();
  await look("32-sale");
  await page.goto(`${world.origin}/till/staff`);
  await button("スタッフを招待");
  await look("33-invite");
  await page.goto(`${world.origin}/till/`);
  await button("メニュー");
  await look("34-menu");
  await button("店舗を切り替える");
  await page.getByRole("heading", { name: "どの店舗のレジですか" }).waitFor();
  await look("35-choose-store");
  await page.context().clearCookies();
  await page.goto(`${world.origin}/till/`);
  await page.getByRole("button", { name: "LINEでログイン" }).waitFor();
  // LINE prescribes white on its green, 2.3 to 1, for its own login button.
  await look("36-sign-in", [".line-login"]);
}

for (const viewport of [pc, phoneSize]) {
  test(
    `axe finds 0 serious or critical faults on any screen of the till at ${viewport.width} pixels`,
    LONG,
    async () => {
      const walk = await walkOf(viewport);
      await lookAtCoupons(walk);
      await lookAtStamps(walk);
      await lookAtTrouble(walk);
      await lookAround(walk);
    },
  );
}
