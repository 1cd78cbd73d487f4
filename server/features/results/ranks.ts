import type { RankPart } from "../../../shared/results/console.ts";
import type { Deps } from "../../deps.ts";
import { ladderInForce } from "../ranks/index.ts";
import { type KeptFigures, ranksOf } from "./figures.core.ts";

/** Figures by the rank that each had, with the name that the rank has now. */
export async function rankParts(deps: Deps, figures: KeptFigures): Promise<readonly RankPart[]> {
  const { ranks } = await ladderInForce(deps);
  const names = new Map(ranks.map(({ code, name }) => [code, name]));
  return ranksOf(figures).map((part) => ({ ...part, name: names.get(part.rank ?? "") ?? null }));
}
