import { readFileSync } from "node:fs";
import { createCanvas } from "@napi-rs/canvas";
import type { Browser, Download, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CouponState } from "../../shared/coupons/console.ts";
import { plainCoupon } from "../../shared/coupons/samples.ts";
import type { Coupon } from "../../shared/coupons/schema.ts";
import { shop } from "../demo/shop.ts";
import { type Desk, deskOf } from "../support/console.ts";
import { newKey } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";
import { axe } from "./axe.ts";
import { builtPages } from "./built-pages.ts";
import { phoneWithCard, runClock } from "./card-phone.ts";
import { launchChromium } from "./chromium.ts";
import { openDesk, pc, phone, shoot, sideways, tooSmall, unnamed } from "./console-page.ts";
import { readQr } from "./read-qr.ts";

/** Coupons at the console on the real server: made, looked at, issued, used on a phone, and stopped. */

let world: World;
let browser: Browser;
let desk: Desk;
let page: Page;
let stopClock: () => void;
/** Of the coupon that the first story makes. */
let couponId = "";

const PATIENCE = { timeout: 120_000 };

beforeAll(async () => {
  await builtPages();
  [world, browser] = await Promise.all([openWorld({ startMs: Date.now() }), launchChromium()]);
  stopClock = runClock(world);
  desk = await deskOf(world, await world.owner());
  page = await openDesk(browser, world, "coupons", { desk });
  // The page asks before it is left over something typed.
  page.on("dialog", (dialog) => void dialog.accept());
}, 120_000);
afterAll(async () => {
  stopClock();
  await browser.close();
  await world.close();
});

