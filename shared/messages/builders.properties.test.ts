import fc from "fast-check";
import { expect, test } from "vitest";
import { balanceMessages } from "./balance.ts";
import { cardMessages } from "./card.ts";
import { problemsOf } from "./problems.ts";
import { receiptMessages, returnMessages } from "./receipt.ts";
import { textMessages, withReplies } from "./text.ts";
import type { LineMessage } from "./types.ts";

const runs = { seed: 4, numRuns: 300 };
const cardUrl = "https://liff.line.me/1234567890-AbcdEfgh";

/** Names as people and systems give them, and as nobody should. */
const odd = fc.constantFrom(
  ...["", " ", "\u0000\u0007", "\u200b", "\n\n", "\ud83d", "\u202eabc", "قهوة العرب", "👨‍👩‍👧‍👦".repeat(300)],
  ...[
    `a${"\u0301".repeat(6000)}`,
    "か\u3099".repeat(3000),
    "W".repeat(9000),
    "<script>",
    "{name}",
    '"\\'.repeat(500),
  ],
);
const name = fc.oneof(odd, fc.string({ unit: "grapheme", maxLength: 60 }), fc.string({ unit: "binary" }));
const language = fc.constantFrom("ja" as const, "en" as const);
const count = fc.oneof(fc.nat(), fc.constantFrom(0, 1, Number.MAX_SAFE_INTEGER));
const date = fc.constantFrom("2027-11-30", "0001-01-01", "9999-12-31");

const points = fc.record({
  ...{ balance: count, held: count, debt: count },
  pending: fc.array(
    fc.record({ points: count, activatesOn: fc.option(date), waitsFor: fc.option(fc.constant("shipped")) }),
  ),
  nextExpiry: fc.option(fc.record({ points: count, expiresOn: date })),
});
const rank = fc.record({
  name: fc.record({ ja: name, en: name }),
  metric: fc.constantFrom("yen" as const, "visits" as const, "points" as const),
  next: fc.option(
    fc.record({
      code: fc.constant("gold"),
      name: fc.record({ ja: name, en: name }),
      threshold: count,
      missing: count,
    }),
  ),
});

/** LINE takes it, and its words can be read out: no empty notification, no control characters. */
function sound(messages: readonly LineMessage[]): void {
  expect(problemsOf(messages)).toEqual([]);
  for (const message of messages) {
    const said = message.type === "flex" ? message.altText : message.type === "text" ? message.text : "-";
    expect(said.trim()).not.toBe("");
    expect(/\p{Surrogate}/u.test(said)).toBe(false);
  }
}

test("whatever a sale's store is called and however much it is, its receipt can be sent", () => {
  const receipt = fc.record({
    status: fc.constantFrom("completed" as const, "voided" as const, "returned" as const),
    ...{ storeName: name, receiptNumber: name, points },
    ...{ amountYen: count, pointsUsed: count, pointsEarned: count },
  });
  fc.assert(
    fc.property(receipt, language, (told, spoken) => {
      sound(receiptMessages(told, cardUrl, spoken));
    }),
    runs,
  );
});

test("and so can the notice of a return", () => {
  const refund = fc.record({
    ...{ amountYen: count, pointsGivenBack: count, pointsTakenBack: count, points },
    purchase: fc.record({ storeName: name, receiptNumber: name }),
  });
  fc.assert(
    fc.property(refund, language, (told, spoken) => {
      sound(returnMessages(told, cardUrl, spoken));
    }),
    runs,
  );
});

test("a balance with any rank, and the card of any shop", () => {
  fc.assert(
    fc.property(
      points,
      fc.option(rank),
      name,
      language,
      fc.boolean(),
      (held, named, shopName, spoken, member) => {
        sound(balanceMessages({ points: held, rank: named, shopName, cardUrl }, spoken));
        sound(cardMessages({ shopName, cardUrl, member }, spoken));
      },
    ),
    runs,
  );
});

test("a text of any length with any words to answer it", () => {
  fc.assert(
    fc.property(name, fc.array(name, { maxLength: 20 }), (text, words) => {
      const said = textMessages(text);
      if (said.length > 0) sound(withReplies(said, words));
      expect(withReplies([], words)).toEqual([]);
    }),
    runs,
  );
});
