import type { StampCard } from "../../../shared/stamps/schema.ts";
import type { CardInForce, Cards } from "../../../shared/stamps/state.ts";
import type { Deps } from "../../deps.ts";
import { publishedCards, versionOfCard } from "./store.ts";
import { cardsWithDocuments } from "./store-console.ts";

/** Versions are never changed, so what was read of one may be kept. */
const read = new WeakMap<Deps["database"], Map<string, StampCard>>();

/**
 * Every card that was ever issued, as it is in force now, with the versions that are asked for beside: one short read where
 * the shop has none, and where all versions were read before.
 */
export async function cardsInForce(
  deps: Pick<Deps, "database">,
  versions: readonly { readonly cardId: string; readonly version: number }[] = [],
): Promise<Cards> {
  const rows = await deps.database.all(publishedCards, {});
  return withVersions(
    deps,
    rows.map((row) => ({ cardId: row.card_id, status: row.status, version: row.version })),
    versions,
  );
}

async function withVersions(
  deps: Pick<Deps, "database">,
  cards: readonly (Pick<CardInForce, "cardId" | "status"> & { readonly version: number })[],
  versions: readonly { readonly cardId: string; readonly version: number }[],
): Promise<Cards> {
  const found = await Promise.all(
    cards.map(async ({ cardId, status, version }): Promise<[string, CardInForce][]> => {
      const card = await publishedCard(deps, cardId, version);
      if (card === null) return [];
      const others = new Set(versions.filter((one) => one.cardId === cardId).map((one) => one.version));
      const all = new Map([[version, card]]);
      for (const other of others) {
        const older = await publishedCard(deps, cardId, other);
        if (older !== null) all.set(other, older);
      }
      return [[cardId, { cardId, status, card, versions: all }]];
    }),
  );
  return new Map(found.flat());
}

/** The same cards, with what else members' open cards were begun with. */
export async function alsoVersions(
  deps: Pick<Deps, "database">,
  cards: Cards,
  versions: readonly { readonly cardId: string; readonly version: number }[],
): Promise<Cards> {
  const missing = versions.some(({ cardId, version }) => cards.get(cardId)?.versions.has(version) === false);
  if (!missing) return cards;
  const known = [...cards.values()].map(({ cardId, status, card }) => ({
    cardId,
    status,
    version: card.version,
  }));
  return withVersions(deps, known, versions);
}

/** A published version; null where there is none. */
export async function publishedCard(
  deps: Pick<Deps, "database">,
  cardId: string,
  version: number,
): Promise<StampCard | null> {
  const versions = read.get(deps.database) ?? new Map<string, StampCard>();
  read.set(deps.database, versions);
  const name = `${cardId} ${version}`;
  const known = versions.get(name);
  if (known !== undefined) return known;
  const row = await deps.database.first(versionOfCard, { cardId, version });
  if (row === undefined) return null;
  const card = { ...cardIn(row.card), version };
  versions.set(name, card);
  return card;
}

/** Names by id, in Japanese, as they are today; a draft is named by its draft. */
export async function stampCardNames(deps: Pick<Deps, "database">): Promise<ReadonlyMap<string, string>> {
  const rows = await deps.database.all(cardsWithDocuments, {});
  return new Map(
    [...rows]
      .sort((a, b) => a.version - b.version)
      .map((row) => [row.card_id, cardIn(row.card).name.ja] as const),
  );
}

/** What published cards are called and how many stamps fill them, by `CARD VERSION`. */
export async function stampGoals(
  deps: Pick<Deps, "database">,
  versions: readonly { readonly cardId: string; readonly version: number }[],
): Promise<ReadonlyMap<string, Pick<StampCard, "name" | "goal">>> {
  const goals = new Map<string, Pick<StampCard, "name" | "goal">>();
  for (const { cardId, version } of versions) {
    const key = `${cardId} ${version}`;
    if (goals.has(key)) continue;
    const card = await publishedCard(deps, cardId, version);
    if (card !== null) goals.set(key, card);
  }
  return goals;
}

/** What publishing or saving wrote, read back. */
export function cardIn(text: string): StampCard {
  return JSON.parse(text) as StampCard;
}
