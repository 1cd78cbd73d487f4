import type { Deps } from "../../../deps.ts";
import * as store from "./store.ts";

/** How far a source is in the kept sums. */
export interface Mark {
  readonly source: string;
  readonly nth: number;
  readonly through: string;
}

export async function marksOf(deps: Pick<Deps, "database">): Promise<(source: string) => Mark> {
  const rows = await deps.database.all(store.marks, {});
  return (source) => {
    const row = rows.find((one) => one.source === source);
    return row === undefined
      ? { source, nth: 0, through: "" }
      : { source, nth: Number(row.nth), through: row.through };
  };
}
