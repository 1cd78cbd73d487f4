/**
 * The process that reads reports: one connection that cannot write, one query at a time, until its parent is
 * gone.
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { openReader } from "./sqlite-connection.ts";
import { type ReportPage, type ReportQuestion, readyToRead } from "./sqlite-report.ts";

const pageRows = 5_000;

const path = process.argv[2];
if (path === undefined) throw new Error("the path of the database is missing");
const connection = openReader(path);

process.on("disconnect", () => process.exit(0));
await watchParent();
process.on("message", ({ id, sql, parameters }: ReportQuestion) => {
  const answer = (page: Omit<ReportPage, "id">): void => {
    // A page that cannot be sent has nobody to read it: the parent is gone, and `disconnect` follows.
    process.send?.({ id, ...page }, () => {});
  };
  try {
    let rows: unknown[] = [];
    for (const row of connection.prepare(sql).iterate(...parameters)) {
      rows.push(row);
      if (rows.length < pageRows) continue;
      answer({ rows, last: false });
      rows = [];
    }
    answer({ rows, last: true });
  } catch (failure) {
    answer({ rows: [], last: true, failure: failure instanceof Error ? failure.message : String(failure) });
  }
});
process.send?.(readyToRead);

/**
 * A running query leaves this thread deaf to `disconnect`, so another thread looks whether the parent is
 * still there. No query is taken before it does: a thread cannot start while this one is busy.
 */
async function watchParent(): Promise<void> {
  const watcher = new Worker(
    `const parent = ${process.ppid};
     setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, "SIGKILL"); }, 500);
     require("node:worker_threads").parentPort.postMessage("watching");`,
    { eval: true },
  );
  await once(watcher, "message");
  watcher.unref();
}
