import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { lockFile } from "../../server/platform/database/sqlite-connection.ts";
import type { CalendarDate } from "../../shared/dates.ts";
import { DemoTrouble } from "./options.ts";

/** What was decided at the first start, and holds from then on. */
interface Start {
  readonly format: number;
  /** The first day that is not history. */
  readonly today: CalendarDate;
  readonly members: number;
}

/** Raised when the history is made in another way: an older folder is then made anew. */
const format = 1;

/** The demo's folder. The database gets its name only when the history in it is complete. */
export interface DemoFolder {
  readonly path: string;
  readonly database: string;
  readonly lineState: string;
  readonly start: Omit<Start, "format">;
  /** Nothing is there yet; `fill` makes it. */
  readonly isNew: boolean;
  /** Runs `make` on a database file, and keeps that file only when `make` has come to its end. */
  fill(make: (file: string) => Promise<void>): Promise<void>;
  /** False until `greeted` was called once: a first start may fail after it has filled the folder. */
  readonly isGreeted: boolean;
  /** Remembers that the owner's link was printed. */
  greeted(): void;
  /** Lets another demo use the folder. */
  release(): void;
}

/**
 * Opens the folder, for this process alone. What a first start that was interrupted left behind is thrown away.
 * @throws DemoTrouble where another demo is in there, or a database that no demo has made.
 */
export function openFolder(path: string, wishes: Omit<Start, "format">): DemoFolder {
  mkdirSync(path, { recursive: true });
  const release = lock(path);
  try {
    const database = `${path}/goen.db`;
    const lineState = `${path}/line.json`;
    const earlier = readStart(`${path}/start.json`);
    if (earlier === null && existsSync(database)) {
      throw new DemoTrouble(
        `${database} was not made by this demo. Move it away, or choose a folder: DEMO_DIR=…`,
      );
    }
    const isNew = earlier?.format !== format || !existsSync(database);
    if (isNew) startOver(path, { format, ...wishes });
    const greeting = `${path}/greeted`;
    return {
      ...{ path, database, lineState, isNew, isGreeted: existsSync(greeting), release },
      greeted: () => writeFileSync(greeting, ""),
      start: isNew ? wishes : earlier,
      async fill(make) {
        const unfinished = `${database}.new`;
        await make(unfinished);
        renameSync(unfinished, database);
        rmSync(`${unfinished}.lock`, { force: true });
      },
    };
  } catch (failure) {
    release();
    throw failure;
  }
}

function lock(path: string): () => void {
  try {
    return lockFile(`${path}/demo`);
  } catch (cause) {
    const said = "A demo is already running in";
    throw new DemoTrouble(`${said} ${path}. Stop it, or choose another folder: DEMO_DIR=…`, { cause });
  }
}

function startOver(path: string, start: Start): void {
  for (const name of readdirSync(path)) {
    if (/^(goen\.db|line\.json|greeted$)/.test(name)) rmSync(`${path}/${name}`);
  }
  writeFileSync(`${path}/start.json`, `${JSON.stringify(start)}\n`);
}

function readStart(file: string): Start | null {
  if (!existsSync(file)) return null;
  const read: Record<keyof Start, unknown> = JSON.parse(readFileSync(file, "utf8"));
  const { format: made, today, members } = read;
  const known = typeof made === "number" && typeof today === "string" && typeof members === "number";
  return known ? { format: made, today, members } : { format: 0, today: "", members: 0 };
}
