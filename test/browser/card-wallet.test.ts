import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { addDays, dateAt } from "../../shared/dates.ts";
import type { MemberStampCard } from "../../shared/stamps/views.ts";
import { shop } from "../demo/shop.ts";
import { openWorld, type World } from "../support/world.ts";
import { axe } from "./axe.ts";
import { builtPages } from "./built-pages.ts";
import { type CardPhone, phoneWithCard, runClock } from "./card-phone.ts";
import { launchChromium } from "./chromium.ts";
import { shownNow, WalletDoor, walletCoupon } from "./wallet-door.ts";

let world: World;
let browser: Browser;
let stopClock: () => void;
/** How far the servers and phones of these tests are ahead of this machine. */
let aheadMs = 0;
const nowMs = (): number => Date.now() + aheadMs;
const today = dateAt(Date.now(), "Asia/Tokyo");
const [first, second] = shop.stores;

beforeAll(async () => {
  await builtPages();
  [world, browser] = await Promise.all([openWorld({ startMs: Date.now() }), launchChromium()]);
  stopClock = runClock(world, nowMs);
});
afterEach(() => {
  aheadMs = 0;
});
afterAll(async () => {
  stopClock();
  await browser.close();
  await world.close();
});

const show = walletCoupon({
  untilOn: addDays(today, 2),
  name: { ja: "秋の100円引きクーポン", en: "" },
  description: { ja: "あたたかいお飲み物にどうぞ。", en: "" },
  terms: { ja: "1回のお会計で1枚だけ使えます。", en: "" },
  conditions: { ...walletCoupon().conditions, spendYenMin: 500 },
  stacking: { kind: "alone" },
});
const timed = walletCoupon({
  ...{
    walletId: "w-timed",
    couponId: "c-timed",
    mode: "timed",
    timedMinutes: 15,
    untilOn: addDays(today, 20),
  },
  ...{
    name: { ja: "15分だけのケーキセット", en: "" },
    benefit: { kind: "percent_off", perMille: 200, ceilingYen: 500 },
  },
});
const scan = walletCoupon({
  ...{ walletId: "w-scan", couponId: "c-scan", mode: "scan", untilOn: addDays(today, 6) },
  ...{
    name: { ja: "焙煎豆 プレゼント", en: "" },
    benefit: { kind: "free_item", name: { ja: "焙煎豆100g", en: "" } },
  },
});
const used = walletCoupon({
  ...{ walletId: "w-used", status: "redeemed", usedAtMs: Date.now() - 86_400_000 },
  ...{ name: { ja: "夏の1杯無料", en: "" }, benefit: { kind: "extra_points", points: 50 } },
});
const gift = (ja: string) => ({ ja, en: ja });
const coffee = {
  at: 10,
  benefit: { kind: "reward", name: gift("珈琲1杯") },
  label: { ja: "珈琲1杯", en: "" },
  reached: false,
} as const;
const stampCard: MemberStampCard = {
  cardId: "s-1",
  round: 2,
  name: { ja: "珈琲スタンプカード", en: "" },
  description: gift("深煎りと浅煎り、どちらでも"),
  terms: gift("1会計につき1個です。\n現金には換えられません。"),
  colour: "#b03a2e",
  icon: "cup",
  goal: 10,
  count: 7,
  milestones: [
    { at: 5, benefit: { kind: "points", points: 50 }, label: { ja: "50ポイント", en: "" }, reached: true },
    coffee,
  ],
  untilOn: addDays(today, 60),
  stampedOn: [today],
  status: "open",
  earn: { kind: "visit" },
  oncePerDay: true,
};

function fullDoor(): WalletDoor {
  const door = new WalletDoor();
  door.usable = [show, scan, timed];
  door.past = [used];
  door.draws = [
    ...[
      {
        couponId: "d-1",
        name: gift("年末くじ"),
        description: gift("1等は500円引き"),
        picturePath: null,
        drawsLeft: 2,
      },
    ],
  ];
  door.stores = [first, second].map(({ name }, nth) => ({ publicId: `store-${nth}`, name }));
  door.stamps = {
    cards: [
      stampCard,
      {
        ...stampCard,
        cardId: "s-2",
        round: 1,
        name: gift("焼菓子カード"),
        colour: "#1f4e79",
        icon: "star",
        goal: 15,
        count: 3,
        milestones: [{ ...coffee, at: 15 }],
      },
    ],
    past: [],
    rewards: [
      ...[
        {
          rewardId: "r-1",
          cardName: gift("珈琲スタンプカード"),
          name: gift("お好きな珈琲1杯"),
          earnedOn: today,
        },
      ],
    ].map((each) => ({ ...each, handedOverAtMs: null, storeName: null })),
  };
  return door;
}

