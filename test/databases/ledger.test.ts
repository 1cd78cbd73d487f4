import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  activateDue,
  balanceOn,
  type Doing,
  type Draft,
  draftOf,
  earn,
  giveBack,
  hold,
  lapseDue,
  planOf,
  rebuildAccount,
  spend,
  takeBack,
  verifyLedger,
} from "../../server/features/points/index.ts";
import { systemClock } from "../../server/platform/clock.ts";
import type { Database } from "../../server/platform/database/database.ts";
import { sha256 } from "../../server/platform/hash.ts";
import { systemIds } from "../../server/platform/ids.ts";
import { bucketSeedOf } from "../../shared/segments/bucket.ts";
import { run } from "../support/command.ts";
import { done, emptyAccount, giftOf, lastTaken, doingOn as onNoStore } from "../support/points.ts";
import { migratedEngine, type OpenedEngine, openEngine } from "./engines.ts";
import * as row from "./rows.ts";

const settings = { timeZone: "Asia/Tokyo" };
const program = fileURLToPath(new URL("../../server/entry/ledger.ts", import.meta.url));
const guide = fileURLToPath(new URL("../../docs/guides/ledger.md", import.meta.url));
const ids = systemIds(systemClock);
const tools = { newId: () => ids.ulid(), hash: sha256 };
// 1 January 2026 in Tokyo: all entries were written as they happened, at noon.
const on = (businessDate: string): Doing => {
  const atMs = Date.parse(`${businessDate}T12:00:00+09:00`);
  return {
    ...onNoStore(businessDate),
    occurredAtMs: atMs,
    recordedAtMs: atMs,
    storeId: 1,
    receiptNumber: "レシート 1",
  };
};

/**
 * A member whose eleven entries are of every kind that moves lots: 100 and 30 earned, 20 of a campaign that wait, 60
 * spent, 25 of them returned, 10 of the 100 taken back, 15 put aside, the waiting ones announced, and a lapse.
 */
async function memberWithHistory(database: Database): Promise<{ id: number; publicId: string }> {
  const id = row.newNumber();
  const publicId = ids.publicId();
  const copies = { joined_on: "1970-01-01", bucket_seed: bucketSeedOf(sha256(publicId)) };
  await row.commit(database, row.member({ member_id: id, public_id: publicId }), row.account(id, copies));
  const write = async (draft: Draft): Promise<Draft> => {
    await row.commit(database, ...planOf(draft, draft.entries.at(-1)?.businessDate ?? ""));
    return draftOf(draft.account);
  };
  const empty = draftOf({ ...emptyAccount, accountId: id });
  const first = earn(empty, [giftOf(100, "2026-01-01", "2026-01-31")], "1", on("2026-01-01"), tools);
  const earnId = first.entries[0]?.entryId ?? "";
  const campaign = giftOf(20, "2026-01-10", "2026-03-31", { origin: "promotion" });
  const second = [giftOf(30, "2026-01-02", "2026-06-30"), campaign];
  const both = earn(await write(first), second, "1", on("2026-01-02"), tools);
  const spent = done(spend(await write(both), 60, on("2026-01-03"), tools));
  const { entryId, draws } = lastTaken(spent);
  const byLot = draws.map(({ lotId }) => ({ lotId, points: 25 }));
  const given = giveBack(
    await write(spent),
    "refund",
    { entryId, byLot },
    { kind: "forfeit" },
    on("2026-01-04"),
    tools,
  );
  const claim = { entryId: earnId, points: 10, ownLotIds: [earnId] };
  const taken = takeBack(await write(given), "refund", claim, "debt", on("2026-01-04"), tools);
  const held = done(hold(await write(taken.draft), 15, on("2026-01-05"), tools));
  const awake = activateDue(await write(held), "2026-01-10", on, tools);
  const asideId = held.entries[0]?.entryId ?? "";
  await row.commit(database, row.hold(id, { entry_id: asideId, points: 15 }));
  await write(lapseDue(await write(awake), "2026-02-01", on, tools));
  return { id, publicId };
}

/** Runs the program as an operator does. */
function ledger(env: Record<string, string>, ...args: string[]): Promise<{ code: number; out: string }> {
  return run(process.execPath, [program, ...args], env);
}