/** Asked again for as long as a busy machine may need. */
const soon = <Read>(read: () => Promise<Read>) => expect.poll(read, { timeout: 15_000 });
const content = () => page.locator("#content");
const preview = () => page.getByRole("region", { name: "会員証での見え方" });
const button = (name: string) => page.getByRole("button", { name, exact: true });
const open = async (path: string): Promise<void> => {
  await page.goto(`${world.origin}/console/${path}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  const waiting = page.getByRole("status", { name: /^(読み込み中|Loading)$/ });
  await soon(() => waiting.count()).toBe(0);
};

/** As the console's own door makes one. */
async function issued(change: Partial<Coupon>): Promise<string> {
  const { client } = desk;
  const coupon = { ...plainCoupon, version: 0, ...change };
  const made = await client.ok<CouponState>("POST", "/api/console/coupons", {
    body: { coupon },
    key: newKey(),
  });
  const body = { seenAtMs: made.draftAtMs };
  await client.ok("POST", `/api/console/coupons/${made.couponId}/issue`, { body });
  return made.couponId;
}

test(
  "an empty list teaches with 3 samples, and one of them fills the form and its preview",
  PATIENCE,
  async () => {
    await page.getByText("最初のクーポンを作りましょう").waitFor();
    expect(await content().locator("a.door-card").count()).toBe(3);
    await shoot(page, "coupons-empty-1280");
    await content().getByText("はじめてのお買い物で500円引き").click();
    await preview().getByText("500円引き", { exact: true }).waitFor();
    expect(await preview().getByText("2,000円以上のお買い上げ").count()).toBe(1);
    expect(await preview().getByText("レジでかざす").count()).toBe(1);
  },
);

test(
  "an empty name is told beside its field, which is focused; an end before the start at once",
  PATIENCE,
  async () => {
    const name = page.getByLabel(/^名前 \*$/);
    await name.fill("");
    expect(await name.getAttribute("aria-invalid")).toBeNull();
    await button("下書きを保存して確認へ").click();
    await page.getByText("名前を入力してください").waitFor();
    expect(await name.getAttribute("aria-invalid")).toBe("true");
    await soon(() => name.evaluate((field) => field === document.activeElement)).toBe(true);
    await shoot(page, "coupons-error-1280");
    await name.fill("開店記念");
    await page.getByLabel("開始日").fill("2030-02-02");
    await page.getByLabel("最終日(この日まで)").fill("2030-02-01");
    await page.getByText("最終日が開始日より前です").waitFor();
    await page.getByLabel("開始日").fill("");
    await soon(() => page.getByText("最終日が開始日より前です").count()).toBe(0);
  },
);

test("what was typed is there after a reload, in the form and in the preview", PATIENCE, async () => {
  await page.getByLabel("引く金額").fill("７００");
  await page.getByRole("radio", { name: /見せる/ }).check();
  await page.getByLabel("最低のお買い上げ金額").fill("0");
  await page.reload();
  await preview().getByText("700円引き", { exact: true }).waitFor();
  expect(await page.getByLabel(/^名前 \*$/).inputValue()).toBe("開店記念");
  expect(await page.getByLabel("最終日(この日まで)").inputValue()).toBe("2030-02-01");
  expect(await preview().getByText("2030年2月1日まで").count()).toBe(1);
});

test(
  "a photo of 2,400 by 1,050 pixels is made to fit 1,024 and shown; what is no picture is told beside the field",
  PATIENCE,
  async () => {
    const input = page.locator("#content input[type=file]");
    await input.setInputFiles({
      name: "notes.png",
      mimeType: "image/png",
      buffer: Buffer.from("no picture"),
    });
    await page.getByText("この画像は読み込めません。PNGかJPEGを選んでください").waitFor();
    const buffer = createCanvas(2_400, 1_050).toBuffer("image/png");
    await input.setInputFiles({ name: "photo.png", mimeType: "image/png", buffer });
    const shown = preview().locator("img");
    await shown.waitFor();
    await soon(() => shown.evaluate(sizeOf)).toEqual([1_024, 448]);
    await button("画像を外す").click();
    await soon(() => shown.count()).toBe(0);
    await button("元に戻す").click();
    await shown.waitFor();
  },
);

function sizeOf(picture: HTMLElement | SVGElement): readonly number[] {
  return picture instanceof HTMLImageElement ? [picture.naturalWidth, picture.naturalHeight] : [];
}

test(
  "a draft is looked over and issued; a phone shows it, uses it, and 1 stands in the results",
  PATIENCE,
  async () => {
    await button("下書きを保存して確認へ").click();
    await page.getByText("まだ下書きです").waitFor();
    couponId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    await button("配布を始める").click();
    await page.getByText("配布を始めました").waitFor();
    await content().getByText("配布中", { exact: true }).waitFor();

    const { page: screen } = await useOnPhone("開店 はな子");
    await screen.context().close();

    await page.getByRole("link", { name: "結果", exact: true }).click();
    await page.getByRole("img", { name: /利用がもっとも多かったのは.*の1回です/ }).waitFor();
    expect(await figure("利用")).toBe("1");
    expect(await figure("見た会員")).toBe("1");
    await page.getByRole("link", { name: "持っている会員" }).click();
    const row = page.getByRole("table", { name: "クーポンを持つ会員" }).getByRole("row").nth(1);
    await row.getByText("使用済み").waitFor();
    expect(await row.getByRole("link", { name: "開店 はな子" }).getAttribute("href")).toContain(
      "/console/members/",
    );
    expect((await csv("UTF-8")).subarray(0, 3).toString("hex")).toBe("efbbbf");
    expect(new TextDecoder("shift_jis").decode(await csv("Shift_JIS"))).toContain("開店 はな子");
  },
);

async function useOnPhone(name: string) {
  const card = await phoneWithCard(browser, world, name, { viewport: { width: 360, height: 640 } });
  await card.open();
  await card.join();
  await card.page.getByRole("button", { name: /^クーポン/ }).click();
  await card.page.getByRole("button", { name: /開店記念/ }).click();
  await card.page.getByRole("button", { name: "使う", exact: true }).click();
  const sheet = card.page.getByRole("dialog");
  await sheet.getByLabel("ご利用のお店").selectOption({ index: 1 });
  await sheet
    .getByRole("button", { name: /使う|使用/ })
    .last()
    .click();
  await card.page.getByRole("heading", { name: "クーポンを使いました" }).waitFor();
  return card;
}

/** The number under a label of the results. */
function figure(label: string): Promise<string> {
  return content()
    .locator(".figure", { has: page.getByText(label, { exact: true }) })
    .first()
    .locator("p")
    .nth(1)
    .innerText();
}

async function csv(encoding: "UTF-8" | "Shift_JIS"): Promise<Buffer> {
  await button("CSV").click();
  return downloaded(() => page.getByRole("menuitem", { name: encoding }).click());
}

async function downloaded(press: () => Promise<void>): Promise<Buffer> {
  const [file]: [Download, unknown] = await Promise.all([page.waitForEvent("download"), press()]);
  return readFileSync(await file.path());
}

test("stopping is one press, and 元に戻す takes it up again", PATIENCE, async () => {
  await open(`coupons/${couponId}`);
  await button("停止する").click();
  await page.getByText("停止しました。配布も利用もできません").waitFor();
  await content().getByText("停止", { exact: true }).waitFor();
  await shoot(page, "coupons-stopped-1280");
  await button("元に戻す").click();
  await page.getByText("元に戻しました").waitFor();
  await content().getByText("配布中", { exact: true }).waitFor();
  await button("停止する").waitFor();
});

test(
  "an issued ¥700 cannot become ¥600, and as ¥800 it says what it was before it is issued",
  PATIENCE,
  async () => {
    await open(`coupons/${couponId}/edit`);
    await page.getByLabel("引く金額").fill("600");
    await page.getByText("公開後に特典を小さくすることはできません").waitFor();
    await page.getByLabel("引く金額").fill("800");
    await soon(() => page.getByText("公開後に特典を小さくすることはできません").count()).toBe(0);
    await button("下書きを保存して確認へ").click();
    await page.getByText("変更前: 700円引き").waitFor();
    await shoot(page, "coupons-changed-1280");
    await button("変更を公開する").click();
    await page.getByText("変更を公開しました").waitFor();
    await soon(() => page.getByText("変更前:").count()).toBe(0);
    const { coupons } = await desk.client.ok<{ coupons: readonly { coupon: Coupon }[] }>(
      "GET",
      "/api/console/coupons",
    );
    expect(coupons.map(({ coupon }) => coupon.benefit)).toEqual([{ kind: "amount_off", yen: 800 }]);
  },
);

test(
  "one member and a list of 2 are given it: looked at first, given in the background, taken back",
  PATIENCE,
  async () => {
    for (const name of ["配布 いち子", "配布 にこ"]) await world.member(name);
    const given = await issued({ name: { ja: "お詫び", en: "Apology" }, issue: { to: "given" } });
    await open(`coupons/${given}/give`);
    await page.getByRole("combobox", { name: /^渡す会員/ }).fill("いち子");
    await page.getByRole("option", { name: /配布 いち子/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByLabel(/^理由/).fill("お待たせしたため");
    await page.keyboard.press("Enter");
    await page.getByText("配布 いち子さんに渡しました").waitFor();
    await button("元に戻す").click();
    await page.getByText("元に戻しました").waitFor();

    const numbers = await Promise.all(
      ["配布 いち子", "配布 にこ"].map(async (name) => (await desk.member(name)).member.publicId),
    );
    await page.getByLabel("または、会員番号を貼り付け").fill([...numbers, "nobody", numbers[0]].join("\n"));
    await button("確認する(まだ渡しません)").click();
    await page.getByText("会員が見つからない番号が1件: nobody").waitFor();
    expect(await page.getByText("同じ番号が1件(1回と数えます)").count()).toBe(1);
    await button("2人に渡す").click();
    await page.getByText("2人中 2人に渡しました").waitFor({ timeout: 30_000 });

    await page.getByRole("link", { name: "持っている会員" }).click();
    await page.getByText("1–3 / 3件").waitFor();
    await page.getByRole("button", { name: "取り消す: 配布 にこ" }).click();
    await page.getByLabel("理由").fill("間違い");
    await page.keyboard.press("Enter");
    await page.getByText("配布 にこさんのクーポンを取り消しました").waitFor();
    await button("元に戻す").click();
    await page.getByText("元に戻しました").waitFor();
    await page.getByRole("combobox", { name: "状態" }).click();
    await page.getByRole("option", { name: "取り消し" }).click();
    await page.getByText("1–1 / 1件").waitFor();
    expect(page.url()).toContain("status=revoked");
  },
);

test(
  "12 codes come as a file, and the shop's QR holds the address that gives the coupon",
  PATIENCE,
  async () => {
    const codes = await issued({ name: { ja: "チラシ", en: "Leaflet" }, issue: { to: "unique_codes" } });
    await open(`coupons/${codes}/codes`);
    await page.getByLabel("作る数").fill("12");
    await button("作る").click();
    await page.getByText("コードを12個作りました").waitFor();
    const row = page.getByRole("table", { name: "1回限りのコード" }).getByRole("row").nth(1);
    await row.getByRole("button", { name: "CSV" }).click();
    const file = await downloaded(() => row.getByRole("menuitem", { name: "UTF-8" }).click());
    expect(file.toString("utf8").trim().split(/\r?\n/)).toHaveLength(13);

    const qr = await issued({ name: { ja: "店頭", en: "In the shop" }, issue: { to: "qr" } });
    await open(`coupons/${qr}/qr`);
    const { claimUrl } = await desk.client.ok<CouponState>("GET", `/api/console/coupons/${qr}`);
    const drawn = page.getByRole("img", { name: "クーポンを受け取るQRコード" });
    expect(await readQr(await drawn.screenshot())).toBe(claimUrl);
  },
);

test(
  "every part has an address, and the keyboard alone goes from one to the next and back",
  PATIENCE,
  async () => {
    await open(`coupons/${couponId}/results?by=store`);
    await page.getByRole("heading", { name: "お店ごと" }).waitFor();
    await page.getByRole("link", { name: "概要" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "このクーポンの操作" }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/console/coupons/${couponId}`);
    await page.goBack();
    await page.getByRole("heading", { name: "お店ごと" }).waitFor();
    await open("coupons?state=issued&sort=-used");
    expect(await page.getByRole("columnheader", { name: "利用" }).getAttribute("aria-sort")).toBe(
      "descending",
    );
  },
);