async function phoneOf(
  name: string,
  door: WalletDoor,
  size = { width: 360, height: 640 },
): Promise<CardPhone> {
  const phone = await phoneWithCard(browser, world, name, { viewport: size });
  await door.stand(phone.context);
  await phone.open();
  await phone.join();
  await phone.page.getByRole("button", { name: /^クーポン/ }).waitFor();
  return phone;
}

/** Where `SHOTS` names a folder, what a person would see goes there. */
async function look(page: Page, name: string): Promise<void> {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
}

test("three coupons and two stamp cards stand beside the code at 360 × 640, in reach and without moving it", async () => {
  const phone = await phoneOf("財布 ひとり", fullDoor());
  const { page } = phone;
  const symbol = await page.locator(".symbol").boundingBox();
  for (const name of [/^クーポン 3/, /^スタンプ 7\/10/]) {
    const box = await page.getByRole("button", { name }).boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    expect(box?.y).toBeGreaterThan(640 * 0.7);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(640);
  }
  expect((symbol?.y ?? 0) + (symbol?.height ?? 0)).toBeLessThan(500);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
  expect(await phone.readCode()).toMatch(/^7/);
  expect(await axe(page)).toEqual([]);
  await look(page, "card-360");
  await page.getByRole("button", { name: /秋の100円引き/ }).click();
  await page.getByText("500円以上のお買い上げ").waitFor();
  expect(new URL(page.url()).pathname).toBe("/card/coupons/w-show");
  expect(await axe(page)).toEqual([]);
  await look(page, "coupon-360");
}, 60_000);

test("見せる: the store, a slide, and a living screen whose word and clock go on where motion is not wanted", async () => {
  const door = fullDoor();
  const phone = await phoneOf("見せる ひとり", door);
  const { page } = phone;
  await page.emulateMedia({ reducedMotion: "reduce" });
  door.answers.set("POST /api/card/coupons/w-show/redeem", () => {
    const shown = shownNow(show, first.name);
    door.usable = [scan, timed];
    door.past = [shown.coupon, used];
    return shown;
  });
  await page.getByRole("button", { name: /^クーポン/ }).click();
  await look(page, "coupons-360");
  expect(await axe(page)).toEqual([]);
  await page.getByRole("button", { name: /秋の100円引き/ }).click();
  await page.getByRole("button", { name: "使う", exact: true }).click();
  await page.getByRole("heading", { name: "スタッフの前で押してください" }).waitFor();
  expect(await axe(page)).toEqual([]);
  await slide(page, 0.5);
  expect(door.asked.some((each) => each.endsWith("/redeem"))).toBe(false);
  await slide(page, 1);
  await page.getByText("お店を選んでください", { exact: true }).last().waitFor();
  await page.getByLabel("ご利用のお店").selectOption({ label: first.name });
  await look(page, "use-360");
  await slide(page, 1);
  await page.getByRole("heading", { name: "クーポンを使いました" }).waitFor();
  const [clock, word] = [page.locator(".living-clock"), page.locator(".living-word strong")];
  const before = await clock.innerText();
  await expect.poll(() => clock.innerText(), { timeout: 3_000 }).not.toBe(before);
  expect(await word.innerText()).toBe("赤いふね");
  expect(await page.locator(".living").innerText()).toContain(first.name);
  await look(page, "living-360");
  expect(await axe(page)).toEqual([]);
  await page.getByRole("button", { name: "閉じる" }).click();
  // Within its two minutes it can be shown once more, also after the page was closed.
  await page.reload();
  await page.getByRole("button", { name: "確認画面をもう一度見せる" }).click();
  await page.getByRole("heading", { name: "クーポンを使いました" }).waitFor();
  expect(door.asked.filter((each) => each.endsWith("/redeem")).length).toBe(1);
}, 60_000);

