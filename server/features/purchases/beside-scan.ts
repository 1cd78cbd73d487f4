import { dateAt, timeAt, weekdayOf } from "../../../shared/dates.ts";
import type { Scanned } from "../../../shared/purchases/schema.ts";
import type { Deps } from "../../deps.ts";
import { saleCoupons } from "../coupons/index.ts";
import type { Account } from "../points/index.ts";
import type { RankNow } from "../ranks/index.ts";
import { stampCardsAtTill } from "../stamps/index.ts";
import { placesOf, type StoreNode } from "../stores/index.ts";

interface Read {
  readonly scanId: string;
  readonly maySpend: boolean;
  readonly account: Pick<Account, "purchases">;
  readonly memberId: number;
  readonly rank: Pick<RankNow, "view" | "ladder">;
  readonly store: StoreNode;
}

/**
 * What of a member's coupons and stamp cards is shown as soon as the code was read. Before an amount is known only what the
 * member chose on the phone is suggested: which of the others is worth most nobody can say yet, and a suggestion that
 * changes with the first digits would be one that staff do not believe. Quotes suggest by yen.
 */
export async function besideScan(
  deps: Deps,
  { scanId, maySpend, account, memberId, rank, store }: Read,
): Promise<Pick<Scanned, "coupons" | "best" | "stampCards" | "rewards">> {
  const nowMs = deps.clock.nowMs();
  const timeZone = store.timeZone ?? deps.settings.timeZone;
  const todayOn = dateAt(nowMs, timeZone);
  const [places, stamps] = await Promise.all([
    placesOf(deps, store),
    stampCardsAtTill(deps, memberId, todayOn),
  ]);
  const sale = {
    ...{ places, channel: "store" as const, nthPurchase: account.purchases + 1 },
    ...{ rankCode: rank.view?.code ?? null, ladder: rank.ladder.ranks },
    ...{ businessDate: todayOn, weekday: weekdayOf(todayOn), timeOfDay: timeAt(nowMs, timeZone) },
    ...{ lines: null, pointsToUse: 0, maySpend },
  };
  const coupons = await saleCoupons(deps, memberId, sale, { todayOn, nowMs, basePoints: 0 }, scanId);
  const chosen = coupons.find(({ presented, refused }) => presented && refused === null);
  const best = chosen?.walletId ?? null;
  return { coupons, best, stampCards: stamps.cards, rewards: stamps.rewards };
}
