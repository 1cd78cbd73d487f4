/**
 * `npm run ledger -- verify | export | balance | rebuild`: what an operator and an auditor do with the ledger. All but
 * `rebuild --write` only read, and may run beside the server.
 */
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { resolve } from "node:path";
import { finished } from "node:stream/promises";
import { parseArgs } from "node:util";
import { addDays, dateAt } from "../../shared/dates.ts";
import { verifyCoupons } from "../features/coupons/index.ts";
import { memberNumberOf } from "../features/members/index.ts";
import {
  balanceOn,
  type Counted,
  exportLedger,
  type LedgerDeps,
  pagesOfAccounts,
  rebuildAccount,
  verifyLedger,
} from "../features/points/index.ts";
import { proveSales } from "../features/purchases/index.ts";
import { forgetReports, verifyReports } from "../features/reports/index.ts";
import { keptDifferences, rebuildKept } from "../features/segments/index.ts";
import { verifyStamps } from "../features/stamps/index.ts";
import { systemClock } from "../platform/clock.ts";
import type { Database } from "../platform/database/database.ts";
import { systemIds } from "../platform/ids.ts";

const usage = `npm run ledger -- verify [--member ID]
    goes through every entry and everything kept beside them; 1 where something does not agree
npm run ledger -- export --out FILE [--member ID]
    every entry with the text its hash is made of, to be checked without this program
npm run ledger -- balance --member ID --on yyyy-mm-dd
    what a member held at the end of a day
npm run ledger -- rebuild [--member ID] [--write]
    makes balances and lots anew from entries, and what is kept for segments from where it comes; without --write, says
    what that would change

ID is the member's number as the card shows it, with or without spaces. The database is DATABASE_URL, or the file DATABASE_PATH (data/goen.db).`;

class WrongUse extends Error {}

interface Options {
  readonly member?: string | undefined;
  readonly out?: string | undefined;
  readonly on?: string | undefined;
  readonly write?: boolean | undefined;
}

const commands: Readonly<Record<string, (deps: LedgerDeps, options: Options) => Promise<number>>> = {
  verify,
  export: writeExport,
  balance,
  rebuild,
  recount,
};

async function main(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { positionals, values } = parse(args);
  const command = commands[positionals[0] ?? ""];
  if (command === undefined || positionals.length !== 1) throw new WrongUse(usage);
  const { member } = values;
  const options = member === undefined ? values : { ...values, member: memberNumberOf(member) ?? member };
  const database = await openDatabase(env, values.write === true);
  try {
    return await command({ database, settings: { timeZone: env.TIME_ZONE ?? "Asia/Tokyo" } }, options);
  } finally {
    await database.close();
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        member: { type: "string" },
        out: { type: "string" },
        on: { type: "string" },
        write: { type: "boolean" },
      },
    });
  } catch {
    throw new WrongUse(usage);
  }
}

/** As the server opens it; an SQLite file for reading alone, unless something is to be written. */
async function openDatabase(env: NodeJS.ProcessEnv, write: boolean): Promise<Database> {
  if (env.DATABASE_URL !== undefined) {
    const { openPostgres } = await import("../platform/database/postgres.ts");
    return openPostgres({ connectionString: env.DATABASE_URL });
  }
  const path = resolve(env.DATABASE_PATH ?? "data/goen.db");
  const { openSqliteReadonly } = await import("../platform/database/sqlite-readonly.ts");
  const readonly = openSqliteReadonly(path);
  if (!write) return readonly;
  await readonly.close();
  const { openSqlite } = await import("../platform/database/sqlite.ts");
  return openSqlite(path);
}

async function recount(deps: LedgerDeps, { write }: Options): Promise<number> {
  if (write !== true) throw new WrongUse(usage);
  await forgetReports(deps);
  console.log("the sums are forgotten; the server counts them anew when it runs");
  return 0;
}

