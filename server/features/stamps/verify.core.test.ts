import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../../../shared/dates.ts";
import { importStamps, lessStamps } from "../../../shared/stamps/by-hand.ts";
import { addStamps, lapsed, stampVisit } from "../../../shared/stamps/evaluate.ts";
import {
  draftOfStates,
  type StampDraft,
  type StampEntry,
  type StampState,
} from "../../../shared/stamps/state.ts";
import { takeStampsBack } from "../../../shared/stamps/take-back.ts";
import { cardForTests, cardsForTests, written } from "../../../shared/stamps/testing.ts";
import { type CardToProve, cardFaults } from "./verify.core.ts";

const cards = cardsForTests({
  A: cardForTests({ goal: 5, expires: { from: "last", days: 9 }, next: { kind: "card", cardId: "B" } }),
  B: cardForTests({ goal: 4, welcomeStamps: 1, oncePerDay: true }),
});
const A = cards.get("A");
const B = cards.get("B");
if (A === undefined || B === undefined) throw new Error("both stand above");

/** A member's cards, written as the database would, with what was given for them. */
class Member {
  entries: StampEntry[] = [];
  states: ReadonlyMap<string, StampState> = new Map();
  rewards: { cardId: string; seq: number; at: number }[] = [];
  get draft(): StampDraft {
    return draftOfStates([...this.states.values()]);
  }
  write(draft: StampDraft | null, purchaseId: string | null): void {
    if (draft === null) return;
    this.entries = written(this.entries, draft, purchaseId);
    this.states = draft.states;
    this.rewards.push(...draft.reached);
  }
  back(purchaseId: string, on: string): void {
    const of = (cardId: string) => this.entries.filter((entry) => entry.cardId === cardId);
    const histories = new Map([...this.states.keys()].map((id) => [id, of(id)]));
    // What a card gave at its goal was used, and stays given.
    const { draft } = takeStampsBack(cards, histories, purchaseId, on, ({ at }) => at > 3);
    this.write(draft, purchaseId);
  }
  proof(inForce: NonNullable<typeof A>): CardToProve {
    const { cardId } = inForce;
    const own = (one: { readonly cardId: string }): boolean => one.cardId === cardId;
    return {
      inForce,
      entries: this.entries.filter(own),
      state: this.states.get(cardId) ?? null,
      rewards: this.rewards.filter(own),
      hasLeft: false,
    };
  }
}

function bought(): Member {
  const member = new Member();
  member.write(addStamps(member.draft, cards, "A", "stamp", 3, "2026-11-01"), "P1");
  member.write(addStamps(member.draft, cards, "A", "stamp", 2, "2026-11-02"), "P2");
  return member;
}

