import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { planLadder } from "../../server/features/ranks/index.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import { plainCoupon } from "../../shared/coupons/samples.ts";
import { type ApiTrial, customerAt, openTrial } from "../demo/api.ts";
import { ladder } from "../demo/shop.ts";
import { memberIdOf, posOf, storeIds } from "../support/api.ts";
import { publishCoupon } from "../support/coupon-shop.ts";
import { holds } from "../support/ledger.ts";
import type { Phone } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

const folder = mkdtempSync(join(tmpdir(), "goen-trial-"));
const startingPoints = 10;
let world: World;
let phone: Phone;
let trial: ApiTrial;
let answerCode: ((request: Request) => Promise<Response> | null) | null = null;
beforeAll(async () => {
  // Receipt numbers in the stories are made of the terminal's clock, so the world's is the real one, too.
  world = await openWorld({ startMs: Date.now(), front: (request) => answerCode?.(request) ?? null });
  // As in the demo: ranks, and somebody older and richer whose points are multiplied.
  await publishCoupon(world.deps, "THANKS", {
    ...{ mode: "scan", perMember: { max: 1, period: "month" } },
    conditions: { ...plainCoupon.conditions, spendYenMin: 500 },
  });
  const plan = planLadder(ladder, world.clock.nowMs(), "system:test");
  await world.deps.database.commit(housekeeping("the demo's ladder", [plan]));
  const pos = await posOf(world);
  const [storeId] = await storeIds(world);
  const gold = await world.member("鈴木 一郎");
  await pos.sell(await memberIdOf(world, gold.userId), storeId, 50_000);
  phone = await world.member("佐藤 花子");
  await pos.sell(await memberIdOf(world, phone.userId), storeId, 1_100);
  const chosen = await openTrial(world.deps, folder);
  if (chosen === null) throw new Error("no member for the stories");
  trial = chosen;
  const places = { origin: world.origin, emulator: world.emulator, nowMs: world.clock.nowMs };
  answerCode = customerAt(places, () => trial.lineUserId);
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

const pageText = async (path: string): Promise<{ text: string; headers: Headers }> => {
  const answer = await fetch(`${world.origin}${path}`);
  expect(answer.status).toBe(200);
  return { text: await answer.text(), headers: answer.headers };
};

/** The commands of one story as the page shows them. */
function commandsIn(page: string, story: string): readonly string[] {
  const section = new RegExp(`<section id="story-${story}">([\\s\\S]*?)</section>`).exec(page)?.[1] ?? "";
  return [...section.matchAll(/<pre class="run"[^>]*><code>([\s\S]*?)<\/code><\/pre>/g)].map(
    ([, code = ""]) =>
      code.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&"),
  );
}

/** What the page says that a story's answers hold. */
function promisedIn(page: string, story: string): readonly string[] {
  const section = new RegExp(`<section id="story-${story}">([\\s\\S]*?)</section>`).exec(page)?.[1] ?? "";
  return [...section.matchAll(/<p class="facts">→ (.*?)<\/p>/g)].flatMap(([, parts = ""]) =>
    [...parts.matchAll(/<code>(.*?)<\/code>/g)].map(([, part = ""]) => part.replaceAll("&quot;", '"')),
  );
}

/** Pastes commands into a shell, one after the other, and gives the JSON that each printed last. */
async function paste(commands: readonly string[]): Promise<readonly Record<string, unknown>[]> {
  const mark = "----------------";
  const script = commands.map((command) => `${command}\necho\necho ${mark}\n`).join("");
  const env = {
    PATH: process.env.PATH ?? "",
    GOEN: world.origin,
    GOEN_KEY: trial.token,
    GOEN_MEMBER: trial.memberId,
    GOEN_STORE: trial.storeId,
  };
  const shell = spawn("sh", ["-eu"], { env, stdio: ["pipe", "pipe", "inherit"] });
  shell.stdin.end(script);
  let said = "";
  for await (const part of shell.stdout) said += part;
  return said
    .split(mark)
    .map((part) => part.trim())
    .filter((part) => part.startsWith("{"))
    .map((part) => JSON.parse(part));
}

test("the sale that a reader pastes earns 20 points once, though it is sent twice", async () => {
  const { text } = await pageText("/docs/api");
  const commands = commandsIn(text, "sale");
  expect(commands).toHaveLength(4);
  const answers = await paste(commands);
  const [quote, sale, again, member] = answers;
  expect(promisedIn(text, "sale")).toHaveLength(4);
  for (const part of promisedIn(text, "sale")) expect(JSON.stringify(answers)).toContain(part);
  expect(quote).toMatchObject({ pointsEarned: 20, payYen: 2180 });
  expect(sale).toMatchObject({ status: "completed", pointsEarned: 20 });
  expect(again).toEqual(sale);
  expect(member).toMatchObject({ memberId: trial.memberId, points: { balance: startingPoints + 20 } });
});

test("the return that a reader pastes takes back 5 of 20 points, from the Japanese page too", async () => {
  const { text } = await pageText("/docs/api/ja");
  const answers = await paste(commandsIn(text, "return"));
  const [sale, refund, after] = answers;
  for (const part of promisedIn(text, "return")) expect(JSON.stringify(answers)).toContain(part);
  expect(sale).toMatchObject({ pointsEarned: 20 });
  expect(refund).toMatchObject({ amountYen: 550, pointsTakenBack: 5 });
  expect(after).toMatchObject({ status: "partly_returned", returned: { amountYen: 550 } });
});

test("the hold that a reader pastes, with the code that the demo's member shows, pays 10 points of ¥1,100", async () => {
  const { text } = await pageText("/docs/api");
  const answers = await paste(commandsIn(text, "hold"));
  const [scan, hold, paid] = answers;
  expect(promisedIn(text, "hold")).toHaveLength(6);
  for (const part of promisedIn(text, "hold")) expect(JSON.stringify(answers)).toContain(part);
  expect(scan).toMatchObject({ memberId: trial.memberId, scopes: ["earn", "spend"] });
  expect(hold).toMatchObject({ status: "open", points: 10, pointsView: { held: 10 } });
  expect(paid).toMatchObject({ status: "completed", pointsUsed: 10, payYen: 1090, points: { held: 0 } });
  await holds(world, phone.userId);
});

test("the coupon that a reader pastes takes ¥100 off ¥2,180, and comes back with all of the sale", async () => {
  const { text } = await pageText("/docs/api/ja");
  // A code is good for one reading.
  world.clock.advanceBy(60_000);
  const answers = await paste(commandsIn(text, "coupon"));
  const [scan, bare, quote, sale, refund] = answers;
  expect(promisedIn(text, "coupon")).toHaveLength(12);
  for (const part of promisedIn(text, "coupon")) expect(JSON.stringify(answers)).toContain(part);
  expect(scan).toMatchObject({ memberId: trial.memberId, coupons: [{ couponId: "THANKS" }] });
  expect(bare).toMatchObject({ couponYen: 0, payYen: 2180 });
  expect(quote).toMatchObject({ couponYen: 100, payYen: 2080 });
  expect(sale).toMatchObject({ status: "completed", couponYen: 100, payYen: 2080, pointsEarned: 19 });
  expect(refund).toMatchObject({ amountYen: 2080, couponsGivenBack: [{ couponId: "THANKS" }] });
  await holds(world, phone.userId);
});

test("the page has no script, asks no other host, and says each operation in both languages", async () => {
  for (const path of ["/docs/api", "/docs/api/ja"]) {
    const { text, headers } = await pageText(path);
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(text).not.toMatch(/<script|style=|src=|href="https?:/);
    expect(text.match(/<section class="operation"/g)).toHaveLength(18);
  }
  expect((await pageText("/docs/api.css")).headers.get("content-type")).toContain("text/css");
});

test("the demo's stories are told of the member whose points no rank multiplies, and keep their key over a restart", async () => {
  expect(trial.lineUserId).toBe(phone.userId);
  expect(await openTrial(world.deps, folder)).toEqual(trial);
});
