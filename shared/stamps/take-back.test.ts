import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../dates.ts";
import { lessStamps } from "./by-hand.ts";
import { addStamps, stampVisit } from "./evaluate.ts";
import { stampDays, stateOfEntries } from "./history.ts";
import type { StampCard } from "./schema.ts";
import {
  type Cards,
  draftOfStates,
  type StampDraft,
  type StampEntry,
  type StampState,
  stateIn,
} from "./state.ts";
import { takeStampsBack } from "./take-back.ts";
import { cardForTests, cardsForTests, written } from "./testing.ts";

const nothingKept = () => false;

/** A member's cards, written step by step as the database would. */
class Member {
  readonly cards: Cards;
  entries: StampEntry[] = [];
  states: ReadonlyMap<string, StampState> = new Map();
  constructor(cards: Readonly<Record<string, StampCard>>) {
    this.cards = cardsForTests(cards);
  }
  get draft(): StampDraft {
    return draftOfStates([...this.states.values()]);
  }
  write(draft: StampDraft, purchaseId: string | null) {
    this.entries = written(this.entries, draft, purchaseId);
    this.states = draft.states;
    return draft;
  }
  sale(purchaseId: string, stamps: number, on: string, cardId = "A") {
    return this.write(addStamps(this.draft, this.cards, cardId, "stamp", stamps, on), purchaseId);
  }
  back(purchaseId: string, on: string, kept: (reached: { at: number }) => boolean = nothingKept) {
    const ids = [...new Set(this.entries.map(({ cardId }) => cardId))];
    const histories = new Map(ids.map((id) => [id, this.entries.filter(({ cardId }) => cardId === id)]));
    const result = takeStampsBack(this.cards, histories, purchaseId, on, kept);
    this.write(result.draft, purchaseId);
    return result;
  }
  card(cardId = "A") {
    return stateIn(this.draft, cardId);
  }
}

describe("taking a sale's stamps back", () => {
  it("the 10th stamp taken back opens the card again at 9, and the cake is revoked", () => {
    const member = new Member({ A: cardForTests() });
    member.sale("P1", 9, "2026-11-01");
    member.sale("P2", 1, "2026-11-02");
    expect(member.card()).toMatchObject({ round: 2, count: 0 });
    const { stamps, lost, revoked } = member.back("P2", "2026-11-02");
    expect([stamps, lost]).toEqual([1, 0]);
    expect(revoked.map(({ at }) => at)).toEqual([10]);
    expect(member.card()).toMatchObject({
      round: 1,
      count: 9,
      status: "open",
      reached: 5,
      earnedOn: "2026-11-01",
    });
    expect(member.sale("P3", 1, "2026-11-03").reached.map(({ at }) => at)).toEqual([10]);
  });

  it("a stamp that came since stands for the one that goes: the completed card stays completed", () => {
    const member = new Member({ A: cardForTests() });
    member.sale("P1", 9, "2026-11-01");
    member.sale("P2", 1, "2026-11-02");
    member.sale("P3", 1, "2026-11-03");
    const { stamps, revoked } = member.back("P2", "2026-11-04");
    expect([stamps, revoked]).toEqual([1, []]);
    expect(member.card()).toMatchObject({ round: 2, count: 0, status: "open" });
  });

  it("a cake that was eaten stays given: the card is open at 9 and its 10th stamp gives no other", () => {
    const member = new Member({ A: cardForTests() });
    member.sale("P1", 9, "2026-11-01");
    member.sale("P2", 1, "2026-11-02");
    expect(member.back("P2", "2026-11-02", ({ at }) => at === 10).revoked).toEqual([]);
    expect(member.card()).toMatchObject({ round: 1, count: 9, reached: 10 });
    expect(member.sale("P3", 1, "2026-11-03").reached).toEqual([]);
    expect(member.card()).toMatchObject({ round: 2, count: 0 });
  });

  it("a rank-up card that a sale began is gone with it", () => {
    const rankUp = cardForTests({ onlyAsNext: true, welcomeStamps: 2 });
    const member = new Member({ A: cardForTests({ next: { kind: "card", cardId: "B" } }), B: rankUp });
    member.sale("P1", 9, "2026-11-01");
    member.sale("P2", 3, "2026-11-02");
    expect(member.card("B")).toMatchObject({ round: 1, count: 4 });
    expect(member.back("P2", "2026-11-02").stamps).toBe(3);
    expect(member.card("A")).toMatchObject({ round: 1, count: 9, status: "open" });
    expect(member.card("B")).toMatchObject({ round: 0, count: 0 });
  });

  it("a card's first stamp taken back leaves no card begun, and the day free", () => {
    const member = new Member({ A: cardForTests({ welcomeStamps: 2, oncePerDay: true }) });
    member.sale("P1", 1, "2026-11-01");
    member.back("P1", "2026-11-01");
    expect(member.card()).toMatchObject({ round: 0, count: 0, firstOn: null, earnedOn: null });
    member.sale("P2", 1, "2026-11-01");
    expect(member.card().count).toBe(3);
  });

  it("taken back twice is taken back once", () => {
    const member = new Member({ A: cardForTests() });
    member.sale("P1", 2, "2026-11-01");
    member.sale("P2", 2, "2026-11-01");
    member.back("P1", "2026-11-01");
    expect(member.back("P1", "2026-11-01").stamps).toBe(0);
    expect(member.card().count).toBe(2);
  });
});