/** Addresses of every screen about coupons, in every state that these stories have made. */
async function screens(): Promise<readonly string[]> {
  const { coupons } = await desk.client.ok<{ coupons: readonly { couponId: string; coupon: Coupon }[] }>(
    "GET",
    "/api/console/coupons",
  );
  const of = (to: Coupon["issue"]["to"]) => coupons.find(({ coupon }) => coupon.issue.to === to)?.couponId;
  const parts = ["", "/edit", "/results", "/holders"].map((part) => `coupons/${couponId}${part}`);
  return [
    ...["coupons", "coupons?q=none", "coupons/new", "coupons/new?sample=weekday", ...parts],
    ...[`coupons/${of("given")}/give`, `coupons/${of("given")}/holders`],
    ...[`coupons/${of("unique_codes")}/codes`, `coupons/${of("qr")}/qr`, `coupons/${of("qr")}/results`],
  ];
}

for (const viewport of [pc, phone]) {
  test(`axe finds 0 serious faults on any screen about coupons at ${viewport.width} pixels`, {
    timeout: 240_000,
  }, async () => {
    await page.setViewportSize(viewport);
    for (const screen of await screens()) {
      await open(screen);
      const wide = await sideways(page);
      const faults = [...(await axe(page)), ...(await unnamed(page)), ...(await tooSmall(page))];
      await shoot(page, `${screen.replace(couponId, "ID").replaceAll(/[/?=]/g, "-")}-${viewport.width}`);
      expect.soft([screen, wide, faults]).toEqual([screen, 0, []]);
    }
    await page.setViewportSize(pc);
  });
}

