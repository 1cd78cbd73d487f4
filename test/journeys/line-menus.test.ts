import { spawn } from "node:child_process";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { applyMenus } from "../../server/features/menus/index.ts";
import { planLadder } from "../../server/features/ranks/index.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import type { MenusApplied, MenusState } from "../../shared/menus/console.ts";
import { noRanks } from "../../shared/ranks/ladder.ts";
import { builtPages } from "../browser/built-pages.ts";
import { insert } from "../databases/rows.ts";
import { shop } from "../demo/shop.ts";
import { eventually } from "../support/clock.ts";
import { deskOf } from "../support/console.ts";
import { newKey } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

const minute = 60_000;
/** Each start of the command is a process that loads LINE's SDK, on a machine that may be busy. */
const patience = { timeout: 120_000 };
const hour = 60 * minute;

let world: World;
beforeAll(async () => builtPages());

/** What an operator has in the environment: nothing of the database. */
const environment = (liffId: string = shop.liffIdCard): Record<string, string> => ({
  PATH: process.env.PATH ?? "",
  LINE_CHANNEL_ID: shop.messaging.channelId,
  LINE_CHANNEL_SECRET: shop.messaging.channelSecret,
  LIFF_ID_CARD: liffId,
  LINE_API_BASE: world.emulator.origin,
  ASSETS_DIR: "dist/demo",
});

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

/** The command as a process of its own; killed with SIGKILL once it has said something that often. */
function command(
  args: readonly string[],
  env = environment(),
  killAfter?: readonly [string, number],
): Promise<Ended> {
  const child = spawn(process.execPath, ["server/entry/line.ts", "menus", ...args], { env });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (killAfter !== undefined && said.split(killAfter[0]).length > killAfter[1]) child.kill("SIGKILL");
    });
  }
  return new Promise((ended) => child.once("close", (code) => ended({ code, said })));
}

async function fromEmulator<T>(path: string): Promise<T> {
  return (await (await fetch(`${world.emulator.origin}${path}`)).json()) as T;
}

/** The slot of the menu that a person sees, from where it comes; null where that is none of ours. */
async function sees(userId: string): Promise<string | null> {
  const { source, richMenuId } = await fromEmulator<{ source: string | null; richMenuId: string | null }>(
    `/_/phone/${userId}/menu`,
  );
  const aliases = [...(await world.deps.richMenus.aliases())];
  const alias = aliases.find(([, id]) => id === richMenuId)?.[0].slice("goen-".length) ?? null;
  return source === "user" ? alias : source === "default" ? `default ${alias}` : null;
}

const ours = async () => (await world.deps.richMenus.list()).filter(({ name }) => name.startsWith("goen "));
const created = () =>
  world.emulator
    .calls("/v2/bot/richmenu")
    .filter(({ method, path, status }) => method === "POST" && path === "/v2/bot/richmenu" && status === 200);

/** Turns the clock so that the server looks at LINE again. */
const lookAgain = (ms = 11 * minute): void => world.clock.advanceBy(ms);

function toSee(userId: string, menu: string | null): Promise<unknown> {
  return eventually(async () => (await sees(userId)) === menu, `${userId} sees ${menu}`);
}

async function publishLadder(): Promise<void> {
  const rank = (code: string, threshold: number, colour: string) => ({
    ...{ code, threshold, multiplierPerMille: 1000, colour },
    name: { ja: code, en: code },
  });
  const ranks = [rank("bronze", 0, "#8a5a2b"), rank("gold", 30_000, "#d4af37")];
  const ladder = { ...noRanks, version: 2, enabled: true, ranks };
  await world.deps.database.commit(
    housekeeping("a test", [planLadder(ladder, world.clock.nowMs(), "system:test")]),
  );
}

