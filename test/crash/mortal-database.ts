import type { Database } from "../../server/platform/database/database.ts";

/**
 * A database whose process kills itself like a power switch at its commit number `diesAt`: `before` it, `during` it (it was
 * handed over, nothing has answered), or `after` it. At 0 it lives.
 */
export function mortalDatabase(database: Database, diesAt: number, how: string): Database {
  let commits = 0;
  return {
    ...database,
    async commit(plan) {
      commits += 1;
      if (commits !== diesAt) return database.commit(plan);
      if (how === "before") die();
      const committed = database.commit(plan);
      if (how === "during") setTimeout(die, commits % 4);
      await committed;
      die();
    },
  };
}

function die(): void {
  process.kill(process.pid, "SIGKILL");
}
