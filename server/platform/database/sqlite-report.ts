import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Kysely } from "kysely";
import { Overloaded, TooSlow } from "./failures.ts";
import { kyselyAsking } from "./kysely-asking.ts";
import type { SqlValue } from "./prepared.ts";
import type { Tables } from "./tables.ts";

/** A report that runs longer than this is stopped. */
const defaultDeadlineMs = 30_000;
/** Reports that may wait for the one that runs. */
const waitingMax = 100;

/** What the child says once it can be asked. */
export const readyToRead = "ready";

/** What the child answers: pages of rows, the last one marked, or why there are none. */
export interface ReportPage {
  readonly id: number;
  readonly rows: readonly unknown[];
  readonly last: boolean;
  readonly failure?: string;
}

export interface ReportQuestion {
  readonly id: number;
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
}

interface Asked extends ReportQuestion {
  readonly resolve: (rows: unknown[]) => void;
  readonly reject: (failure: Error) => void;
}

interface Running {
  readonly asked: Asked;
  readonly rows: unknown[];
  readonly timer: NodeJS.Timeout;
}

export interface ReportReader {
  readonly kysely: Kysely<Tables>;
  close(): Promise<void>;
}

/**
 * Reads in a child process with a read-only connection of its own, one report after the other. A process and
 * not a thread, because better-sqlite3 cannot interrupt a running query: only killing its process stops one.
 * The child starts with the first report and again after a kill; it never keeps this process alive.
 */
export function openReportReader(path: string, deadlineMs = defaultDeadlineMs): ReportReader {
  const queue = new ReportQueue(path, deadlineMs);
  return {
    kysely: kyselyAsking("sqlite", (sql, parameters) => queue.ask(sql, parameters)),
    close: () => queue.close(),
  };
}

class ReportQueue {
  readonly #path: string;
  readonly #deadlineMs: number;
  readonly #waiting: Asked[] = [];
  #child: ChildProcess | null = null;
  #ready = false;
  #running: Running | null = null;
  #nextId = 1;
  #closed = false;

  constructor(path: string, deadlineMs: number) {
    this.#path = path;
    this.#deadlineMs = deadlineMs;
  }

  ask(sql: string, parameters: readonly SqlValue[]): Promise<unknown[]> {
    if (this.#closed) return Promise.reject(new Error("the database was closed"));
    if (this.#waiting.length >= waitingMax) {
      return Promise.reject(new Overloaded(new Error(`${waitingMax} reports wait already`)));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ id: this.#nextId++, sql, parameters, resolve, reject });
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#drop(new Error("the database was closed"));
    this.#rejectWaiting(new Error("the database was closed"));
  }

  #next(): void {
    if (this.#running !== null || this.#waiting.length === 0) return;
    this.#child ??= this.#start();
    // The time a process takes to start is not the report's.
    if (!this.#ready) return;
    const asked = this.#waiting.shift();
    if (asked === undefined) return;
    // The timer is what keeps this process alive while a report runs; the child and its channel do not.
    const timer = setTimeout(() => this.#drop(new TooSlow()), this.#deadlineMs);
    this.#running = { asked, rows: [], timer };
    const { id, sql, parameters } = asked;
    this.#child.send({ id, sql, parameters } satisfies ReportQuestion, (failure) => {
      if (failure !== null && this.#running?.asked === asked) this.#drop(failure);
    });
  }

  #start(): ChildProcess {
    const program = fileURLToPath(new URL("./sqlite-report-child.ts", import.meta.url));
    const child = fork(program, [this.#path], {
      serialization: "advanced",
      // The parent's flags (a debugger's port, a watcher) and its output are not for the child.
      execArgv: [],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    child.on("message", (said: typeof readyToRead | ReportPage) => {
      if (said !== readyToRead) return this.#take(said);
      child.unref();
      child.channel?.unref();
      this.#ready = true;
      this.#next();
    });
    child.on("error", (failure) => this.#gone(child, failure));
    child.on("exit", (code, signal) =>
      this.#gone(child, new Error(`the reader of reports ended (${signal ?? code})`)),
    );
    return child;
  }

  #gone(child: ChildProcess, why: Error): void {
    if (this.#child !== child) return;
    // One that cannot even start will not do better for the next report.
    if (!this.#ready) this.#rejectWaiting(why);
    this.#drop(why);
  }

  #rejectWaiting(why: Error): void {
    for (const { reject } of this.#waiting.splice(0)) reject(why);
  }

  #take(page: ReportPage): void {
    const running = this.#running;
    if (running === null || running.asked.id !== page.id) return;
    for (const row of page.rows) running.rows.push(row);
    if (!page.last) return;
    clearTimeout(running.timer);
    this.#running = null;
    if (page.failure === undefined) running.asked.resolve(running.rows);
    else running.asked.reject(new Error(page.failure));
    this.#next();
  }

  /** Kills the child and, with it, the report that runs; those that wait get a new child. */
  #drop(why: Error): void {
    const running = this.#running;
    const child = this.#child;
    this.#running = null;
    this.#child = null;
    this.#ready = false;
    child?.kill("SIGKILL");
    if (running !== null) {
      clearTimeout(running.timer);
      running.asked.reject(why);
    }
    if (!this.#closed) this.#next();
  }
}
