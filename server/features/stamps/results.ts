import { addDays, dateAt, startOfDay } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { StampCardList, StampCardResults, StampFigures } from "../../../shared/stamps/console.ts";
import type { Deps } from "../../deps.ts";
import { cardIn } from "./cards.ts";
import * as store from "./store-console.ts";
import * as reports from "./store-results.ts";

/** Every card with its figures, newest first. */
export async function stampCardList(deps: Deps): Promise<StampCardList> {
  const { report } = deps.database;
  const today = dateAt(deps.clock.nowMs(), deps.settings.timeZone);
  const [rows, members, sums] = await Promise.all([
    deps.database.all(store.cardsWithDocuments, {}),
    reports.membersByCard(report, today),
    reports.stampsByCard(report),
  ]);
  const ids = [...new Set(rows.map((row) => row.card_id))];
  return {
    cards: ids.flatMap((cardId) => {
      const own = rows.filter((row) => row.card_id === cardId);
      const row = own.find(({ version }) => version > 0) ?? own[0];
      if (row === undefined) return [];
      const { name, icon, colour, goal, from, to } = cardIn(row.card);
      const { stamps, completed } = figuresOf(sums.filter((sum) => sum.card_id === cardId));
      return [
        {
          ...{ cardId, name, icon, colour, goal, from, to, stamps, completed },
          status: row.status,
          members: Number(members.find((one) => one.card_id === cardId)?.members ?? 0),
          changed: row.in_force > 0 && own.some(({ version }) => version === 0),
          madeAtMs: row.made_at_ms,
        },
      ];
    }),
  };
}

interface Sum {
  readonly kind: string;
  readonly stamps: number | string;
  readonly entries: number | string;
}

/** Stamps that stand, and cards that were begun and filled; sums come as text from PostgreSQL. */
function figuresOf(sums: readonly Sum[]): Omit<StampFigures, "rewardsHandedOver"> {
  const entries = (of: string): number =>
    sums.filter(({ kind }) => kind === of).reduce((sum, one) => sum + Number(one.entries), 0);
  const stamps = sums
    .filter(({ kind }) => kind !== "expire" && kind !== "complete")
    .reduce((sum, one) => sum + Number(one.stamps), 0);
  return { begun: entries("welcome"), stamps, completed: entries("complete") };
}

const daysShown = 90;

/** What became of a card: in all, the last 90 days, and by store. */
export async function stampCardResults(deps: Deps, cardId: string): Promise<StampCardResults> {
  if ((await deps.database.first(store.cardRow, { cardId })) === undefined) {
    throw new Refusal("stamps.card_not_found");
  }
  const { report } = deps.database;
  const today = dateAt(deps.clock.nowMs(), deps.settings.timeZone);
  const [byDay, stores, rewards, counts, unwritten] = await Promise.all([
    figuresByDay(deps, cardId, addDays(today, -(daysShown - 1))),
    reports.cardByStore(report, cardId),
    reports.rewardsOfCard(report, cardId),
    reports.membersByCount(report, cardId, today),
    reports.lapsedUnwritten(report, cardId, today),
  ]);
  const written = stores.filter(({ kind }) => kind === "expire");
  const handed = rewards.filter(({ status }) => status === "handed_over");
  const names = new Map([...stores, ...handed].map((row) => [row.store_id, row.name]));
  return {
    ...figuresOf(stores),
    members: counts.reduce((sum, row) => sum + Number(row.members), 0),
    lapsed: written.reduce((sum, row) => sum + Number(row.entries), Number(unwritten?.cards ?? 0)),
    rewardsOpen: count(rewards.filter(({ status }) => status === "open")),
    rewardsHandedOver: count(handed),
    byDay,
    byStore: [...names].map(([id, storeName]) => ({
      storeName,
      ...figuresOf(stores.filter((row) => row.store_id === id)),
      rewardsHandedOver: count(handed.filter((row) => row.store_id === id)),
    })),
    byCount: counts.map((row) => ({ count: row.stamps, members: Number(row.members) })),
  };
}

async function figuresByDay(
  { database: { report }, settings: { timeZone } }: Deps,
  cardId: string,
  from: string,
): Promise<StampCardResults["byDay"]> {
  const [days, quarters] = await Promise.all([
    reports.cardByDay(report, cardId, from),
    reports.handedOverByQuarter(report, cardId, startOfDay(from, timeZone)),
  ]);
  const handed = quarters.map(({ quarter, rewards }) => ({
    on: dateAt(Number(quarter) * reports.quarterMs, timeZone),
    rewards,
  }));
  const dates = new Set([...days.map((row) => row.business_date), ...handed.map(({ on }) => on)]);
  return [...dates].sort().map((on) => ({
    on,
    ...figuresOf(days.filter((row) => row.business_date === on)),
    rewardsHandedOver: count(handed.filter((row) => row.on === on)),
  }));
}

function count(rows: readonly { readonly rewards: number | string }[]): number {
  return rows.reduce((sum, { rewards }) => sum + Number(rewards), 0);
}
