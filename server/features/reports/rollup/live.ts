import { dateAt } from "../../../../shared/dates.ts";
import type { Deps } from "../../../deps.ts";
import { type Change, folded } from "./fold.core.ts";
import { type Mark, marksOf } from "./marks.ts";
import { type Reading, sources } from "./sources.ts";
import { cameBounds } from "./store.ts";

/** What is recorded and not yet in the kept sums: some minutes of the shop. */
export interface Live {
  readonly marks: (source: string) => Mark;
  readonly changes: readonly Change[];
  readonly folded: ReturnType<typeof folded>;
  /** False where there is more than a report can add: the history is being counted for the first time. */
  readonly whole: boolean;
  /** The last day whose visits are counted by when who came had come before; null where none is. */
  readonly cameThrough: string | null;
  readonly today: string;
}

const rowsPerPage = 2_000;
const pagesMax = 10;

export async function live(deps: Reading & Pick<Deps, "clock">): Promise<Live> {
  const [marks, came] = await Promise.all([marksOf(deps), deps.database.first(cameBounds, {})]);
  const read = await Promise.all(
    sources.map(async (source) => {
      const changes: Change[] = [];
      let after = marks(source.name).through;
      for (let nth = 0; nth < pagesMax; nth++) {
        // A row's key may be some milliseconds ahead of this process's clock.
        const page = await source.read(deps, after, deps.clock.nowMs() + 60_000, rowsPerPage);
        changes.push(...page.changes);
        after = page.through ?? after;
        if (!page.more) return { changes, whole: true };
      }
      return { changes, whole: false };
    }),
  );
  const changes = read.flatMap((one) => one.changes);
  return {
    ...{ marks, changes, folded: folded(changes), whole: read.every(({ whole }) => whole) },
    cameThrough: came?.last ?? null,
    today: dateAt(deps.clock.nowMs(), deps.settings.timeZone),
  };
}
