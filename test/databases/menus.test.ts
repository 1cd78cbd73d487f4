import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deps } from "../../server/deps.ts";
import { mainProgramme } from "../../server/features/points/index.ts";
import { grantRank, planLadder } from "../../server/features/ranks/index.ts";
import { writeOf } from "../../server/platform/http/once.ts";
import { menuDue, menuDueOfAccount } from "../../server/platform/line/menu-due.ts";
import { dateAt, startOfDay } from "../../shared/dates.ts";
import { noRanks } from "../../shared/ranks/ladder.ts";
import { ledgerDeps, openProgramme, timeZone } from "../support/accounts.ts";
import { testClock } from "../support/clock.ts";
import { silentLog } from "../support/world.ts";
import { engines, migratedEngine, type OpenedEngine } from "./engines.ts";
import { account, commit, member, raw, rows } from "./rows.ts";

const userId = (n: number): string => `U${String(n).padStart(32, "0")}`;
const rank = (code: string, threshold: number) => ({
  ...{ code, threshold, multiplierPerMille: 1000, colour: "#aaaaaa" },
  name: { ja: code, en: code },
});

describe.each(engines)("whose rich menu is to be looked at, on %s", (name) => {
  let engine: OpenedEngine;
  let deps: Deps;
  const clock = testClock(startOfDay("2026-11-22", timeZone) + 12 * 3_600_000);
  beforeAll(async () => {
    engine = await migratedEngine(name);
    deps = ledgerDeps(engine.database, clock, silentLog);
    await openProgramme(deps);
  });
  afterAll(() => engine?.close());

  const due = () =>
    rows(
      engine.database,
      "SELECT line_user_id, stamp, due_at_ms, attempts FROM menu_due ORDER BY line_user_id",
    );

  test("two reasons for one person are one row whose stamp is 2, due at the later moment", async () => {
    await commit(engine.database, menuDue(userId(1), 1_000));
    await commit(engine.database, raw("UPDATE menu_due SET attempts = 3"));
    await commit(engine.database, menuDue(userId(1), 2_000));
    expect(await due()).toEqual([{ line_user_id: userId(1), stamp: 2, due_at_ms: 2_000, attempts: 0 }]);
    await commit(engine.database, raw("DELETE FROM menu_due"));
  });

  test("an account leads to its member's LINE user, and to nobody once they have left", async () => {
    await commit(engine.database, member({ member_id: 11, line_user_id: userId(11) }), account(11));
    await commit(engine.database, member({ member_id: 12, status: "left" }), account(12));
    await commit(engine.database, menuDueOfAccount(11, 5_000), menuDueOfAccount(12, 5_000));
    expect(await due()).toMatchObject([{ line_user_id: userId(11), stamp: 1, due_at_ms: 5_000 }]);
    await commit(engine.database, raw("DELETE FROM menu_due"));
  });

  test("another rank is a reason to look, and the same rank kept for longer is none", async () => {
    const ladder = { ...noRanks, version: 2, enabled: true, ranks: [rank("bronze", 0), rank("gold", 9_000)] };
    await commit(engine.database, planLadder(ladder, clock.nowMs(), "system:test"));
    await commit(
      engine.database,
      member({ member_id: 13, line_user_id: userId(13) }),
      account(13, { programme_id: mainProgramme }),
    );
    const owner = { kind: "staff", id: "boss", role: "owner" } as const;
    const untilOn = dateAt(clock.nowMs(), timeZone);
    const grant = (n: number) =>
      grantRank(
        deps,
        owner,
        { memberId: 13, rank: "gold", untilOn, reason: "x" },
        writeOf("test", `key-${n}`, [n]),
      );
    await grant(1);
    expect(await due()).toMatchObject([{ line_user_id: userId(13), stamp: 1 }]);
    await grant(2);
    expect(await due()).toMatchObject([{ line_user_id: userId(13), stamp: 1 }]);
  });
});