test("時限: 90 s of 15 minutes pass while the page is closed, by the server's clock where the phone's is 2 h ahead", async () => {
  const door = fullDoor();
  const phone = await phoneWithCard(browser, world, "時限 ひとり", { viewport: { width: 390, height: 844 } });
  const { page } = phone;
  const phoneGoes = (ms: number): Promise<unknown> =>
    phone.context.addInitScript(`{ const now = Date.now; Date.now = () => now() + ${ms}; }`);
  await phoneGoes(7_200_000);
  door.nowMs = nowMs;
  await door.stand(phone.context);
  door.answers.set("POST /api/card/coupons/w-timed/open", () => {
    const opened = { ...timed, timedUntilMs: Date.now() + 15 * 60_000 };
    door.usable = [opened, show, scan];
    return opened;
  });
  await phone.open();
  await phone.join();
  await page.getByRole("button", { name: /^クーポン/ }).click();
  await page.getByRole("button", { name: /15分だけの/ }).click();
  await page.getByRole("button", { name: "使いはじめる" }).click();
  await page.getByText("途中で止めることはできません").waitFor();
  expect(await axe(page)).toEqual([]);
  await look(page, "start-390");
  await page.getByRole("button", { name: "始める", exact: true }).click();
  const timer = page.getByRole("timer");
  await timer.getByText(/1[45]:\d\d/).waitFor();
  await page.goto("about:blank");
  aheadMs = 90_000;
  await phoneGoes(aheadMs);
  await page.goBack();
  await timer.getByText(/1[23]:\d\d/).waitFor();
  const before = await timer.innerText();
  await expect.poll(() => timer.innerText(), { timeout: 8_000 }).not.toBe(before);
  await look(page, "timed-390");
  // The time is over: nothing of it can be used, without asking anybody.
  door.usable = [{ ...timed, timedUntilMs: nowMs() + 3_000 }];
  await page.reload();
  await page.locator(".ticket").getByText("時間が終わりました").waitFor();
  expect(await page.getByRole("button", { name: /使う/ }).count()).toBe(0);
}, 60_000);

test("かざす: the spend code stands under the coupon's name, can be put back, and the till's use is told with joy", async () => {
  const door = fullDoor();
  const phone = await phoneOf("翳す ひとり", door, { width: 390, height: 844 });
  const { page } = phone;
  const till = await world.staff("糸井 かざす");
  const presented = () => ({ ...scan, presentedUntilMs: Date.now() + 300_000 });
  door.answers.set("POST /api/card/coupons/w-scan/present", presented);
  door.answers.set("DELETE /api/card/coupons/w-scan/present", () => scan);
  const present = async (): Promise<void> => {
    await page.getByRole("button", { name: /^クーポン/ }).click();
    await page.getByRole("button", { name: /焙煎豆 プレゼント/ }).click();
    await page.getByRole("button", { name: "レジでかざす" }).click();
    await page.getByText("クーポン「焙煎豆 プレゼント」").waitFor();
  };
  await present();
  await page.getByRole("button", { name: "クーポンを使うのをやめる" }).click();
  await expect.poll(() => phone.readCode()).toMatch(/^7/);
  await expect.poll(() => door.asked.includes("DELETE /api/card/coupons/w-scan/present")).toBe(true);
  await present();
  await look(page, "present-390");
  expect(await axe(page)).toEqual([]);
  await page.getByRole("img", { name: "クーポンを使うコードのQRコード" }).waitFor();
  await page.getByText("クーポンを使うコードを表示しています").waitFor();
  const code = await phone.readCode();
  expect(code).toMatch(/^8/);
  const { scanId, scopes } = await till.scan(code, "spend");
  expect(scopes).toEqual(["earn", "spend"]);
  door.usable = [show, timed];
  door.past = [{ ...scan, status: "redeemed", usedAtMs: Date.now() }, used];
  await till.sell(scanId, 1280);
  await page.getByRole("heading", { name: "クーポンを使いました" }).waitFor({ timeout: 6_000 });
  await look(page, "celebrate-390");
  await page.getByRole("button", { name: "会員証に戻る" }).click();
  await expect.poll(() => phone.readCode()).toMatch(/^7/);
}, 60_000);