describe.each(["sqlite", "postgres"] as const)("the ledger on %s", (name) => {
  let engine: OpenedEngine;
  let database: Database;
  beforeAll(async () => {
    engine = await migratedEngine(name);
    database = engine.database;
    await row.commit(database, ...row.shop());
    // The planter of breaks is whoever has the database in hand: the schema's own guards are taken away first.
    for (const table of ["entry", "allocation"]) {
      const drops = name === "postgres" ? ["append_only"] : ["no_update", "no_delete"];
      for (const trigger of drops) {
        const of = name === "postgres" ? ` ON ${table}` : "";
        await row.commit(database, row.raw(`DROP TRIGGER ${table}_${trigger}${of}`));
      }
    }
  });
  afterAll(() => engine?.close());

  const verify = (memberPublicId?: string) => verifyLedger({ database, settings }, { memberPublicId });
  const rebuild = (id: number, publicId: string, write: boolean) =>
    rebuildAccount({ database, settings, clock: systemClock, ids }, id, publicId, write);

  test("of a member with 8 entries holds, and says what it counted", async () => {
    const { publicId } = await memberWithHistory(database);
    const counted = { accounts: 1, entries: 8, lots: 3, broken: 0 };
    expect(await verify(publicId)).toEqual({ ...counted, firstBreak: null });
  });

  const plants: readonly (readonly [
    what: string,
    plant: (id: number) => string,
    seq: number,
    words: string,
  ])[] = [
    [
      "a changed amount",
      (id) => `UPDATE entry SET points = points + 5 WHERE account_id = ${id} AND seq = 2`,
      2,
      "its hash is not the hash of its fields",
    ],
    [
      "a removed entry",
      (id) => `DELETE FROM entry WHERE account_id = ${id} AND seq = 3`,
      4,
      "follows entry 2: one is missing",
    ],
    [
      "the newest entry removed",
      (id) => `DELETE FROM entry WHERE account_id = ${id} AND seq = 8`,
      8,
      "is missing: the account counts 8 entries",
    ],
    [
      "a hash that was swapped for another entry's",
      (id) =>
        `UPDATE entry SET hash = (SELECT hash FROM entry WHERE account_id = ${id} AND seq = 1)
         WHERE account_id = ${id} AND seq = 2`,
      2,
      "its hash is not the hash of its fields",
    ],
    [
      "5 points less in a lot",
      (id) => `UPDATE lot SET remaining = remaining - 5 WHERE account_id = ${id} AND origin = 'promotion'`,
      7,
      "has remaining 15, by its entries 20",
    ],
    [
      "a lot that lives longer",
      (id) => `UPDATE lot SET expires_on = '2026-12-31' WHERE account_id = ${id} AND points = 30`,
      2,
      'has expiresOn "2026-12-31", by its entries "2026-06-30"',
    ],
    [
      "a lot of somebody else's money",
      (id) => `UPDATE lot SET funded_by = 'tenant' WHERE account_id = ${id} AND points = 100`,
      8,
      'has fundedBy "tenant", by its entries "head_office"',
    ],
    [
      "an allocation removed",
      (id) =>
        `DELETE FROM allocation WHERE account_id = ${id}
         AND entry_id = (SELECT entry_id FROM entry WHERE account_id = ${id} AND seq = 3)`,
      3,
      "its allocation of 60 points to lot",
    ],
    [
      "a balance 7 higher",
      (id) =>
        `UPDATE account SET balance = balance + 7, lot_balance = lot_balance + 7 WHERE account_id = ${id}`,
      8,
      "account.balance is 57, by its entries 50",
    ],
    ["a debt of 3", (id) => `UPDATE account SET debt = 3 WHERE account_id = ${id}`, 8, "account.debt is 3"],
    ["0 held", (id) => `UPDATE account SET held = 0 WHERE account_id = ${id}`, 8, "account.held is 0"],
    [
      "5 pending",
      (id) => `UPDATE account SET pending = 5 WHERE account_id = ${id}`,
      8,
      "account.pending is 5",
    ],
    [
      "another day on which something lapses next",
      (id) => `UPDATE account SET next_expires_on = '2027-01-01' WHERE account_id = ${id}`,
      8,
      "account.nextExpiresOn is 2027-01-01, by its entries 2026-03-31",
    ],
    [
      "no day on which the night comes by",
      (id) => `UPDATE account SET due_on = NULL WHERE account_id = ${id}`,
      8,
      "account.dueOn is null, by its entries 2026-04-01",
    ],
    [
      "a visit that no business day knows",
      (id) => `UPDATE account SET visits = 1 WHERE account_id = ${id}`,
      8,
      "account.visits is 1, by its days 0",
    ],
  ];

  test.each(plants)("with %s breaks there, and names it", async (_, plant, seq, words) => {
    const { id, publicId } = await memberWithHistory(database);
    await row.commit(database, row.raw(plant(id)));
    const { firstBreak, broken } = await verify(publicId);
    expect([firstBreak?.memberPublicId, firstBreak?.seq, broken]).toEqual([publicId, seq, 1]);
    expect(firstBreak?.what).toContain(words);
  });

  test("names the first of 3 broken members of all, and counts the rest", async () => {
    const members = [];
    for (let n = 0; n < 3; n++) members.push(await memberWithHistory(database));
    const before = (await verify()).broken;
    for (const { id } of members) await row.commit(database, row.raw(plants[8]?.[1](id) ?? ""));
    expect((await verify()).broken).toBe(before + 3);
  });

  test("is rebuilt: lots, an allocation and the balance come back, and only when asked to", async () => {
    const { id, publicId } = await memberWithHistory(database);
    const state = async () => [
      await row.rows(database, `SELECT * FROM account WHERE account_id = ${id}`),
      await row.rows(database, `SELECT * FROM lot WHERE account_id = ${id} ORDER BY lot_id`),
      await row.rows(database, `SELECT * FROM allocation WHERE account_id = ${id} ORDER BY entry_id, lot_id`),
    ];
    const before = await state();
    await row.commit(
      database,
      row.raw(`UPDATE account SET balance = 1, lot_balance = 1, held = 9 WHERE account_id = ${id}`),
      row.raw(`UPDATE lot SET remaining = 0, lapsed = 0, expires_on = '2030-01-01' WHERE account_id = ${id}`),
      row.raw(`DELETE FROM allocation WHERE account_id = ${id} AND points = 60`),
      row.lot(id, row.newId()),
    );
    const damaged = await state();
    expect(await rebuild(id, publicId, false)).toMatchObject({ written: false });
    expect(await state()).toEqual(damaged);
    expect(await rebuild(id, publicId, true)).toMatchObject({ written: true });
    expect(await state()).toEqual(before);
    expect(await rebuild(id, publicId, true)).toEqual({ found: [], written: false });
    expect((await verify(publicId)).firstBreak).toBeNull();
  });

  test("is not rebuilt from entries that do not hold", async () => {
    const { id, publicId } = await memberWithHistory(database);
    await row.commit(database, row.raw(`UPDATE entry SET points = 1 WHERE account_id = ${id} AND seq = 2`));
    await expect(rebuild(id, publicId, true)).rejects.toThrow("entry 2 its hash is not the hash");
  });

  test.each([
    ["2025-12-31", { usable: 0, pending: 0, held: 0, debt: 0 }],
    ["2026-01-01", { usable: 100, pending: 0, held: 0, debt: 0 }],
    ["2026-01-02", { usable: 130, pending: 20, held: 0, debt: 0 }],
    ["2026-01-03", { usable: 70, pending: 20, held: 0, debt: 0 }],
    ["2026-01-04", { usable: 85, pending: 20, held: 0, debt: 0 }],
    ["2026-01-05", { usable: 70, pending: 20, held: 15, debt: 0 }],
    ["2026-01-09", { usable: 70, pending: 20, held: 15, debt: 0 }],
    ["2026-01-10", { usable: 90, pending: 0, held: 15, debt: 0 }],
    ["2026-01-31", { usable: 90, pending: 0, held: 15, debt: 0 }],
    ["2026-02-01", { usable: 50, pending: 0, held: 15, debt: 0 }],
    ["2026-04-01", { usable: 30, pending: 0, held: 15, debt: 0 }],
  ])("at the end of %s held what its entries through that day come to", async (date, expected) => {
    const { id } = await memberWithHistory(database);
    expect(await balanceOn({ database }, id, date)).toMatchObject(expected);
  });
});

