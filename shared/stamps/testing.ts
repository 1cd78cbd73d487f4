import type { StampCard } from "./schema.ts";
import type { CardInForce, Cards, StampDraft, StampEntry } from "./state.ts";

/** Cards for tests of the rules: ten stamps, one a visit, a coffee at five and a cake at ten. */
export function cardForTests(change: Partial<StampCard> = {}): StampCard {
  const goal = change.goal ?? 10;
  const reward = (ja: string) => ({ kind: "reward" as const, name: { ja, en: "" } });
  const half = Math.floor(goal / 2);
  return {
    version: 1,
    name: { ja: "珈琲カード", en: "Coffee card" },
    description: { ja: "", en: "" },
    terms: { ja: "", en: "" },
    colour: "#c2452d",
    icon: "cup",
    goal,
    milestones: [
      ...(half > 0 && half < goal ? [{ at: half, benefit: reward("コーヒー") }] : []),
      { at: goal, benefit: reward("ケーキ") },
    ],
    earn: { kind: "visit" },
    oncePerDay: false,
    spendYenMin: 0,
    places: null,
    expires: null,
    welcomeStamps: 0,
    next: { kind: "same" },
    onlyAsNext: false,
    from: null,
    to: null,
    ...change,
  };
}

export function inForceForTests(cardId: string, card: StampCard): CardInForce {
  return { cardId, status: "issued", card, versions: new Map([[card.version, card]]) };
}

export function cardsForTests(cards: Readonly<Record<string, StampCard>>): Cards {
  return new Map(Object.entries(cards).map(([cardId, card]) => [cardId, inForceForTests(cardId, card)]));
}

/** A draft's steps as they would have been written after those that are there. */
export function written(
  before: readonly StampEntry[],
  draft: StampDraft,
  purchaseId: string | null,
): StampEntry[] {
  const entries = draft.steps.map((step, nth) => ({
    ...step,
    purchaseId,
    entryId: String(before.length + nth).padStart(6, "0"),
  }));
  return [...before, ...entries];
}
