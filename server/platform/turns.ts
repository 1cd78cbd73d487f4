import type { Deps } from "../deps.ts";

/**
 * One after the other, for work of this process that would otherwise fight itself. A courtesy and never a guarantee:
 * what must hold between processes is held by constraints, so whoever has waited too long simply goes ahead.
 */
const patienceMs = 5_000;

type Line = Map<string, Promise<void>>;

/** By database, because two servers in one process are two processes to each other. */
const lines = new WeakMap<Deps["database"], Line>();

function lineOf(deps: Pick<Deps, "database">): Line {
  const known = lines.get(deps.database);
  if (known !== undefined) return known;
  const line: Line = new Map();
  lines.set(deps.database, line);
  return line;
}

/** Does `work` when everything that came before it under the same name is done, however it ended. */
export async function inTurn<T>(
  deps: Pick<Deps, "database">,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  const line = lineOf(deps);
  const before = line.get(name);
  const mine = before === undefined ? work() : orLate(before).then(work);
  const done = mine.then(
    () => {},
    () => {},
  );
  line.set(name, done);
  try {
    return await mine;
  } finally {
    if (line.get(name) === done) line.delete(name);
  }
}

async function orLate(before: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMs);
  });
  await Promise.race([before, late]);
  clearTimeout(timer);
}

/** A turn of the event loop that took longer had something to do. */
const idleTurnMs = 0.3;
const turnsMax = 20;

/**
 * Lets what waits in this process go first: turns of the event loop go by until one of them has had nothing to do, or
 * enough have. For long work on SQLite, which shares its thread with the sales. Node alone has such turns.
 */
export async function othersFirst(): Promise<void> {
  for (let turn = 0; turn < turnsMax; turn++) {
    const startedMs = performance.now();
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (performance.now() - startedMs < idleTurnMs) return;
  }
}
