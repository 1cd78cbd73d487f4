import { dateAt } from "../../../shared/dates.ts";
import { type Deal, dealOf } from "../../../shared/segments/bucket.ts";
import { nestedMax } from "../../../shared/segments/evaluate.ts";
import { holdoutSalt, type RfmThresholds, type SegmentMoment } from "../../../shared/segments/moment.ts";
import { type Leaf, leavesOf, type Segment } from "../../../shared/segments/schema.ts";
import type { Deps } from "../../deps.ts";
import { sha256 } from "../../platform/hash.ts";
import { mainProgramme } from "../points/index.ts";
import { ladderInForce } from "../ranks/index.ts";
import * as store from "./store-moment.ts";

/** Of 1,000 members where the shop has said nothing: 5 %. */
const holdoutPerMilleUsual = 50;

/** All that these trees are read by now, loaded once; the segments that they name, and those that they name, with it. */
export async function momentOf(deps: Deps, ...trees: readonly Segment[]): Promise<SegmentMoment> {
  const nowMs = deps.clock.nowMs();
  const { timeZone } = deps.settings;
  const segments = await nestedIn(deps, trees);
  const leaves = [...trees, ...segments.values()].flatMap(leavesOf);
  const kinds = new Set(leaves.map(({ kind }) => kind));
  const [ladder, rfm, goals, holdoutBuckets] = await Promise.all([
    kinds.has("rank") ? ladderInForce(deps) : null,
    kinds.has("rfm") ? thresholdsOf(deps) : null,
    goalsOf(deps, leaves),
    kinds.has("holdout") ? holdoutOf(deps) : 0,
  ]);
  return {
    ...{ nowMs, todayOn: dateAt(nowMs, timeZone), timeZone, programmeId: mainProgramme },
    firstRank: ladder?.enabled === true ? (ladder.ranks[0]?.code ?? null) : null,
    ...{ segments, rfm, goals, holdoutBuckets },
    deals: new Map(saltsOf(leaves).map((salt) => [salt, dealt(salt)])),
  };
}

/** How a salt deals members out. */
export function dealt(salt: string): Deal {
  return dealOf(sha256(salt));
}

async function nestedIn(deps: Deps, trees: readonly Segment[]): Promise<ReadonlyMap<string, Segment>> {
  const found = new Map<string, Segment>();
  let asked = namedIn(trees);
  for (let depth = 0; asked.length > 0 && depth < nestedMax; depth++) {
    const rows = await deps.database.all(store.treesOf, { ids: JSON.stringify(asked) });
    for (const { segment_id, tree } of rows) found.set(segment_id, treeIn(tree));
    asked = namedIn(rows.map(({ tree }) => treeIn(tree))).filter((id) => !found.has(id));
  }
  return found;
}

/** Segments that trees name themselves. */
export function namedIn(trees: readonly Segment[]): readonly string[] {
  const ids = trees
    .flatMap(leavesOf)
    .flatMap((leaf: Leaf) => (leaf.kind === "segment" ? [leaf.segmentId] : []));
  return [...new Set(ids)];
}

/** What was saved, read back. */
export function treeIn(text: string): Segment {
  return JSON.parse(text) as Segment;
}

function saltsOf(leaves: readonly Leaf[]): readonly string[] {
  return leaves.flatMap((leaf) =>
    leaf.kind === "bucket" ? [leaf.salt] : leaf.kind === "holdout" ? [holdoutSalt] : [],
  );
}

async function goalsOf(deps: Deps, leaves: readonly Leaf[]): Promise<ReadonlyMap<string, number>> {
  const ids = leaves.flatMap((leaf) => (leaf.kind === "stamps" ? [leaf.cardId] : []));
  if (ids.length === 0) return new Map();
  const rows = await deps.database.all(store.stampCardsOf, { ids: JSON.stringify(ids) });
  return new Map(rows.map(({ card_id, card }) => [card_id, goalIn(card)]));
}

/** The goal in a stamp card's document. */
function goalIn(text: string): number {
  return (JSON.parse(text) as { readonly goal: number }).goal;
}

export async function thresholdsOf(deps: Deps): Promise<RfmThresholds | null> {
  const row = await deps.database.first(store.latestThresholds, { programmeId: mainProgramme });
  return row === undefined ? null : thresholdsIn(row.thresholds);
}

/** What the night's job wrote, read back. */
export function thresholdsIn(text: string): RfmThresholds {
  return JSON.parse(text) as RfmThresholds;
}

/** The holdout is a setting of reach, which stands above this slice and asks it for buckets; so its document is read here. */
async function holdoutOf(deps: Deps): Promise<number> {
  const row = await deps.database.first(store.reachInForce, {});
  const perMille = row === undefined ? holdoutPerMilleUsual : holdoutIn(row.settings);
  return perMille * 10;
}

function holdoutIn(text: string): number {
  return (JSON.parse(text) as { readonly holdoutPerMille?: number }).holdoutPerMille ?? holdoutPerMilleUsual;
}