describe("a member's stamp card is proven by its entries", () => {
  it("after 500 random lives of sales, stamps by hand, imports, corrections, lapses and returns", () => {
    const act = fc.record({
      kind: fc.constantFrom("sale", "hand", "import", "less", "more", "lapse", "back"),
      cardId: fc.constantFrom("A", "B"),
      stamps: fc.integer({ min: 1, max: 6 }),
      days: fc.integer({ min: 0, max: 6 }),
      nth: fc.nat(40),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 14 }), (acts) => {
        const member = new Member();
        let on = "2026-11-01";
        acts.forEach(({ kind, cardId, stamps, days, nth }, index) => {
          on = addDays(on, days);
          const inForce = cardId === "A" ? A : B;
          if (kind === "sale")
            member.write(stampVisit(member.draft, cards, { on, places: [], payableYen: 500 }), `P${index}`);
          if (kind === "hand")
            member.write(addStamps(member.draft, cards, cardId, "stamp", stamps, on), null);
          if (kind === "import") member.write(importStamps(member.draft, inForce, stamps, on), null);
          if (kind === "less") member.write(lessStamps(member.draft, cardId, stamps, on), null);
          if (kind === "more")
            member.write(addStamps(member.draft, cards, cardId, "correct", stamps, on), null);
          if (kind === "lapse") member.write(lapsed(member.draft, cardId, on), null);
          if (kind === "back") member.back(`P${nth % Math.max(1, index)}`, on);
        });
        for (const inForce of [A, B]) {
          if (member.states.get(inForce.cardId)?.seq) expect(cardFaults(member.proof(inForce))).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("a card stays begun where the sale that began it goes and another's stamp was corrected away", () => {
    const member = new Member();
    member.write(addStamps(member.draft, cards, "A", "stamp", 1, "2026-11-01"), "P1");
    member.write(addStamps(member.draft, cards, "A", "stamp", 1, "2026-11-01"), "P2");
    member.write(lessStamps(member.draft, "A", 1, "2026-11-01"), null);
    member.back("P1", "2026-11-01");
    expect(member.states.get("A")).toMatchObject({ round: 1, count: 0, reached: 2, firstOn: "2026-11-01" });
    member.write(addStamps(member.draft, cards, "A", "stamp", 2, "2026-11-02"), "P3");
    // The coffee at 2 was given by the second sale, and is not given again.
    expect(member.rewards.map(({ at }) => at)).toEqual([2]);
    expect(cardFaults(member.proof(A))).toEqual([]);
  });

  it("a card that is open again knows its first day, though a later sale's next card went before", () => {
    const member = new Member();
    member.write(addStamps(member.draft, cards, "B", "correct", 2, "2026-11-01"), null);
    member.write(addStamps(member.draft, cards, "B", "stamp", 1, "2026-11-02"), "P1");
    member.write(addStamps(member.draft, cards, "B", "stamp", 1, "2026-11-03"), "P2");
    member.back("P2", "2026-11-03");
    member.back("P1", "2026-11-03");
    expect(member.states.get("B")).toMatchObject({ round: 1, count: 3, firstOn: "2026-11-01" });
    expect(cardFaults(member.proof(B))).toEqual([]);
  });

  it("a count of 4 that its entries make 0 is named, and so is a first day", () => {
    const proof = bought().proof(B);
    const state = proof.state;
    if (state === null) throw new Error("the card was begun");
    expect(cardFaults({ ...proof, state: { ...state, count: 4 } })).toEqual([
      "has stamps: 4, its entries say 1",
    ]);
    expect(cardFaults({ ...proof, state: { ...state, firstOn: "2026-10-01" } })).toEqual([
      "has its first stamp of 2026-10-01, its entries say 2026-11-02",
    ]);
  });

  it("an entry that is gone is named by those after it, and an altered one by its sum", () => {
    const proof = bought().proof(A);
    const gone = { ...proof, entries: proof.entries.filter(({ seq }) => seq !== 2) };
    expect(cardFaults(gone)).toContain("entry 3 stands where entry 2 should");
    const entries = proof.entries.map((entry) => (entry.seq === 2 ? { ...entry, stamps: 2 } : entry));
    expect(cardFaults({ ...proof, entries })).toContain(
      "entry 2 says 3 stamps, the entries of its card add up to 2",
    );
  });

  it("a completion that is no longer at the goal of 5 is named", () => {
    const proof = bought().proof(A);
    const entries = proof.entries.map((entry) =>
      entry.kind === "complete" ? { ...entry, countAfter: 4 } : entry,
    );
    expect(cardFaults({ ...proof, entries })).toContain("entry 4 completes a card of 5 at 4");
  });

  it("a cake that is not there is missed, and one that nobody reached is named", () => {
    const proof = bought().proof(A);
    expect(proof.rewards.map(({ at }) => at)).toEqual([2, 5]);
    expect(cardFaults({ ...proof, rewards: proof.rewards.slice(0, 1) })).toEqual([
      "entry 3 reached 5 stamps, and there is no reward for it",
    ]);
    expect(cardFaults({ ...proof, rewards: [...proof.rewards, { seq: 2, at: 5 }] })).toEqual([
      "has a reward for 5 stamps that entry 2 did not reach",
    ]);
  });
});