/** What the shop and its people wrote in Japanese. */
const written = [
  ...[
    "開店記念",
    "お詫び",
    "配布 いち子",
    "配布 にこ",
    "チラシ",
    "開店 はな子",
    "はじめてのお買い物で",
    "縁田 結",
  ],
  ...[shop.name, ...shop.stores.map(({ name }) => name)],
];

test("in English no Japanese is left but what the shop wrote", { timeout: 240_000 }, async () => {
  await open("coupons");
  await page.evaluate(() => localStorage.setItem("goen.console.language", "en"));
  for (const screen of await screens()) {
    await open(screen);
    const left = await content().evaluate((root) =>
      [...root.querySelectorAll("*")]
        .flatMap((element) => [
          ...[...element.childNodes].map((node) => (node.nodeType === 3 ? (node.textContent ?? "") : "")),
          element.getAttribute("aria-label") ?? "",
          element.getAttribute("placeholder") ?? "",
        ])
        .filter((text) => /[\u3040-\u30ff\u4e00-\u9fff]/.test(text)),
    );
    const own = new RegExp(written.join("|"));
    expect.soft([screen, left.filter((text) => !own.test(text))]).toEqual([screen, []]);
  }
  await page.evaluate(() => localStorage.setItem("goen.console.language", "ja"));
});
