import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Kysely } from "kysely";
import type { SqlValue } from "./prepared.ts";
import { kyselyAsking } from "./remote-reader.ts";
import type { Tables } from "./tables.ts";

/** A report that takes longer than this is stopped. */
const deadlineMs = 30_000;

interface Answer {
  readonly id: number;
  readonly rows?: unknown[];
  readonly failure?: string;
}

interface Pending {
  readonly resolve: (rows: unknown[]) => void;
  readonly reject: (failure: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * Reads in a child process with a read-only connection of its own. A process and not a thread, because better-sqlite3
 * cannot interrupt a running query: only killing its process stops one. The child starts with the first report.
 */
export function openReportReader(path: string): { kysely: Kysely<Tables>; close(): Promise<void> } {
  let child: ChildProcess | null = null;
  let nextId = 1;
  const pending = new Map<number, Pending>();

  const failAll = (failure: Error): void => {
    for (const { reject, timer } of pending.values()) {
      clearTimeout(timer);
      reject(failure);
    }
    pending.clear();
  };

  const start = (): ChildProcess => {
    const started = fork(fileURLToPath(new URL("./sqlite-report-child.ts", import.meta.url)), [path], {
      serialization: "advanced",
    });
    started.on("message", (answer: Answer) => {
      const waiting = pending.get(answer.id);
      if (waiting === undefined) return;
      pending.delete(answer.id);
      clearTimeout(waiting.timer);
      if (answer.failure !== undefined) waiting.reject(new Error(answer.failure));
      else waiting.resolve(answer.rows ?? []);
    });
    started.on("exit", () => {
      if (child !== started) return;
      child = null;
      failAll(new Error("the report was stopped"));
    });
    started.unref();
    started.channel?.unref();
    return started;
  };

  const ask = (sql: string, parameters: readonly SqlValue[]): Promise<unknown[]> => {
    child ??= start();
    const id = nextId++;
    const asked = child;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => asked.kill("SIGKILL"), deadlineMs);
      pending.set(id, { resolve, reject, timer });
      asked.send({ id, sql, parameters });
    });
  };

  return {
    kysely: kyselyAsking(ask),
    async close() {
      child?.kill("SIGKILL");
      child = null;
      failAll(new Error("the database was closed"));
    },
  };
}
