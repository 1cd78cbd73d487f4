import { noRanks } from "../../../shared/ranks/ladder.ts";
import type { Ladder } from "../../../shared/ranks/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { mainProgramme } from "../points/index.ts";
import { insertLadder, ladderOfVersion, ladderVersionAt } from "./store.ts";

const always = Number.MAX_SAFE_INTEGER;

/** The ladder in force now; one without ranks where the shop has none. */
export async function ladderInForce(deps: Deps): Promise<Ladder> {
  return ladderAt(deps, always);
}

/** The ladder that was in force at a moment; before the first one, there were no ranks. */
export async function ladderAt(deps: Deps, atMs: number): Promise<Ladder> {
  const row = await deps.database.first(ladderVersionAt, { programmeId: mainProgramme, atMs });
  return row === undefined ? noRanks : (await publishedLadder(deps, row.version)).ladder;
}

interface Published {
  readonly ladder: Ladder;
  readonly madeAtMs: number;
}

/** Versions are never changed, so what was read of one may be kept. */
const read = new WeakMap<Deps["database"], Map<number, Published>>();

/** A version by its number, with when it was published. */
export async function publishedLadder(deps: Deps, version: number): Promise<Published> {
  const versions = read.get(deps.database) ?? new Map<number, Published>();
  read.set(deps.database, versions);
  const known = versions.get(version);
  if (known !== undefined) return known;
  const row = await deps.database.first(ladderOfVersion, { programmeId: mainProgramme, version });
  if (row === undefined) return { ladder: { ...noRanks, version }, madeAtMs: 0 };
  const published = { ladder: { ...ladderIn(row.ladder), version }, madeAtMs: row.made_at_ms };
  versions.set(version, published);
  return published;
}

/** The statement that publishes a version. Two that were made from the same one cannot both be. */
export function planLadder(ladder: Ladder, nowMs: number, madeBy: string): Bound {
  return insertLadder.with({
    programmeId: mainProgramme,
    version: ladder.version,
    ladder: JSON.stringify(ladder),
    nowMs,
    madeBy,
  });
}

/** What `planLadder` wrote, read back; fields that came later have their defaults. */
function ladderIn(text: string): Ladder {
  return { ...noRanks, ...(JSON.parse(text) as Partial<Ladder>) };
}
