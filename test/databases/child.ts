/**
 * A process that the SQLite tests start and kill. `child.ts commit FILE` opens the database and commits rows,
 * printing the id of each once it is acknowledged; `child.ts report FILE` reads one short report and has
 * nothing left to do; `child.ts long-report FILE` then asks for one that does not end.
 */
import { sql } from "kysely";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import { commit, newId, outboxRow } from "./rows.ts";

const [, , task, path] = process.argv;
if (path === undefined) throw new Error("usage: child.ts commit|report|long-report FILE");
const database = openSqlite(path);
await database.migrate();

if (task === "commit") {
  process.stdout.write("ready\n");
  // Several callers at once, so that groups are killed in the middle as well.
  await Promise.all(Array.from({ length: 8 }, endless));
} else {
  // The reader is up when it has answered; what it is asked next, it reads before it could hear of our end.
  process.stdout.write(`${JSON.stringify(await counting(1_000))}\n`);
  if (task === "long-report") {
    setImmediate(() => process.stdout.write("asked\n"));
    await counting(1_000_000_000);
  }
}

async function counting(count: number): Promise<unknown> {
  const { rows } =
    await sql`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
    SELECT max(i) AS i FROM n`.execute(database.report);
  return rows;
}

async function endless(): Promise<void> {
  for (;;) {
    const id = newId();
    await commit(database, outboxRow(id), outboxRow(`${id}.2`));
    process.stdout.write(`${id}\n`);
  }
}
