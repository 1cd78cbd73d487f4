import { addDays, dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { StampCardList, StampCardResults } from "../../../shared/stamps/console.ts";
import type { Deps } from "../../deps.ts";
import { cardIn } from "./cards.ts";
import * as store from "./store-console.ts";

/** Every card with its figures, newest first. */
export async function stampCardList(deps: Deps): Promise<StampCardList> {
  const { report } = deps.database;
  const [rows, members, sums] = await Promise.all([
    deps.database.all(store.cardsWithDocuments, {}),
    store.membersByCard(report),
    store.stampsByCard(report),
  ]);
  const ids = [...new Set(rows.map((row) => row.card_id))];
  return {
    cards: ids.flatMap((cardId) => {
      const own = rows.filter((row) => row.card_id === cardId);
      const row = own.find(({ version }) => version > 0) ?? own[0];
      if (row === undefined) return [];
      const { name, icon, colour, goal, from, to } = cardIn(row.card);
      const figures = sums.filter((sum) => sum.card_id === cardId);
      return [
        {
          ...{ cardId, name, icon, colour, goal, from, to },
          status: row.status,
          members: Number(members.find((one) => one.card_id === cardId)?.members ?? 0),
          ...figuresOf(figures),
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

/** Stamps that stand, and cards that were filled; sums come as text from PostgreSQL. */
function figuresOf(sums: readonly Sum[]): { readonly stamps: number; readonly completed: number } {
  const stamps = sums
    .filter(({ kind }) => kind !== "expire" && kind !== "complete")
    .reduce((sum, one) => sum + Number(one.stamps), 0);
  const completed = sums
    .filter(({ kind }) => kind === "complete")
    .reduce((sum, one) => sum + Number(one.entries), 0);
  return { stamps, completed };
}

const daysShown = 90;

/** What became of a card: in all, the last 90 days, and by store. */
export async function stampCardResults(deps: Deps, cardId: string): Promise<StampCardResults> {
  if ((await deps.database.first(store.cardRow, { cardId })) === undefined) {
    throw new Refusal("stamps.card_not_found");
  }
  const { report } = deps.database;
  const from = addDays(dateAt(deps.clock.nowMs(), deps.settings.timeZone), -(daysShown - 1));
  const [days, stores, counts, rewards] = await Promise.all([
    store.cardByDay(report, cardId, from),
    store.cardByStore(report, cardId),
    store.cardByCount(report, cardId),
    store.rewardsOfCard(report, cardId),
  ]);
  const rewardsThat = (status: string) => Number(rewards.find((row) => row.status === status)?.rewards ?? 0);
  const dates = [...new Set(days.map((row) => row.business_date))].sort();
  const places = [...new Set(stores.map((row) => row.store_id))];
  return {
    ...figuresOf(stores),
    members: counts.reduce((sum, row) => sum + Number(row.members), 0),
    lapsed: stores.filter(({ kind }) => kind === "expire").reduce((sum, row) => sum + Number(row.entries), 0),
    rewardsOpen: rewardsThat("open"),
    rewardsHandedOver: rewardsThat("handed_over"),
    byDay: dates.map((on) => ({ on, ...figuresOf(days.filter((row) => row.business_date === on)) })),
    byStore: places.map((id) => ({
      storeName: stores.find((row) => row.store_id === id)?.name ?? null,
      ...figuresOf(stores.filter((row) => row.store_id === id)),
    })),
    byCount: counts.map((row) => ({ count: row.stamps, members: Number(row.members) })),
  };
}
