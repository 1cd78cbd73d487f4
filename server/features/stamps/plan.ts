import type { CalendarDate } from "../../../shared/dates.ts";
import { stampVisit } from "../../../shared/stamps/evaluate.ts";
import {
  type Cards,
  draftOfStates,
  type Reached,
  type StampDraft,
  type StampState,
} from "../../../shared/stamps/state.ts";
import { takeStampsBack } from "../../../shared/stamps/take-back.ts";
import type { StampsGained } from "../../../shared/stamps/views.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { alsoVersions, cardsInForce } from "./cards.ts";
import { entryOf, planDraft, type Stamping, stateOf } from "./rows.ts";
import * as store from "./store.ts";
import { gainedByEntries, gainedOf } from "./view.core.ts";

/** What a card gives that another slice gives out: the caller plans it into the same commit. Rewards are planned here. */
export type StampBenefitDue =
  | {
      readonly kind: "points";
      /** `stamp:CARD:ROUND:AT` */
      readonly id: string;
      readonly name: { readonly ja: string; readonly en: string };
      readonly points: number;
    }
  | {
      readonly kind: "coupon";
      readonly couponId: string;
      /** `stamp:CARD:ROUND:AT:SEQ`, once in the world for a member. */
      readonly occasion: string;
      readonly name: { readonly ja: string; readonly en: string };
    };

export interface StampsPlanned {
  readonly statements: readonly Bound[];
  readonly gained: readonly StampsGained[];
  readonly benefits: readonly StampBenefitDue[];
}

export const noStamps: StampsPlanned = { statements: [], gained: [], benefits: [] };

/** A sale as far as its stamps are concerned. */
export interface StampSale extends Stamping {
  readonly purchaseId: string;
  /** Public ids of the store and of everything above it. */
  readonly places: readonly string[];
  /** Business day of the sale. */
  readonly on: CalendarDate;
  /** After coupons, before points. */
  readonly payableYen: number;
}

/** A member's cards, and the shop's, as one moment has them. */
export interface HandRead {
  readonly cards: Cards;
  readonly states: readonly StampState[];
}

/** One short read where the shop has no stamp cards. */
export async function readHand(deps: Pick<Deps, "database">, memberId: number): Promise<HandRead> {
  const cards = await cardsInForce(deps);
  if (cards.size === 0) return { cards, states: [] };
  const states = (await deps.database.all(store.statesOfMember, { memberId })).map(stateOf);
  return { cards: await alsoVersions(deps, cards, states), states };
}

/**
 * The stamps of a sale, planned: entries, cards, rewards, and what else they give. Nothing is counted twice however often
 * it is asked, so a quote may ask too and throw the statements away.
 */
export async function planStamps(deps: Deps, sale: StampSale): Promise<StampsPlanned> {
  const hand = await readHand(deps, sale.memberId);
  if (hand.cards.size === 0) return noStamps;
  const countedOn = await countedOnDay(deps, hand, sale.memberId, sale.on);
  const draft = stampVisit(draftOfStates(hand.states), hand.cards, { ...sale, countedOn });
  return planned(deps, hand.cards, draft, sale);
}

export function planned(
  deps: Pick<Deps, "ids">,
  cards: Cards,
  draft: StampDraft,
  doing: Stamping,
): StampsPlanned {
  if (draft.steps.length === 0) return noStamps;
  return {
    statements: planDraft(deps, draft, doing),
    gained: gainedOf(cards, draft),
    benefits: draft.reached.flatMap((reached) => dueOf(cards, reached)),
  };
}

function dueOf(cards: Cards, { cardId, round, at, seq, benefit }: Reached): StampBenefitDue[] {
  const name = cards.get(cardId)?.card.name ?? { ja: "", en: "" };
  if (benefit.kind === "reward") return [];
  return benefit.kind === "points"
    ? [{ kind: "points", id: `stamp:${cardId}:${round}:${at}`, name, points: benefit.points }]
    : [
        {
          kind: "coupon",
          couponId: benefit.couponId,
          occasion: occasionOf({ cardId, round, at, seq }),
          name: benefit.name,
        },
      ];
}

function occasionOf({ cardId, round, at, seq }: Omit<Reached, "benefit">): string {
  return `stamp:${cardId}:${round}:${at}:${seq}`;
}

/** What counted on a day that is not the last one that did: of a sale that is told late. */
export async function countedOnDay(
  deps: Pick<Deps, "database">,
  { states }: HandRead,
  memberId: number,
  on: CalendarDate,
): Promise<ReadonlySet<string>> {
  if (!states.some(({ earnedOn }) => earnedOn !== null && earnedOn > on)) return new Set();
  const rows = await deps.database.all(store.entriesOnDay, { memberId, on });
  const back = new Set(rows.filter(({ kind }) => kind === "take_back").map((row) => row.purchase_id));
  const counted = rows.filter(
    ({ kind, purchase_id }) => kind === "stamp" && (purchase_id === null || !back.has(purchase_id)),
  );
  return new Set(counted.map((row) => row.card_id));
}

