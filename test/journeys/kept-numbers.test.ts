import { afterAll, beforeAll, expect, test } from "vitest";
import { keptDifferences, rebuildKept } from "../../server/features/segments/index.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import { dateAt } from "../../shared/dates.ts";
import { noProfile } from "../../shared/members/profile.ts";
import { raw, rows } from "../databases/rows.ts";
import { type Desk, deskOf } from "../support/console.ts";
import type { Phone } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

/** What the account's row keeps for segments, through everything that people do to a membership. */

let world: World;
let owner: Desk;
let hanako: Phone;
let at: string;
beforeAll(async () => {
  world = await openWorld();
  owner = await deskOf(world, await world.owner());
  hanako = await world.member("花子");
  at = `/api/console/members/${(await hanako.home()).member.publicId}`;
});
afterAll(() => world.close());

const today = () => dateAt(world.clock.nowMs(), world.deps.settings.timeZone);
const differences = () => keptDifferences(world.deps, today());
const copies = async () =>
  Object.values(
    (
      await rows(
        world.deps.database,
        "SELECT member_status, joined_on, birthday, birth_year, sex, language FROM account",
      )
    )[0] ?? {},
  );

test("a member's row repeats the day of joining, a birthday told once, and the profile as staff write it", async () => {
  expect(await copies()).toEqual(["active", "2026-11-21", null, null, null, "ja"]);
  await hanako.client.ok("PUT", "/api/card/birthday", { body: { birthday: "03-14" } });
  const profile = { ...noProfile, sex: "female", birthYear: 1990 };
  await owner.client.ok("PUT", `${at}/profile`, { body: profile });
  expect(await copies()).toEqual(["active", "2026-11-21", "03-14", 1990, "female", "ja"]);
  expect(await differences()).toEqual([]);
});

test("what is written into it beside its sources is found by name, and rebuilt", async () => {
  const wrong = [
    "member_status = 'left'",
    "birthday = '01-01'",
    "birth_year = 1900",
    "sex = 'male'",
    "language = 'en'",
    "rank = 'gold'",
    "joined_on = '2020-01-01'",
    "bucket_seed = 1",
    "net_yen = 5",
    "visits_90 = 3",
    "net_yen_365 = 1",
  ];
  for (const set of wrong) {
    await world.deps.database.commit(housekeeping("a test", [raw(`UPDATE account SET ${set}`)]));
    const [column = ""] = set.split(" ");
    const found = await differences();
    expect(found.map(({ what }) => what)).toEqual([expect.stringContaining(`account.${column} is `)]);
    expect(await rebuildKept(world.deps, today(), true)).toEqual(found);
    expect(await differences()).toEqual([]);
  }
});

test("a membership that is suspended, and one that ends, says so in its row at once and keeps no birthday", async () => {
  await owner.client.ok("POST", `${at}/suspend`, { body: { reason: "確認のため" } });
  expect((await copies())[0]).toBe("suspended");
  await owner.client.ok("POST", `${at}/resume`, { body: { reason: "確認が済んだ" } });
  expect((await copies())[0]).toBe("active");
  await hanako.client.ok("POST", "/api/card/leave", { body: {} });
  expect(await copies()).toEqual(["left", "2026-11-21", null, null, null, "ja"]);
  expect(await differences()).toEqual([]);
});