describe("one command, beside a running server on SQLite", () => {
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  test(
    "makes 20 menus with their pictures and the guests' default; the second run changes nothing",
    patience,
    async () => {
      const first = await command(["--lang", "ja"]);
      expect(first).toMatchObject({ code: 0, said: expect.stringContaining("20 個のうち 20 個") });
      expect(created()).toHaveLength(20);
      expect(await world.deps.richMenus.defaultMenu()).toBe(
        (await world.deps.richMenus.aliases()).get("goen-guest-ja"),
      );
      const second = await command(["--lang", "en"]);
      expect(second).toMatchObject({ code: 0, said: expect.stringContaining("nothing to change") });
      expect(created()).toHaveLength(20);
      const { state } = JSON.parse((await command(["--state", "--json"])).said);
      expect(state).toMatchObject({ defaultMenu: "ours", superseded: 0 });
    },
  );

  test("killed after 3 menus, finishes at the next run, and LINE has 20 and no more", patience, async () => {
    const killed = await command([], environment(), ["in place\t", 3]);
    expect(killed.code).toBe(null);
    expect((await ours()).length).toBeLessThan(20);
    expect(await command([])).toMatchObject({ code: 0 });
    expect(await ours()).toHaveLength(20);
  });

  test(
    "with 95 of LINE's 100 new menus an hour used up makes 5, says that 15 wait, and makes them an hour later",
    patience,
    async () => {
      for (let n = 0; n < 95; n++) {
        await world.deps.richMenus.create({
          name: `hand ${n}`,
          chatBarText: "x",
          selected: false,
          size: { width: 800, height: 250 },
          areas: [],
        });
      }
      const first = await command(["--lang", "en"]);
      expect(first).toMatchObject({ code: 1, said: expect.stringContaining("15 more wait") });
      expect(await ours()).toHaveLength(5);
      world.clock.advanceBy(hour);
      expect(await command(["--lang", "en"])).toMatchObject({ code: 0 });
      expect(await ours()).toHaveLength(20);
    },
  );

  test("without settings, or pages that are not built, ends with 1 and says which", patience, async () => {
    const { LINE_CHANNEL_SECRET: _, ...without } = environment();
    expect(await command([], without)).toMatchObject({
      code: 1,
      said: expect.stringContaining("LINE_CHANNEL_SECRET"),
    });
    const unbuilt = { ...environment(), ASSETS_DIR: "/nowhere" };
    expect(await command([], unbuilt)).toMatchObject({
      code: 1,
      said: expect.stringContaining("npm run build"),
    });
    expect(created()).toHaveLength(0);
  });
});

describe("whoever has a menu of their own", () => {
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  test("a guest sees the default, a member theirs once they have joined, and the default after leaving", async () => {
    await applyMenus(world.deps);
    lookAgain();
    const hanako = world.phone("花子");
    expect(await sees(hanako.userId)).toBe("default guest-ja");
    await hanako.join();
    await toSee(hanako.userId, "member-ja-house");
    await hanako.client.ok("POST", "/api/card/leave", { body: {} });
    await toSee(hanako.userId, "default guest-ja");
  });

  test("who was a member before the menus were made, or blocked the account meanwhile, has theirs as well", async () => {
    const [early, away] = [await world.member("早苗"), await world.member("遠子")];
    await world.settled();
    world.emulator.block(away.userId);
    await world.settled();
    await applyMenus(world.deps);
    lookAgain();
    await toSee(early.userId, "member-ja-house");
    world.emulator.follow(away.userId);
    await world.settled();
    await toSee(away.userId, "member-ja-house");
  });

  test("a guest whose LINE speaks English has the English one, and a new rank is another menu", async () => {
    await publishLadder();
    await applyMenus(world.deps);
    lookAgain();
    const { userId } = world.emulator.addUser({ displayName: "Ann", language: "en-GB" });
    world.emulator.follow(userId);
    await toSee(userId, "guest-en");
    const gold = await world.member("金子");
    await toSee(gold.userId, "member-ja-bronze");
    const till = await world.owner();
    const { scanId } = await till.scan(await gold.code());
    await till.sell(scanId, 40_000);
    await toSee(gold.userId, "member-ja-gold");
  });

  test("60 members are linked in one request, and the half that LINE leaves out each by one", async () => {
    const people = Array.from({ length: 60 }, (_, n) =>
      world.emulator.addUser({ displayName: `会員${n}`, friend: "friend" }),
    );
    await world.deps.database.commit(
      housekeeping(
        "a test",
        people.map(({ userId }, n) =>
          insert("member", {
            public_id: `m${n}`,
            line_user_id: userId,
            language: "ja",
            status: "active",
            joined_at_ms: 1,
          }),
        ),
      ),
    );
    await fetch(`${world.emulator.origin}/_/switches`, {
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ menuBulkMisses: 0.5 }),
    });
    await applyMenus(world.deps);
    lookAgain();
    const bulk = () => world.emulator.calls("/v2/bot/richmenu/bulk/link");
    await eventually(() => bulk().length > 0, "many are linked at once");
    await eventually(async () => {
      // LINE does it some seconds later, and each is asked about after that.
      world.clock.advanceBy(5_000);
      const seen = await Promise.all(people.map(({ userId }) => sees(userId)));
      return seen.every((menu) => menu === "member-ja-house");
    }, "everybody has theirs");
    const singly = world.emulator
      .calls()
      .filter(({ method, path }) => method === "POST" && /^\/v2\/bot\/user\/U.*\/richmenu\//.test(path));
    expect(singly.length).toBeGreaterThan(10);
    expect(singly.length).toBeLessThan(50);
    expect(bulk()).toHaveLength(1);
  });

  test(
    "another LIFF id is 20 other menus; everybody is moved to them, and the 20 old ones go ten minutes later",
    patience,
    async () => {
      const hanako = await world.member("花子");
      await applyMenus(world.deps);
      lookAgain();
      await toSee(hanako.userId, "member-ja-house");
      const old = (await ours()).map(({ richMenuId }) => richMenuId);
      const moved = await command(["--lang", "en"], environment("2000000002-Other001"));
      expect(moved).toMatchObject({ code: 0, said: expect.stringContaining("20 old menus are left") });
      expect(await ours()).toHaveLength(40);
      lookAgain(3 * minute);
      await toSee(hanako.userId, "member-ja-house");
      await eventually(async () => {
        // Each look is some minutes after the one before.
        lookAgain(3 * minute);
        await new Promise((resolve) => setTimeout(resolve, 300));
        return (await ours()).length === 20;
      }, "the old menus are gone");
      expect((await ours()).filter(({ richMenuId }) => old.includes(richMenuId))).toEqual([]);
      expect(await sees(hanako.userId)).toBe("member-ja-house");
    },
  );

  test("LINE's 500s and a menu deleted by hand keep nobody from theirs for long", async () => {
    await applyMenus(world.deps);
    lookAgain();
    await eventually(
      async () =>
        (await world.deps.database.point.selectFrom("menu_walk").selectAll().executeTakeFirstOrThrow())
          .shown !== "{}",
      "the menus were seen",
    );
    world.emulator.addFault({
      endpoint: "POST /v2/bot/user/{userId}/richmenu/{richMenuId}",
      kind: "error_500",
      times: 2,
    });
    const hanako = world.phone("花子");
    await hanako.join();
    await eventually(async () => {
      world.clock.advanceBy(10_000);
      return (await sees(hanako.userId)) === "member-ja-house";
    }, "she has her menu");
  });
});

