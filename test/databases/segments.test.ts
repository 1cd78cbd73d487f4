import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deps } from "../../server/deps.ts";
import { planWindows } from "../../server/features/points/index.ts";
import { planLadder } from "../../server/features/ranks/index.ts";
import {
  compile,
  factsOf,
  keptDifferences,
  momentOf,
  rebuildKept,
} from "../../server/features/segments/index.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import { addDays } from "../../shared/dates.ts";
import { noRanks } from "../../shared/ranks/ladder.ts";
import { evaluate } from "../../shared/segments/evaluate.ts";
import { type Segment, segment as schema } from "../../shared/segments/schema.ts";
import { fuzz, type Random, randomFrom } from "../model/random.ts";
import { ledgerDeps } from "../support/accounts.ts";
import { testClock } from "../support/clock.ts";
import { fillShop } from "../support/segment-people.ts";
import { leafMakers, treeOf } from "../support/segment-trees.ts";
import { silentLog } from "../support/world.ts";
import { engines, migratedEngine, type OpenedEngine } from "./engines.ts";
import * as row from "./rows.ts";

/** One definition of a segment, read twice: by a database for all members, and in TypeScript for one. */

const today = "2026-11-21";
const members = 150;
const trees = { sqlite: 300, postgres: 200, d1: 80 } as const;
const leavesEach = { sqlite: 24, postgres: 16, d1: 6 } as const;

describe.each(engines)("a segment on %s", (name) => {
  let engine: OpenedEngine;
  let deps: Deps;
  let random: Random;

  beforeAll(async () => {
    engine = await migratedEngine(name);
    deps = ledgerDeps(engine.database, testClock(Date.UTC(2026, 10, 21, 3)), silentLog);
    random = randomFrom(fuzz.seed);
    await fillShop(deps, random, members, today);
    const colour = "#000000";
    const rank = (code: string, threshold: number) => {
      return { code, name: { ja: code, en: code }, threshold, multiplierPerMille: 1000, colour };
    };
    const ranks = [rank("regular", 0), rank("silver", 10), rank("gold", 20)];
    const published = planLadder({ ...noRanks, version: 1, enabled: true, ranks }, 1, "system:test");
    await row.commit(engine.database, published, saved("nested", nested), saved("outer", outer), ...versions);
    // As they were a month ago, and moved on to today for half of the members alone: the others' sums are stale.
    await rebuildKept(deps, addDays(today, -35), true);
    const range = { afterId: 0, toId: members / 2, limit: 1_000 };
    const { statements } = await planWindows(deps, range, today);
    await deps.database.commit(housekeeping("a test", statements));
  });
  afterAll(() => engine?.close());

  const nested: Segment = { any: [{ kind: "tag", tag: "vip" }, { kind: "never_visited" }] };
  const outer: Segment = { not: { kind: "segment", segmentId: "nested" } };
  const saved = (segment_id: string, _: Segment) =>
    row.insert("segment", {
      ...{
        segment_id,
        name: segment_id,
        folded: segment_id,
        version: 1,
        watched: 0,
        made_at_ms: 1,
        made_by: "t",
      },
    });
  const versions = Object.entries({ nested, outer }).map(([segment_id, tree]) =>
    row.insert("segment_version", {
      ...{
        segment_id,
        version: 1,
        name: segment_id,
        tree: JSON.stringify(tree),
        made_at_ms: 1,
        made_by: "t",
      },
    }),
  );

  const everyId = Array.from({ length: members }, (_, index) => index + 1);

  async function bothReadings(tree: Segment) {
    const at = await momentOf(deps, tree);
    const facts = await factsOf(deps, everyId, at);
    const rows = await engine.database.point
      .selectFrom("account")
      .select("member_id")
      .where(compile(tree, at, name === "postgres" ? "postgres" : "sqlite"))
      .orderBy("member_id")
      .execute();
    const plain = everyId.filter((id) => {
      const of = facts.get(id);
      return of !== undefined && evaluate(tree, of, at);
    });
    return { bySql: rows.map(({ member_id }) => member_id), plain };
  }

  async function expectSame(tree: Segment): Promise<number> {
    expect(schema.parse(tree)).toEqual(tree);
    const { bySql, plain } = await bothReadings(tree);
    expect(bySql, JSON.stringify(tree)).toEqual(plain);
    return bySql.length;
  }

  test("is asked of people whose kept sums are exact for some and stale for others", async () => {
    const stale = `SELECT count(*) FROM account WHERE windows_until_on <= '${today}'`;
    const count = Number(await row.value(engine.database, stale));
    expect(count).toBeGreaterThan(10);
    expect(count).toBeLessThan(members / 2);
    expect(await keptDifferences(deps, today)).toEqual([]);
  });

  test.each(
    Object.keys(leafMakers),
  )("of one condition (%s), plain and turned round, has the members that TypeScript says", async (kind) => {
    const make = Object.entries(leafMakers).find(([known]) => known === kind)?.[1];
    if (make === undefined) throw new Error(`there is no ${kind}`);
    const counts: number[] = [];
    for (let n = 0; n < leavesEach[name]; n++) {
      const leaf = make(random, today);
      counts.push(await expectSame(leaf), await expectSame({ not: leaf }));
    }
    expect(Math.max(...counts)).toBeGreaterThan(0);
    expect(Math.min(...counts)).toBeLessThan(members / 2);
  }, 120_000);

  test(`of ${trees[name]} random trees has the members that TypeScript says`, {
    timeout: 240_000,
  }, async () => {
    let some = 0;
    for (let n = 0; n < trees[name] * fuzz.times; n++) {
      const count = await expectSame(treeOf(random, today));
      if (count > 0 && count < members) some += 1;
    }
    expect(some).toBeGreaterThan(trees[name] / 4);
  });
});