async function verify(deps: LedgerDeps, { member }: Options): Promise<number> {
  const onProgress = (counted: Counted): void => console.error(`… ${inWords(counted)}`);
  const { beside, limits } = await proveSales(deps, systemClock.nowMs());
  const { firstBreak, ...counted } = await verifyLedger(deps, { memberPublicId: member, onProgress, beside });
  if (member !== undefined && counted.accounts === 0) return unknownMember(member);
  // What members share can only be added up once all of them were seen.
  const shared = member === undefined ? limits() : [];
  const others = [
    ...(await keptDifferences(deps, dateAt(systemClock.nowMs(), deps.settings.timeZone), member)),
    ...(member === undefined ? [...(await verifyCoupons(deps)), ...(await verifyStamps(deps))] : []),
    ...(member === undefined ? await verifyReports({ ...deps, clock: systemClock }) : []),
  ];
  if (firstBreak === null && shared.length === 0 && others.length === 0) {
    console.log(`the ledger holds: ${inWords(counted)}`);
    return 0;
  }
  if (firstBreak !== null) {
    const { memberPublicId, accountId, seq, what } = firstBreak;
    console.log(`first break: member ${memberPublicId} (account ${accountId}), entry ${seq}: ${what}`);
  }
  for (const what of shared) console.log(`limit: ${what}`);
  for (const { subject, what } of others) console.log(`${subject} ${what}`);
  console.log(`${inWords(counted)}; accounts that do not agree: ${counted.broken}`);
  return 1;
}

function inWords({ accounts, entries, lots }: Counted): string {
  const [a, e, l] = [accounts, entries, lots].map((count) => count.toLocaleString("en"));
  return `${a} accounts, ${e} entries, ${l} lots`;
}

async function writeExport(deps: LedgerDeps, { member, out }: Options): Promise<number> {
  if (out === undefined) throw new WrongUse(usage);
  // A file that is there already may be the evidence of an earlier day.
  const file = createWriteStream(resolve(out), { flags: "wx" });
  await once(file, "open").catch((failure: unknown) => {
    if (failure instanceof Error && "code" in failure && failure.code === "EEXIST") {
      throw new Error(`${out} is there already and is not written over: choose another name`);
    }
    throw failure;
  });
  let lines = 0;
  for await (const line of exportLedger(deps, member)) {
    lines += 1;
    if (!file.write(`${JSON.stringify(line)}\n`)) await once(file, "drain");
  }
  file.end();
  await finished(file);
  console.log(`${(lines - 2).toLocaleString("en")} entries in ${out}`);
  return 0;
}

async function balance(deps: LedgerDeps, { member, on }: Options): Promise<number> {
  if (member === undefined || on === undefined) throw new WrongUse(usage);
  const today = dateAt(systemClock.nowMs(), deps.settings.timeZone);
  if (!isDate(on)) throw new WrongUse(`there is no day ${on}; --on is yyyy-mm-dd, as ${today}`);
  if (on > today)
    throw new WrongUse(`${on} is still to come, today is ${today}: the ledger knows no balance`);
  let found = 0;
  for await (const page of pagesOfAccounts(deps, member)) {
    for (const { account_id } of page) {
      const { usable, pending, held, debt } = await balanceOn(deps, account_id, on);
      console.log(`${on}: usable ${usable}, pending ${pending}, held ${held}, debt ${debt}`);
      found += 1;
    }
  }
  return found === 0 ? unknownMember(member) : 0;
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && addDays(addDays(text, 1), -1) === text;
}

async function rebuild(deps: LedgerDeps, { member, write = false }: Options): Promise<number> {
  const all = { ...deps, clock: systemClock, ids: systemIds(systemClock) };
  let accounts = 0;
  let differing = 0;
  for await (const page of pagesOfAccounts(deps, member)) {
    for (const { account_id, public_id } of page) {
      const { found, written } = await rebuildAccount(all, account_id, public_id, write);
      accounts += 1;
      if (found.length === 0) continue;
      differing += 1;
      for (const { seq, what } of found) console.log(`member ${public_id}, entry ${seq}: ${what}`);
      console.log(written ? `member ${public_id}: written` : `member ${public_id}: not written (--write)`);
    }
  }
  if (member !== undefined && accounts === 0) return unknownMember(member);
  const today = dateAt(systemClock.nowMs(), deps.settings.timeZone);
  const kept = await rebuildKept(all, today, write, member);
  for (const { subject, what } of kept) console.log(`${subject} ${what}${write ? ": written" : ""}`);
  differing += new Set(kept.map(({ accountId }) => accountId)).size;
  console.log(`${accounts.toLocaleString("en")} accounts, ${differing} of them differed`);
  return differing > 0 && !write ? 1 : 0;
}

function unknownMember(member: string): number {
  console.error(`no member ${member} has an account`);
  return 2;
}

main(process.argv.slice(2), process.env).then(
  (code) => {
    process.exitCode = code;
  },
  (failure: unknown) => {
    console.error(failure instanceof Error ? failure.message : failure);
    process.exitCode = failure instanceof WrongUse ? 2 : 1;
  },
);
