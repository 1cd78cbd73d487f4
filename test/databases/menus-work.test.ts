import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deps } from "../../server/deps.ts";
import { workMenus } from "../../server/features/menus/index.ts";
import { menuDue } from "../../server/platform/line/menu-due.ts";
import { MenuRefused, type RichMenus } from "../../server/platform/line/rich-menus.ts";
import { startOfDay } from "../../shared/dates.ts";
import { ledgerDeps, openProgramme, timeZone } from "../support/accounts.ts";
import { testClock } from "../support/clock.ts";
import { silentLog } from "../support/world.ts";
import { engines, migratedEngine, type OpenedEngine } from "./engines.ts";
import { account, commit, insert, member, rows } from "./rows.ts";

const minute = 60_000;
const userId = (n: number): string => `U${String(n).padStart(32, "0")}`;

/** LINE's menus in memory; `onLink` is what else happens while LINE is asked. */
function playedMenus() {
  const linked = new Map<string, string>();
  const played = {
    linked,
    bulk: 0,
    /** An id that LINE does not take as one. */
    refused: "",
    onLink: async (_userId: string): Promise<void> => {},
  };
  const never = async (): Promise<never> => {
    throw new Error("not asked here");
  };
  const richMenus: RichMenus = {
    list: async () => [],
    aliases: async () =>
      new Map([
        ["goen-guest-ja", "menu-guest-ja"],
        ["goen-guest-en", "menu-guest-en"],
        ["goen-member-ja-house", "menu-house"],
      ]),
    defaultMenu: async () => "menu-guest-ja",
    link: async (id, menuId) => {
      await played.onLink(id);
      if (id === played.refused)
        throw new MenuRefused(400, "400: The value for the 'userId' parameter is invalid");
      linked.set(id, menuId);
    },
    linkMany: async (ids, menuId) => {
      played.bulk += 1;
      const at = ids.indexOf(played.refused);
      if (at >= 0)
        throw new MenuRefused(400, `400: The property, 'userIds[${at}]', in the request body is invalid`);
      // LINE leaves out every third.
      for (const [nth, id] of ids.entries()) if (nth % 3 !== 0) linked.set(id, menuId);
    },
    unlink: async (id) => void linked.delete(id),
    menuOf: async (id) => linked.get(id) ?? null,
    languageOf: async (id) => (id === userId(902) ? "en" : "ja"),
    ...{ create: never, upload: never, remove: never, addAlias: never, moveAlias: never, setDefault: never },
  };
  return { richMenus, played };
}

describe.each(engines)("giving people their menus, on %s", (name) => {
  let engine: OpenedEngine;
  let deps: Deps;
  const { richMenus, played } = playedMenus();
  const clock = testClock(startOfDay("2026-11-22", timeZone) + 12 * 60 * minute);
  beforeAll(async () => {
    engine = await migratedEngine(name);
    deps = { ...ledgerDeps(engine.database, clock, silentLog), richMenus };
    await openProgramme(deps);
    for (let n = 1; n <= 30; n++) {
      await commit(engine.database, member({ member_id: n, line_user_id: userId(n) }), account(n));
    }
    const friend = (n: number, following: number) =>
      insert("line_friend", { line_user_id: userId(n), following, changed_at_ms: 1 });
    await commit(engine.database, friend(901, 1), friend(902, 1), friend(30, 0));
  });
  afterAll(() => engine?.close());

  const work = (): Promise<number> => workMenus(deps, clock.nowMs() + 1);
  const due = async (): Promise<number> => (await rows(engine.database, "SELECT * FROM menu_due")).length;

  test("the first look walks through 29 followers of 30 members in one request, and asks about each after 15 s", async () => {
    await work();
    expect(played.bulk).toBe(1);
    expect(await due()).toBe(29);
    clock.advanceBy(16_000);
    await work();
    expect(await due()).toBe(0);
    expect(played.bulk).toBe(1);
    const members = [...Array(29).keys()].map((n) => played.linked.get(userId(n + 1)));
    expect(members).toEqual(Array(29).fill("menu-house"));
    expect(played.linked.has(userId(30))).toBe(false);
    expect([played.linked.get(userId(901)), played.linked.get(userId(902))]).toEqual([
      undefined,
      "menu-guest-en",
    ]);
  });

  test("a reason that comes while LINE is being asked leaves the person due, and is worked on next", async () => {
    let asked = 0;
    played.onLink = async (id) => {
      asked += 1;
      if (asked === 1) await commit(engine.database, menuDue(id, clock.nowMs()));
    };
    await commit(engine.database, menuDue(userId(1), clock.nowMs()));
    await work();
    expect(asked).toBe(2);
    expect(await due()).toBe(0);
  });

  test("what LINE does not answer is tried again 5 and then 10 seconds later", async () => {
    let fails = 2;
    let asked = 0;
    played.onLink = async () => {
      asked += 1;
      fails -= 1;
      if (fails >= 0) throw new MenuRefused(500, "500");
    };
    await commit(engine.database, menuDue(userId(2), clock.nowMs()));
    await work();
    await work();
    expect(asked).toBe(1);
    clock.advanceBy(5_000);
    await work();
    clock.advanceBy(9_000);
    await work();
    expect(asked).toBe(2);
    clock.advanceBy(1_001);
    await work();
    expect([asked, await due()]).toEqual([3, 0]);
  });

  test("one id that LINE takes for none does not keep 24 others, who were asked for with it, from their menu", async () => {
    played.linked.clear();
    const wrong = userId(20);
    played.refused = wrong;
    for (let n = 1; n <= 25; n++) await commit(engine.database, menuDue(userId(n), clock.nowMs()));
    await work();
    expect(await due()).toBe(0);
    expect(played.linked.size).toBe(24);
    expect(played.linked.has(wrong)).toBe(false);
    played.refused = "";
  });

  test("whoever is leased by a process that died is taken by another after 2 minutes", async () => {
    played.onLink = async () => {};
    await commit(engine.database, menuDue(userId(3), clock.nowMs()));
    const { lease } = await import("../../server/features/menus/store.ts");
    const nowMs = clock.nowMs();
    await commit(
      engine.database,
      lease.with({ worker: "dead", nowMs, untilMs: nowMs + 2 * minute, limit: 10 }),
    );
    await work();
    expect(await due()).toBe(1);
    clock.advanceBy(2 * minute + 1);
    await work();
    expect(await due()).toBe(0);
  });
});