describe("at the console", () => {
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  test("an owner puts 20 menus in place, 5 at a time, and everybody has theirs at once; staff may not", async () => {
    await publishLadder();
    const hanako = await world.member("花子");
    const { client } = await deskOf(world, await world.owner());
    const before = await client.ok<MenusState>("GET", "/api/console/menus");
    expect(before.menus.map(({ state }) => state)).toEqual(Array(20).fill("missing"));
    expect(before.menus.find(({ name }) => name === "member-ja-gold")?.ranks).toEqual([
      { ja: "gold", en: "gold" },
    ]);
    const lefts: number[] = [];
    for (;;) {
      const applied = await client.ok<MenusApplied>("POST", "/api/console/menus", {
        body: {},
        key: newKey(),
      });
      lefts.push(applied.left);
      if (applied.left === 0) break;
    }
    expect(lefts).toEqual([15, 10, 5, 0]);
    await toSee(hanako.userId, "member-ja-bronze");
    const after = await client.ok<MenusState>("GET", "/api/console/menus");
    expect(after.menus.every(({ state }) => state === "ready")).toBe(true);
    expect(after).toMatchObject({ defaultMenu: "ours", superseded: 0 });
    const picture = await fetch(`${world.origin}${after.menus[0]?.pictureUrl}`);
    expect(picture.headers.get("content-type")).toBe("image/png");
    const audits = await world.deps.database.point
      .selectFrom("audit")
      .selectAll()
      .where("action", "=", "menus.apply")
      .execute();
    expect(audits).toHaveLength(4);

    const manager = await world.staff("店長", shop.stores[0].name, "manager");
    const desk = await deskOf(world, manager);
    expect(await desk.client.refused("POST", "/api/console/menus", { body: {} })).toMatchObject({
      status: 403,
    });
  });

  test("while LINE is away it says so with 503 and not with our own error", async () => {
    const { client } = await deskOf(world, await world.owner());
    world.emulator.addFault({ endpoint: "*", kind: "error_500" });
    expect(await client.refused("GET", "/api/console/menus")).toMatchObject({
      status: 503,
      error: { code: "menus.line_refused" },
    });
  });
});
