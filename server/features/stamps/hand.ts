import { type CalendarDate, dateAt } from "../../../shared/dates.ts";
import { type ErrorCode, Refusal } from "../../../shared/errors.ts";
import { importStamps, lessStamps } from "../../../shared/stamps/by-hand.ts";
import { addStamps, type StampRefused, standing } from "../../../shared/stamps/evaluate.ts";
import { type CardInForce, draftOfStates, notBegun } from "../../../shared/stamps/state.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { countedOnDay, type HandRead, planned, planReward, readHand, type StampsPlanned } from "./plan.ts";
import type { Stamping } from "./rows.ts";
import * as store from "./store.ts";

/** Stamps that a person puts on a card, or takes off it. */
export interface ByHand extends Stamping {
  readonly cardId: string;
  readonly stamps: number;
  readonly on: CalendarDate;
  /** Where it is done; null at the console, which is everywhere. */
  readonly places: readonly string[] | null;
  /** Managers may, with a reason, stamp a second time in a day, and bring a card over again. */
  readonly manages: boolean;
}

const refusals: Readonly<Record<StampRefused, ErrorCode>> = {
  stopped: "stamps.stopped",
  not_begun: "stamps.not_begun",
  ended: "stamps.ended",
  place: "stamps.other_place",
  once_a_day: "stamps.once_a_day",
  completed: "stamps.completed",
  below_spend: "stamps.ended",
};

/** @throws Refusal stamps.* where the card takes no stamp here and now. */
export async function planHandStamps(deps: Deps, asked: ByHand): Promise<StampsPlanned> {
  const hand = await readHand(deps, asked.memberId);
  const card = cardOf(hand, asked.cardId);
  const refused = await refusedNow(deps, hand, card, asked);
  const manages = asked.manages && (asked.reason ?? "") !== "";
  if (refused !== null && !(refused === "once_a_day" && manages)) throw new Refusal(refusals[refused]);
  const { cardId, stamps, on } = asked;
  return planned(
    deps,
    hand.cards,
    addStamps(draftOfStates(hand.states), hand.cards, cardId, "stamp", stamps, on),
    asked,
  );
}

/** Brings the count of another card over, once for a card and member. @throws Refusal stamps.* */
export async function planImport(deps: Deps, asked: ByHand): Promise<StampsPlanned> {
  const { memberId, cardId } = asked;
  const hand = await readHand(deps, memberId);
  const card = cardOf(hand, cardId);
  const refused = await refusedNow(deps, hand, card, asked);
  if (refused !== null && refused !== "once_a_day") throw new Refusal(refusals[refused]);
  const earlier = await deps.database.first(store.importsOfCard, { memberId, cardId });
  if (earlier !== undefined && !asked.manages) throw new Refusal("stamps.imported");
  const draft = importStamps(draftOfStates(hand.states), card, asked.stamps, asked.on);
  if (draft === null) throw new Refusal("stamps.too_many", { goal: card.card.goal });
  return planned(deps, hand.cards, draft, asked);
}

/** Corrects a card up or down; what it reaches is given, what it had given stays. @throws Refusal stamps.* */
export async function planCorrection(deps: Deps, asked: ByHand): Promise<StampsPlanned> {
  const hand = await readHand(deps, asked.memberId);
  const card = cardOf(hand, asked.cardId);
  const start = draftOfStates(hand.states);
  if (asked.stamps < 0) {
    const less = lessStamps(start, asked.cardId, -asked.stamps, asked.on);
    if (less === null) throw new Refusal("stamps.too_few");
    return planned(deps, hand.cards, less, asked);
  }
  const refused = await refusedNow(deps, hand, card, asked);
  if (refused === "completed" || refused === "not_begun" || refused === "stopped") {
    throw new Refusal(refusals[refused]);
  }
  const draft = addStamps(start, hand.cards, asked.cardId, "correct", asked.stamps, asked.on);
  return planned(deps, hand.cards, draft, asked);
}

function cardOf({ cards }: HandRead, cardId: string): CardInForce {
  const card = cards.get(cardId);
  if (card === undefined) throw new Refusal("stamps.card_not_found");
  return card;
}

async function refusedNow(
  deps: Deps,
  hand: HandRead,
  card: CardInForce,
  { memberId, cardId, on, places }: ByHand,
): Promise<StampRefused | null> {
  const state = hand.states.find((one) => one.cardId === cardId) ?? notBegun(cardId);
  const countedOn = await countedOnDay(deps, hand, memberId, on);
  return standing(card, state, { on, countedOn, places: places ?? card.card.places ?? [] });
}

export interface HandedOver {
  readonly rewardId: string;
  readonly cardId: string;
  readonly statements: readonly Bound[];
}

/**
 * A reward goes over the counter, or that is undone: by staff on its day at its store, by who manages at any time.
 * @throws Refusal stamps.reward_*.
 */
export async function planHandOver(
  deps: Deps,
  rewardId: string,
  undo: boolean,
  doing: Stamping & { readonly manages: boolean; readonly on: CalendarDate; readonly timeZone: string },
): Promise<HandedOver> {
  const row = await deps.database.first(store.rewardById, { rewardId });
  if (row === undefined || row.holder_id !== doing.memberId || row.status === "revoked") {
    throw new Refusal("stamps.reward_not_found");
  }
  if (!undo && row.status === "handed_over") throw new Refusal("stamps.reward_handed_over");
  if (undo && row.status === "open") throw new Refusal("stamps.reward_not_handed_over");
  const sameDay =
    row.handed_over_at_ms !== null && dateAt(row.handed_over_at_ms, doing.timeZone) === doing.on;
  if (undo && !doing.manages && !(sameDay && row.store_id === doing.storeId)) {
    throw new Refusal("stamps.reward_undo_too_late");
  }
  const statements = planReward(row, undo ? "open" : "handed_over", doing);
  return { rewardId, cardId: row.card_id, statements };
}
