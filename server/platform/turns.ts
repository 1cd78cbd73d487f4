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
