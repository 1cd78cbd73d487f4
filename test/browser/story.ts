import type { Browser, BrowserContext, FrameLocator, Locator, Page } from "playwright-core";
import type { World } from "../support/world.ts";
import { openTablet } from "./till-page.ts";

/** The card as it stands on a phone's screen: in the emulator's frame, or in a browser's tab. */
export type Screen = FrameLocator | Page;

/** The three people of the story, as one test follows them. */
export interface Story {
  readonly phone: Page;
  readonly card: Screen;
  readonly till: Page;
  /** Makes the till read what the phone shows now; again where it came too late. */
  read(): Promise<void>;
}

const patience = { timeout: 15_000 };

/** Signs the person named in at LINE's consent page, where the till has just gone. */
export async function consentAs(page: Page, name: string): Promise<void> {
  await page.getByRole("radio", { name: new RegExp(name) }).check();
  await page.getByRole("button", { name: "許可する" }).click();
}

/** The owner opens the one-time link, logs in with LINE and chooses the first store. */
export async function ownerAtTill(
  browser: Browser,
  world: World,
  prepare: (context: BrowserContext) => Promise<void> = async () => {},
): Promise<Page> {
  const context = await openTablet(browser);
  await prepare(context);
  const till = await context.newPage();
  till.setDefaultTimeout(patience.timeout);
  world.emulator.addUser({ displayName: "物語 結" });
  await till.goto(world.ownerLink);
  await till.getByRole("button", { name: "LINEでログイン" }).click();
  await consentAs(till, "物語 結");
  await till.getByRole("heading", { name: "どの店舗のレジですか" }).waitFor();
  return till;
}

export async function agreeAndJoin(card: Screen): Promise<void> {
  await card.getByText("会員規約に同意します").click();
  await card.getByText("来店やお買い物の記録を").click();
  await card.getByRole("button", { name: "会員になる" }).click();
  await card.getByRole("img", { name: "会員コードのQRコード" }).waitFor(patience);
}

function happened(screen: Screen, text: string): Locator {
  return screen.getByText(text).first();
}

async function enterAmount(till: Page, yen: string): Promise<void> {
  for (const digit of yen) await till.getByRole("button", { name: digit, exact: true }).click();
}

/** The card must tell of a sale within this time; the story asks for two seconds. */
const toldWithin = { timeout: 2_000 };

/** ¥1,280 gives 12 points; 10 are used on the next sale; that sale is undone; both screens follow. */
export async function tellStory({ phone, card, till, read }: Story): Promise<void> {
  await read();
  await till.getByRole("heading", { name: /様/ }).waitFor();
  await enterAmount(till, "1280");
  await till.getByText("¥100ごとに 1 pt").first().waitFor();
  await till.getByRole("button", { name: /会計を確定.*12 pt 付与/ }).click();
  await till.getByRole("heading", { name: "12 pt 付与しました" }).waitFor();
  await happened(card, "12ポイント貯まりました").waitFor(toldWithin);

  await card.getByRole("button", { name: "ポイントを使う" }).click();
  await card.getByText("通話や配信では見せないでください").waitFor(patience);
  await read();
  await till.getByText("ポイント利用可").first().waitFor();
  await enterAmount(till, "1280");
  await till.getByRole("radio", { name: /一部/ }).check();
  await enterAmount(till, "10");
  await till.getByRole("button", { name: /会計を確定/ }).click();
  await till.getByRole("heading", { name: /10 pt 利用しました|12 pt 付与しました/ }).waitFor();
  await happened(card, "10ポイント使いました").waitFor(toldWithin);

  await till.getByRole("button", { name: "取消・返品" }).click();
  await till.getByRole("button", { name: "取り消しを確定" }).click();
  await till.getByRole("heading", { name: "取り消しました" }).waitFor();
  await happened(card, "取り消されました").waitFor(toldWithin);
  await phone.bringToFront();
}
