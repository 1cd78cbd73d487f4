import type { Programme } from "../programme/schema.ts";
import type { Offer } from "./offer.ts";
import type { WhyNot } from "./types.ts";

/** Which offers count, and why the others do not. */
export interface Stacked {
  readonly chosen: readonly Offer[];
  readonly lost: readonly WhyNot[];
}

/** Of base rules the one that gives most counts; between equals the newer, which stands later in the programme. */
export function bestOf(offers: readonly Offer[]): Stacked {
  const chosen = offers.reduce<Offer | null>(
    (best, offer) => (best === null || offer.points >= best.points ? offer : best),
    null,
  );
  const lost = offers.filter((offer) => offer !== chosen);
  return {
    chosen: chosen === null ? [] : [chosen],
    lost: lost.flatMap((offer) => lostTo(offer, "another_rule_gave_more")),
  };
}

/** All promotions, the one that gives most, or the one of the highest priority. One that gives nothing is in no one's way. */
export function stacked(offers: readonly Offer[], how: Programme["stacking"]["promotions"]): Stacked {
  const giving = offers.filter(({ points }) => points > 0);
  const cutOff = offers
    .filter(({ points }) => points === 0)
    .flatMap((offer) => lostTo(offer, "limit_reached"));
  if (how === "sum") return { chosen: giving, lost: cutOff };
  if (how === "max") {
    const { chosen, lost } = bestOf(giving);
    return { chosen, lost: [...lost, ...cutOff] };
  }
  const first = giving.reduce<Offer | null>(
    (best, offer) => (best === null || offer.rule.priority >= best.rule.priority ? offer : best),
    null,
  );
  const others = giving.filter((offer) => offer !== first);
  return {
    chosen: first === null ? [] : [first],
    lost: [...others.flatMap((offer) => lostTo(offer, "another_has_priority")), ...cutOff],
  };
}

/** An offer that does not count, with the points it would have given; nothing where it would have given none. */
export function lostTo(offer: Offer, reason: WhyNot["reason"]): readonly WhyNot[] {
  const cutOff = offer.points === 0 && offer.desired > 0;
  const points = cutOff ? offer.desired : offer.points;
  if (points === 0) return [];
  return [{ ruleId: offer.rule.ruleId, reason: cutOff ? "limit_reached" : reason, yen: null, points }];
}