describe("npm run ledger", { timeout: 180_000 }, () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "goen-ledger-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The scripts of the guide, as they stand there, run on an export. */
  async function auditors(file: string) {
    const text = readFileSync(guide, "utf8");
    const block = (language: string) =>
      new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1] ?? "";
    const script = join(folder, "check.mjs");
    const shell = join(folder, "check.sh");
    writeFileSync(script, block("js"));
    writeFileSync(shell, block("sh").replaceAll("ledger.jsonl", file));
    return [await run(process.execPath, [script, file]), await run("sh", [shell])] as const;
  }

  test("verifies, exports and answers beside a server that writes the same SQLite file", async () => {
    const path = join(folder, "goen.db");
    const { openSqlite } = await import("../../server/platform/database/sqlite.ts");
    const database = openSqlite(path);
    await database.migrate();
    await row.commit(database, ...row.shop());
    const { id, publicId } = await memberWithHistory(database);
    const env = { DATABASE_PATH: path };
    const verified = await ledger(env, "verify");
    expect(verified).toMatchObject({ code: 0 });
    expect(verified.out).toContain("the ledger holds: 1 accounts, 8 entries, 3 lots");
    const asked = await ledger(env, "balance", "--member", publicId, "--on", "2026-01-05");
    expect(asked).toEqual({ code: 0, out: "2026-01-05: usable 70, pending 20, held 15, debt 0\n" });
    const shown = (publicId.toUpperCase().match(/.{4}/g) ?? []).join(" ");
    expect(await ledger(env, "balance", "--member", shown, "--on", "2026-01-05")).toEqual(asked);
    expect((await ledger(env, "verify", "--member", shown)).code).toBe(0);
    for (const [day, why] of [
      ["2026-11-31", "there is no day 2026-11-31"],
      ["2999-01-01", "2999-01-01 is still to come"],
    ] as const) {
      const refused = await ledger(env, "balance", "--member", publicId, "--on", day);
      expect([refused.code, refused.out.includes("usable")]).toEqual([2, false]);
      expect(refused.out).toContain(why);
    }
    expect((await ledger(env, "balance", "--member", "nobody", "--on", "2026-01-05")).code).toBe(2);
    const wrong = await ledger(env, "balance", "--member", publicId, "--on", "5 January");
    expect(wrong.code).toBe(2);
    expect(wrong.out).toContain("there is no day 5 January");
    // Writing is for the one process that has the lock.
    expect((await ledger(env, "rebuild", "--write")).out).toContain("SQLite has one writer");
    await row.commit(database, row.raw(`UPDATE account SET held = 9 WHERE account_id = ${id}`));
    const broken = await ledger(env, "verify");
    expect(broken.code).toBe(1);
    expect(broken.out).toContain(
      `first break: member ${publicId} (account ${id}), entry 8: account.held is 9, by its entries 15`,
    );
    expect((await ledger(env, "rebuild")).code).toBe(1);
    await database.close();
    expect((await ledger(env, "rebuild", "--write")).code).toBe(0);
    expect((await ledger(env, "verify")).code).toBe(0);
    expect((await ledger({ DATABASE_PATH: join(folder, "none.db") }, "verify")).out).toContain(
      "no database at",
    );
  });

  test("writes an export that an auditor checks with a hash function alone, and catches 4 ways to tamper with it", async () => {
    const path = join(folder, "goen.db");
    const file = join(folder, "export.jsonl");
    expect((await ledger({ DATABASE_PATH: path }, "export", "--out", file)).code).toBe(0);
    for (const audit of await auditors(file)) expect(audit).toMatchObject({ code: 0 });
    // It is not written over.
    expect(await ledger({ DATABASE_PATH: path }, "export", "--out", file)).toEqual({
      code: 1,
      out: `${file} is there already and is not written over: choose another name\n`,
    });
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    expect(lines).toHaveLength(1 + 8 + 1);
    const tampered: readonly (readonly string[])[] = [
      lines.map((line, n) => (n === 3 ? line.replace("-60", "-50") : line)),
      lines.filter((_, n) => n !== 4),
      lines.slice(0, -3).concat(lines.at(-1) ?? ""),
      lines.slice(0, -1),
    ];
    for (const [n, changed] of tampered.entries()) {
      const copy = join(folder, `tampered-${n}.jsonl`);
      writeFileSync(copy, `${changed.join("\n")}\n`);
      const [node, shell] = await auditors(copy);
      expect([n, node.code]).toEqual([n, 1]);
      expect([n, shell.code]).toEqual([n, 1]);
    }
  });

  test("verifies on PostgreSQL, and ends with 1 at a broken entry", async () => {
    const engine = await openEngine("postgres");
    try {
      await engine.database.migrate();
      await row.commit(engine.database, ...row.shop());
      const { id, publicId } = await memberWithHistory(engine.database);
      const env = { DATABASE_URL: engine.connectionString ?? "" };
      expect((await ledger(env, "verify")).code).toBe(0);
      // A limit that many share is nobody's account: it is said by itself, once all accounts were seen.
      await row.commit(engine.database, row.pool("rain|total|all", 3, 10));
      const limited = await ledger(env, "verify");
      expect([limited.code, limited.out]).toEqual([
        1,
        expect.stringContaining("limit: rule_pool rain|total|all has used 3, by its sales 0"),
      ]);
      expect((await ledger(env, "verify", "--member", publicId)).code).toBe(0);
      await row.commit(engine.database, row.raw("DROP TRIGGER entry_append_only ON entry"));
      await row.commit(
        engine.database,
        row.raw(`UPDATE entry SET amount_yen = 1 WHERE account_id = ${id} AND seq = 5`),
      );
      const broken = await ledger(env, "verify");
      expect(broken.code).toBe(1);
      expect(broken.out).toContain(`first break: member ${publicId} (account ${id}), entry 5:`);
    } finally {
      await engine.close();
    }
  });
});