export interface StampsBackPlanned {
  readonly statements: readonly Bound[];
  readonly stamps: number;
  /** Coupons of the cards that the sale filled: to be revoked where they are unused. */
  readonly coupons: readonly { readonly couponId: string; readonly occasion: string }[];
  /** Rewards that staff have handed over already; they stay given. */
  readonly rewardsKept: number;
}

/** Occasions of the coupons that a sale's stamps gave, for whoever asks which of them were used. */
export async function stampCouponsOf(deps: Deps, purchaseId: string): Promise<readonly string[]> {
  const entries = (await deps.database.all(store.entriesOfPurchase, { purchaseId })).map(entryOf);
  if (entries.length === 0) return [];
  const cards = await cardsInForce(deps, entries);
  return entries.flatMap(({ cardId, round, seq, version, countAfter, stamps }) =>
    (cards.get(cardId)?.versions.get(version)?.milestones ?? [])
      .filter(({ at, benefit }) => benefit.kind === "coupon" && at > countAfter - stamps && at <= countAfter)
      .map(({ at }) => occasionOf({ cardId, round, at, seq })),
  );
}

/**
 * Takes a sale's stamps back, where it is undone or wholly returned. `usedOccasions` are those of `stampCouponsOf` whose
 * coupon was used: what was used stays given, and is not given again.
 */
export async function planStampsBack(
  deps: Deps,
  doing: Stamping & { readonly purchaseId: string; readonly on: CalendarDate },
  usedOccasions: ReadonlySet<string> = new Set(),
): Promise<StampsBackPlanned> {
  const { purchaseId, memberId, on } = doing;
  const entries = (await deps.database.all(store.entriesOfPurchase, { purchaseId })).map(entryOf);
  if (entries.length === 0) return { statements: [], stamps: 0, coupons: [], rewardsKept: 0 };
  const [histories, rewards] = await Promise.all([
    historiesOf(deps, memberId, entries),
    deps.database.all(store.rewardsOfPurchase, { memberId, purchaseId }),
  ]);
  const cards = await cardsInForce(deps, [...histories.values()].flat());
  const handedOver = rewards.filter(({ status }) => status === "handed_over");
  const isKept = (reached: Reached): boolean =>
    usedOccasions.has(occasionOf(reached)) ||
    handedOver.some(
      (row) => row.seq === reached.seq && row.at === reached.at && row.card_id === reached.cardId,
    );
  const { draft, stamps, revoked } = takeStampsBack(cards, histories, purchaseId, on, isKept);
  const gone = rewards.filter(
    (row) =>
      row.status === "open" &&
      revoked.some(({ cardId, seq, at }) => cardId === row.card_id && seq === row.seq && at === row.at),
  );
  return {
    statements: [
      ...planDraft(deps, draft, doing),
      ...gone.flatMap((row) => planReward(row, "revoked", doing)),
    ],
    stamps,
    coupons: revoked.flatMap((reached) =>
      reached.benefit.kind === "coupon"
        ? [{ couponId: reached.benefit.couponId, occasion: occasionOf(reached) }]
        : [],
    ),
    rewardsKept: handedOver.length,
  };
}

async function historiesOf(
  deps: Deps,
  memberId: number,
  entries: readonly { readonly cardId: string; readonly round: number }[],
) {
  const first = new Map<string, number>();
  for (const { cardId, round } of entries) first.set(cardId, Math.min(round, first.get(cardId) ?? round));
  const read = [...first].map(async ([cardId, round]) => {
    const rows = await deps.database.all(store.entriesOfCard, { memberId, cardId, fromRound: round - 1 });
    return [cardId, rows.map(entryOf)] as const;
  });
  return new Map(await Promise.all(read));
}

/** Moves a reward on, with who did it; of two at once the second is a Conflict. */
export function planReward(
  row: { readonly reward_id: string; readonly changes: number },
  status: "open" | "handed_over" | "revoked",
  { actor, storeId, nowMs }: Pick<Stamping, "actor" | "storeId" | "nowMs">,
): Bound[] {
  const nth = row.changes + 1;
  const handed = status === "handed_over";
  return [
    store.insertRewardChange.with({ rewardId: row.reward_id, nth, kind: status, storeId, actor, nowMs }),
    store.moveReward.with({
      rewardId: row.reward_id,
      ...{ changes: nth, status },
      ...{ storeId: handed ? storeId : null, actor: handed ? actor : null },
      handedOverAtMs: handed ? nowMs : null,
    }),
  ];
}

/** What a sale's stamps did, read back: for its receipt later. What was taken back since is not taken off. */
export async function stampsOfPurchase(deps: Deps, purchaseId: string): Promise<readonly StampsGained[]> {
  const entries = (await deps.database.all(store.entriesOfPurchase, { purchaseId })).map(entryOf);
  return entries.length === 0 ? [] : gainedByEntries(await cardsInForce(deps, entries), entries);
}
