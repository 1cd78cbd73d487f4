/** The process that reads reports: one connection that cannot write, one query at a time, until its parent is gone. */
import { Worker } from "node:worker_threads";
import { openReader } from "./sqlite-connection.ts";
import type { ReportPage, ReportQuestion } from "./sqlite-report.ts";

const pageRows = 5_000;

const path = process.argv[2];
if (path === undefined) throw new Error("the path of the database is missing");
const connection = openReader(path);

process.on("message", ({ id, sql, parameters }: ReportQuestion) => {
  const answer = (page: Omit<ReportPage, "id">): void => void process.send?.({ id, ...page });
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
process.on("disconnect", () => process.exit(0));

// A running query leaves this thread deaf to `disconnect`, so another one looks whether the parent is still there.
const watch = `
  const parent = ${process.ppid};
  setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, "SIGKILL"); }, 500);
`;
new Worker(watch, { eval: true }).unref();