const anyCard = fc
  .record({
    goal: fc.integer({ min: 1, max: 6 }),
    welcome: fc.integer({ min: 0, max: 3 }),
    expires: fc.option(
      fc.record({
        from: fc.constantFrom("first" as const, "last" as const),
        days: fc.integer({ min: 1, max: 9 }),
      }),
    ),
    oncePerDay: fc.boolean(),
    onlyAsNext: fc.boolean(),
    next: fc.constantFrom("same", "A", "B", "none"),
    perYen: fc.boolean(),
  })
  .map(({ goal, welcome, expires, oncePerDay, onlyAsNext, next, perYen }) =>
    cardForTests({
      goal,
      welcomeStamps: Math.min(welcome, goal - 1),
      expires,
      oncePerDay,
      onlyAsNext,
      earn: perYen ? { kind: "per_yen", yen: 100, perSaleMax: null } : { kind: "visit" },
      next: next === "same" || next === "none" ? { kind: next } : { kind: "card", cardId: next },
    }),
  );
const anyDoing = fc.record({
  kind: fc.constantFrom("sale", "sale", "sale", "back", "less"),
  days: fc.integer({ min: 0, max: 4 }),
  yen: fc.integer({ min: 0, max: 1500 }),
  which: fc.nat({ max: 8 }),
});

describe("whatever is done", () => {
  it("the entries of a round add up to its count, which is from none to its goal, and rebuild the card", () => {
    fc.assert(
      fc.property(anyCard, anyCard, fc.array(anyDoing, { maxLength: 14 }), (A, B, doings) => {
        const member = new Member({ A, B });
        let on = "2026-11-01";
        doings.forEach(({ kind, days, yen, which }, nth) => {
          on = addDays(on, days);
          const visit = { on, payableYen: yen, places: [] };
          if (kind === "sale") member.write(stampVisit(member.draft, member.cards, visit), `P${nth}`);
          if (kind === "back") member.back(`P${which}`, on);
          if (kind === "less") {
            const less = lessStamps(member.draft, "A", 1, on);
            if (less !== null) member.write(less, null);
          }
          for (const [cardId, state] of member.states) {
            const entries = member.entries.filter((entry) => entry.cardId === cardId);
            const inRound = entries.filter(({ round }) => round === state.round);
            expect(inRound.reduce((sum, { stamps }) => sum + stamps, 0)).toBe(state.count);
            const { goal } = cardId === "A" ? A : B;
            expect(entries.every(({ countAfter }) => countAfter >= 0 && countAfter <= goal)).toBe(true);
            expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
            const { seq, round, count, reached, status } = stateOfEntries(member.cards, cardId, entries);
            expect(state).toMatchObject({ seq, round, count, reached, status });
          }
        });
      }),
      { numRuns: 400 },
    );
  });

  it("a sale that is taken back at once leaves the cards as they were before it", () => {
    fc.assert(
      fc.property(
        anyCard,
        anyCard,
        fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 900 })), { maxLength: 8 }),
        (A, B, sales) => {
          const member = new Member({ A, B });
          let on = "2026-11-01";
          sales.forEach(([days, payableYen], nth) => {
            on = addDays(on, days);
            member.write(stampVisit(member.draft, member.cards, { on, payableYen, places: [] }), `P${nth}`);
          });
          const before = new Map(member.states);
          const given = member.write(
            stampVisit(member.draft, member.cards, { on, payableYen: 700, places: [] }),
            "LAST",
          );
          const expired = given.steps.some(({ kind }) => kind === "expire");
          const { lost, revoked } = member.back("LAST", on);
          expect(lost).toBe(0);
          expect(revoked.length).toBe(given.reached.length);
          if (expired) return;
          for (const cardId of member.states.keys()) {
            const was = before.get(cardId);
            const { seq: _, ...now } = member.card(cardId);
            expect(now).toMatchObject({
              round: was?.round ?? 0,
              count: was?.count ?? 0,
              reached: was?.reached ?? 0,
              status: was?.status ?? "expired",
              earnedOn: was?.earnedOn ?? null,
            });
            if (now.status === "open")
              expect(now).toMatchObject({
                firstOn: was?.firstOn,
                lastOn: was?.lastOn,
                untilOn: was?.untilOn,
              });
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe("days", () => {
  it("of 3 stamps, 1 taken off and 1 taken back with its sale, the first day's is left", () => {
    const member = new Member({ A: cardForTests() });
    member.sale("P1", 1, "2026-11-01");
    member.sale("P2", 1, "2026-11-02");
    member.sale("P3", 1, "2026-11-03");
    member.back("P2", "2026-11-04");
    const less = lessStamps(member.draft, "A", 1, "2026-11-04");
    if (less !== null) member.write(less, null);
    expect(stampDays(member.entries, 1)).toEqual(["2026-11-01"]);
  });
});