test("a code in full width is sent, an unknown one is told in a sentence, and a QR's link claims by itself once", async () => {
  const door = fullDoor();
  const phone = await phoneOf("合言葉 ひとり", door);
  const { page } = phone;
  await page.getByRole("button", { name: /^クーポン/ }).click();
  await page.getByLabel("合言葉またはコード").fill("ｇｏ-en");
  await page.getByRole("button", { name: "もらう" }).click();
  await page.getByText("この合言葉(コード)のクーポンはありません").waitFor();
  door.answers.set("POST /api/card/coupons/claim", () => show);
  await page.getByRole("button", { name: "もらう" }).click();
  await page.getByText("「秋の100円引きクーポン」をもらいました").waitFor();
  const before = door.asked.filter((each) => each.endsWith("/claim")).length;
  await page.goto(`${world.origin}/card/?claim=abc`);
  await page.getByText("「秋の100円引きクーポン」をもらいました").waitFor();
  expect(new URL(page.url()).search).toBe("");
  await page.reload();
  await page.getByText("500円以上のお買い上げ").waitFor();
  expect(door.asked.filter((each) => each.endsWith("/claim")).length).toBe(before + 1);
}, 60_000);

test("a draw says lost and won as they are, and leads to what was won", async () => {
  const door = fullDoor();
  const phone = await phoneOf("籤引 ひとり", door);
  const { page } = phone;
  let nth = 0;
  door.answers.set("POST /api/card/coupons/draws/d-1", () => {
    nth++;
    return nth === 1 ? { won: false, coupon: null, drawsLeft: 1 } : { won: true, coupon: show, drawsLeft: 0 };
  });
  await page.getByRole("button", { name: /^クーポン/ }).click();
  await page.getByRole("button", { name: "くじを引く" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: "くじを引く" }).click();
  await page.getByText("残念、はずれでした").waitFor();
  await page.getByRole("button", { name: "もう一度引く" }).click();
  await page.getByText("当たりました!").waitFor();
  await look(page, "won-360");
  expect(await axe(page)).toEqual([]);
  await page.getByRole("button", { name: "クーポンを見る" }).click();
  await page.getByText("500円以上のお買い上げ").waitFor();
}, 60_000);

test("without a network the last wallet stands, says of when it is, and lets nothing be used", async () => {
  const door = fullDoor();
  const phone = await phoneOf("圏外 ひとり", door);
  const { page, context } = phone;
  await expect.poll(() => door.asked.includes("GET /api/card/stamps")).toBe(true);
  await context.unroute("**/api/card/coupons**");
  await context.setOffline(true);
  await page.getByText("通信できません。コードは使えます").waitFor({ timeout: 6_000 });
  await page.getByRole("button", { name: /^クーポン/ }).click();
  await page.getByText(/時点の内容です/).waitFor();
  await look(page, "offline-360");
  await page.getByRole("button", { name: /秋の100円引き/ }).click();
  expect(await page.getByRole("button", { name: "使う", exact: true }).isDisabled()).toBe(true);
  expect(await axe(page)).toEqual([]);
}, 60_000);

test("stamp cards say 7 of 10 as a sentence, lie beside each other, and show what staff hand over", async () => {
  const phone = await phoneOf("判子 ひとり", fullDoor());
  const { page } = phone;
  await page.getByRole("button", { name: /^スタンプ/ }).click();
  await page.getByText("スタッフにお見せください").waitFor();
  expect(await page.getByRole("img", { name: /10個のうち7個、あと3個で珈琲1杯/ }).count()).toBe(1);
  await page.getByText("深煎りと浅煎り、どちらでも").first().waitFor();
  await page.getByText("注意事項").first().click();
  await page.getByText("現金には換えられません。").first().waitFor();
  await look(page, "stamps-360");
  expect(await axe(page)).toEqual([]);
  await page.setViewportSize({ width: 844, height: 390 });
  await look(page, "stamps-844");
  await page.goBack();
  await page.locator(".symbol").waitFor();
  await look(page, "card-844");
  await page.setViewportSize({ width: 820, height: 1180 });
  await look(page, "card-820");
}, 60_000);

/** Pulls the knob a part of the way. */
async function slide(page: Page, part: number): Promise<void> {
  // The knob goes back by itself, and what is said above it moves it: it is taken where it has come to rest.
  const rest = () =>
    Promise.all([page.locator(".slide").boundingBox(), page.locator(".slide-knob").boundingBox()]);
  let [track, knob] = await rest();
  await expect
    .poll(async () => {
      const before = knob;
      [track, knob] = await rest();
      return knob !== null && before !== null && knob.x === before.x && knob.y === before.y
        ? knob.x - (track?.x ?? 0)
        : null;
    })
    .toSatisfy((left: number | null) => left !== null && left < 8);
  if (track === null || knob === null) throw new Error("there is nothing to slide");
  const [x, y] = [knob.x + knob.width / 2, knob.y + knob.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + (track.width - knob.width) * part, y, { steps: 8 });
  await page.mouse.up();
}
