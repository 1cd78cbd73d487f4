import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, expect, test } from "vitest";
import { examine } from "../../server/entry/line/examine.ts";
import { sentenceOf } from "../../server/entry/line/words.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import { openSqliteReadonly } from "../../server/platform/database/sqlite-readonly.ts";
import { builtPages } from "../browser/built-pages.ts";
import { insert } from "../databases/rows.ts";
import { shop } from "../demo/shop.ts";
import type { EmulatorOptions } from "../emulator/index.ts";
import { openWorld, testCardKeys, type World, type WorldOptions } from "../support/world.ts";

let world: World;
const patience = { timeout: 120_000 };
beforeAll(builtPages);
afterEach(() => world.close());

/** In real time, as a channel is; LINE as a test wants it. */
async function open(line?: WorldOptions["line"], database?: WorldOptions["database"]): Promise<void> {
  world = await openWorld({
    startMs: Date.now(),
    ...(line === undefined ? {} : { line }),
    ...(database === undefined ? {} : { database }),
  });
}

const environment = (other: Record<string, string> = {}): Record<string, string> => ({
  PATH: process.env.PATH ?? "",
  PUBLIC_URL: world.origin,
  SHOP_NAME: shop.name,
  LINE_CHANNEL_ID: shop.messaging.channelId,
  LINE_CHANNEL_SECRET: shop.messaging.channelSecret,
  LINE_LOGIN_CHANNEL_SECRET: shop.login.channelSecret,
  LIFF_ID_CARD: shop.liffIdCard,
  LIFF_ID_TILL: shop.liffIdTill,
  CARD_KEYS: testCardKeys,
  LINE_API_BASE: world.emulator.origin,
  ASSETS_DIR: "dist/demo",
  DATABASE_PATH: "/nowhere/goen.db",
  ...other,
});

/** What it finds, as `status code` and as both sentences. */
async function found(other: Record<string, string> = {}, clock = world.clock) {
  const findings = await examine({ env: environment(other), clock, database: null });
  return {
    codes: findings.map(({ status, code }) => `${status} ${code}`),
    wrong: findings.filter(({ status }) => status === "wrong").map(({ code }) => code),
    said: (language: "ja" | "en") =>
      findings.map((finding) => Object.values(sentenceOf(finding, language)).join(" → ")).join("\n"),
  };
}

function command(args: readonly string[], env: Record<string, string>) {
  const child = spawn(process.execPath, ["server/entry/line.ts", "doctor", ...args], { env });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  return new Promise<{ code: number | null; said: string }>((ended) =>
    child.once("close", (code) => ended({ code, said })),
  );
}

const messaging = (change: Partial<EmulatorOptions["messaging"]>) => (usual: EmulatorOptions) => ({
  ...usual,
  messaging: { ...usual.messaging, ...change },
});

test(
  "of a channel that is set up it finds nothing wrong, ends with 0 and says no secret, in Japanese or English",
  patience,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "goen-doctor-"));
    await open(undefined, openSqlite(join(folder, "goen.db")));
    await world.member("花子");
    await world.settled();
    const env = environment({ DATABASE_PATH: join(folder, "goen.db") });
    const japanese = await command([], { ...env, LANG: "ja_JP.UTF-8" });
    expect(japanese).toMatchObject({
      code: 0,
      said: expect.stringContaining("✓ LINE からの検証にサーバーが 200 で答えました"),
    });
    expect(japanese.said).toContain("プロバイダーは同じです");
    const english = await command(["--json"], env);
    expect(english.code).toBe(0);
    const findings: { status: string; code: string; says: string }[] = JSON.parse(english.said);
    expect(findings.map(({ status, code }) => `${status} ${code}`)).toEqual([
      ...[
        "ok settings.ok",
        "ok token.ok",
        "ok account.ok",
        "ok clock.ok",
        "ok webhook.ok",
        "ok webhook_test.ok",
      ],
      ...["look redelivery.look", "ok page.ok", "ok page.ok", "ok liff.ok", "ok liff.ok", "ok provider.ok"],
      ...["ok quota.unlimited", "look menus.missing"],
    ]);
    for (const secret of [shop.messaging.channelSecret, shop.login.channelSecret, testCardKeys]) {
      expect(japanese.said + english.said).not.toContain(secret);
    }
    rmSync(folder, { recursive: true });
  },
);

test(
  "with a wrong secret it ends with 1 and says what to copy again, and goes on with what needs no token",
  patience,
  async () => {
    await open();
    const wrong = { LINE_CHANNEL_SECRET: "0".repeat(32), LINE_LOGIN_CHANNEL_SECRET: "1".repeat(32) };
    const { code, said } = await command(["--lang", "en"], environment(wrong));
    expect(code).toBe(1);
    expect(said).toContain("✗ LINE does not take LINE_CHANNEL_ID with LINE_CHANNEL_SECRET (400)");
    expect(said).toContain("✗ LINE does not take LINE_LOGIN_CHANNEL_SECRET (channel 2000000002)");
    expect(said).toContain(`✓ ${world.origin}/card/ opens`);
    expect(said).not.toContain("0".repeat(32));
  },
);

