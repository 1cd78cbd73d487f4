import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultProgramme } from "../../shared/points/programme/defaults.ts";
import type { PurchaseList } from "../../shared/purchases/schema.ts";
import { memberIdOf, posOf, storeIds } from "../support/api.ts";
import { promotionWith } from "../support/earning.ts";
import type { Phone, Till } from "../support/people.ts";
import { publish } from "../support/programme.ts";
import { openWorld, type World } from "../support/world.ts";
import { builtPages } from "./built-pages.ts";
import { launchChromium } from "./chromium.ts";
import { fakeCamera, openTill, PATIENCE, readLikeAReader, typeLikeAPerson } from "./till-page.ts";

let world: World;
let browser: Browser;
let phone: Phone;
let staff: Till;
let page: Page;
beforeAll(async () => {
  await builtPages();
  browser = await launchChromium(fakeCamera);
  world = await openWorld();
  phone = await world.member("佐藤 花子");
  staff = await world.staff("糸井 あかり");
  const { scanId } = await staff.scan(await phone.code());
  await staff.sell(scanId, 20_000);
  page = await openTill(browser, world, staff.client);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function scan(purpose: 7 | 8): Promise<void> {
  world.clock.advanceBy(20_000);
  await readLikeAReader(page, `${await phone.code(purpose)}\n`);
  await page.getByRole("heading", { name: "佐藤 花子 様" }).waitFor();
}

test("the limit of use stands under the choice, and the details say why line by line", PATIENCE, async () => {
  const rain = promotionWith({
    ...{ ruleId: "rain", name: { ja: "雨の日", en: "Rainy day" }, value: { kind: "fixed", points: 30 } },
  });
  const { rules, use } = defaultProgramme;
  await publish(world, { rules: [...rules, rain], use: { ...use, pointsMaxPerSale: 100 } });
  await scan(8);
  await typeLikeAPerson(page, "1280");
  await page.getByRole("radio", { name: /すべて/ }).check();
  await page.getByText("1回の会計で使えるのは 100 pt まで").waitFor();
  await page.getByText("お買い上げポイント +11・雨の日 +30").waitFor();
  await page.getByText("内訳").click();
  await page.getByText("ポイントで払う ¥100 は対象外").waitFor();
  await page.getByRole("button", { name: /会計を確定.*¥1,180.*100 pt 利用.*41 pt 付与/ }).click();
  await page.getByText("100 pt 利用しました").waitFor();
});

test(
  "half of it is returned: one sentence before, the list says how much came back, and only the rest is left",
  PATIENCE,
  async () => {
    await page.goto(`${world.origin}/till/sales`);
    await page
      .getByRole("button", { name: /取消・返品/ })
      .first()
      .click();
    await page.getByRole("radio", { name: "一部を返品" }).check();
    const amount = page.getByRole("textbox", { name: /返品する金額/ });
    await amount.fill("9999");
    await page.getByRole("alert").getByText("返品できる残りを超えています").waitFor();
    await amount.fill("640");
    await page
      .getByText("利用した 50 pt を戻します。付与した 6 pt を取り消します。返金は ¥590(税抜)。")
      .waitFor();
    await page.getByRole("button", { name: "返品を確定" }).click();
    await page.getByText("返品 ¥640").waitFor();
    await page.getByText("返品を記録しました。佐藤 花子 様の残高は 185 pt です").waitFor();
    const { items } = await staff.client.ok<PurchaseList>("GET", "/api/till/purchases");
    expect(items[0]).toMatchObject({ status: "partly_returned", returnedYen: 640 });
    await page
      .getByRole("button", { name: /取消・返品/ })
      .first()
      .click();
    expect(await page.getByRole("radio", { name: "すべて取り消す" }).count()).toBe(0);
    await page.getByRole("textbox", { name: /残り ¥640 まで/ }).fill("640");
    await page.getByRole("button", { name: "返品を確定" }).click();
    await page.getByText("返品済").waitFor();
    expect((await phone.home()).points.balance).toBe(200);
  },
);

test(
  "a return whose answer was lost is asked about after the page was closed: it is one return, and no second one meanwhile",
  PATIENCE,
  async () => {
    world.clock.advanceBy(20_000);
    await staff.sell((await staff.scan(await phone.code())).scanId, 3_000);
    const keys: (string | undefined)[] = [];
    let lost = true;
    await page.route("**/refunds", async (route) => {
      keys.push(route.request().headers()["idempotency-key"]);
      if (!lost) return route.continue();
      await route.fetch();
      await route.abort("connectionreset");
    });
    await page.goto(`${world.origin}/till/sales`);
    await page
      .getByRole("button", { name: /取消・返品/ })
      .first()
      .click();
    await page.getByRole("radio", { name: "一部を返品" }).check();
    await page.getByRole("textbox", { name: /返品する金額/ }).fill("1000");
    await page.getByText("返金は ¥1,000").waitFor();
    await page.getByRole("button", { name: "返品を確定" }).click();
    await page.getByText("送信中…もう一度確認しています").waitFor();
    await page.goto(`${world.origin}/till/sales`);
    await page
      .getByRole("button", { name: /取消・返品/ })
      .first()
      .click();
    await page.getByRole("textbox", { name: /返品する金額/ }).fill("1000");
    await page.getByText("返金は ¥1,000").waitFor();
    await page.getByText("送信中…もう一度確認しています").waitFor();
    expect(await page.getByRole("button", { name: "返品を確定" }).isDisabled()).toBe(true);
    lost = false;
    // It is answered, and now another one may be made.
    await page.getByRole("button", { name: "返品を確定", disabled: false }).waitFor();
    expect(new Set(keys).size).toBe(1);
    await page.goto(`${world.origin}/till/`);
    const { items } = await staff.client.ok<PurchaseList>("GET", "/api/till/purchases");
    expect(items[0]).toMatchObject({ amountYen: 3_000, returnedYen: 1_000 });
  },
);

test(
  "of a sale with lines, pieces are chosen: one of two cups comes back, in the sale's own tax words",
  PATIENCE,
  async () => {
    const pos = await posOf(world);
    const memberId = await memberIdOf(world, phone.userId);
    const [store] = await storeIds(world);
    const lines = [
      { lineId: "1", itemCode: "豆 200g", quantity: 1, amountYen: 1_080, taxPerMille: 80 },
      { lineId: "2", itemCode: "カップ", quantity: 2, amountYen: 1_100, taxPerMille: 100 },
    ];
    await pos.sell(memberId, store, 2_180, { basket: { amountsAre: "tax_included", lines } });
    const before = (await phone.home()).points.balance;
    await page.goto(`${world.origin}/till/sales`);
    const sale = page.locator(".sale").first();
    await sale.getByText("税込").waitFor();
    await sale.getByRole("button", { name: /取消・返品/ }).click();
    await page.getByRole("radio", { name: "一部を返品" }).check();
    await page.getByText("返品する商品(税込)").waitFor();
    expect(await page.getByRole("button", { name: "豆 200g を1点減らす" }).isDisabled()).toBe(true);
    await page.getByRole("button", { name: "カップ を1点増やす" }).click();
    await page.getByText("付与した 5 pt を取り消します。返金は ¥550(税込)。").waitFor();
    await page.getByRole("button", { name: "返品を確定" }).click();
    await page.getByText(/返品を記録しました。佐藤 花子 様の残高は/).waitFor();
    expect((await phone.home()).points.balance).toBe(before - 5);

    await sale.getByRole("button", { name: /内訳/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("返品で取り消した付与").waitFor();
    await dialog.getByText("お買い上げポイント").first().waitFor();
    await page.getByRole("button", { name: "閉じる" }).click();
    await sale.getByRole("button", { name: /取消・返品/ }).click();
    await page.getByText("1 点・¥550").waitFor();
    await page.getByRole("button", { name: "やめる" }).click();
  },
);