test("3 settings that are missing are 3 findings, each with the place where its value stands", async () => {
  await open();
  const { codes, said } = await found({ CARD_KEYS: "", SHOP_NAME: "", LINE_CHANNEL_SECRET: "" });
  expect(codes.filter((code) => code === "wrong settings.missing")).toHaveLength(3);
  expect(said("ja")).toContain("Messaging API チャネル > チャネル基本設定 > チャネルシークレット");
  expect(said("en")).toContain("Messaging API channel > Basic settings > Channel secret");
});

test("webhooks: no URL, another one, and switched off", async () => {
  await open();
  world.emulator.setWebhookUrl("https://elsewhere.example/hook");
  const other = await found();
  expect(other.wrong).toEqual(["webhook.other"]);
  expect(other.said("ja")).toContain(`Webhook URL を ${world.origin}/line/webhook に変えて「更新」`);
  world.emulator.setWebhookUrl(null);
  expect((await found()).wrong).toEqual(["webhook.none"]);
  await world.close();
  await open(messaging({ useWebhook: false }));
  const off = await found();
  expect(off.wrong).toEqual(["webhook.inactive"]);
  expect(off.said("en")).toContain("Use webhook: on");
});

test("webhooks: a server with another secret, one that answers 404, and none at all", async () => {
  world = await openWorld({
    startMs: Date.now(),
    settings: (usual) => ({ ...usual, line: { ...usual.line, messagingChannelSecret: "f".repeat(32) } }),
  });
  expect((await found()).wrong).toContain("webhook_test.signature");
  await world.close();
  world = await openWorld({
    startMs: Date.now(),
    front: (request) =>
      new URL(request.url).pathname.startsWith("/line/") ? new Response("", { status: 404 }) : null,
  });
  const lost = await found();
  expect(lost.wrong).toEqual(["webhook_test.status"]);
  expect(lost.said("en")).toContain("the server answered LINE's test with 404");
  const nobody = { PUBLIC_URL: "http://127.0.0.1:9" };
  world.emulator.setWebhookUrl("http://127.0.0.1:9/line/webhook");
  expect((await found(nobody)).wrong).toEqual(
    expect.arrayContaining(["webhook_test.could_not_connect", "page.unreachable"]),
  );
});

test("LIFF apps: another endpoint URL, a scope that is missing, an id that is another channel's app", async () => {
  await open((usual) => ({
    ...usual,
    loginChannels: usual.loginChannels.map((channel) => ({
      ...channel,
      liffApps: channel.liffApps.map((app) =>
        app.liffId === shop.liffIdCard
          ? { ...app, endpointUrl: "https://old.example/", scopes: ["openid"], botPrompt: "none" as const }
          : app,
      ),
    })),
  }));
  const card = await found();
  expect(card.wrong).toEqual(["liff.endpoint", "liff.scopes"]);
  expect(card.codes).toContain("look liff.bot_prompt");
  expect(card.said("ja")).toContain(`エンドポイントURL を ${world.origin}/card/ に変える`);
  const unknown = await found({ LIFF_ID_TILL: "2000000002-Nowhere1" });
  expect(unknown.wrong).toEqual(expect.arrayContaining(["liff.missing", "page.other_liff_id"]));
  const unread = await found({ LINE_LOGIN_CHANNEL_SECRET: "" });
  expect(unread.codes.filter((code) => code === "look liff.unread")).toHaveLength(2);
});

test("the month's messages: 180 of 200 are worth a look, 200 are wrong; a clock 300 s off is wrong as well", async () => {
  await open(messaging({ monthlyLimit: 200 }));
  const push = async (count: number): Promise<void> => {
    const { userId } = world.emulator.addUser({ displayName: "人", friend: "friend" });
    for (let n = 0; n < count; n++) {
      await world.deps.line.withClient((api) =>
        api.pushMessage({ to: userId, messages: [{ type: "text", text: "x" }] }),
      );
    }
  };
  expect((await found()).codes).toContain("ok quota.ok");
  await push(180);
  expect((await found()).codes).toContain("look quota.nearly");
  await push(20);
  expect((await found()).wrong).toEqual(["quota.used_up"]);
  const late = { ...world.clock, nowMs: () => Date.now() - 300_000 };
  const off = await found({}, late);
  expect(off.wrong).toContain("clock.off");
  expect(off.said("en")).toMatch(/clock is (29\d|30\d) s off LINE's/);
});

test("5 members and 5 friends of whom nobody is both are of two providers, it says", async () => {
  const folder = mkdtempSync(join(tmpdir(), "goen-doctor-"));
  const file = join(folder, "goen.db");
  await open(undefined, openSqlite(file));
  const five = [1, 2, 3, 4, 5];
  const id = (kind: string, n: number): string => `U${kind.repeat(31)}${n}`;
  await world.deps.database.commit(
    housekeeping("a test", [
      ...five.map((n) =>
        insert("member", {
          public_id: `m${n}`,
          line_user_id: id("a", n),
          language: "ja",
          status: "active",
          joined_at_ms: 1,
        }),
      ),
      ...five.map((n) => insert("line_friend", { line_user_id: id("b", n), following: 1, changed_at_ms: 1 })),
    ]),
  );
  const database = openSqliteReadonly(file);
  const findings = await examine({ env: environment(), clock: world.clock, database });
  await database.close();
  expect(findings.filter(({ status }) => status === "wrong")).toEqual([
    { status: "wrong", code: "provider.other", details: { members: 5, friends: 5 } },
  ]);
  rmSync(folder, { recursive: true });
});
