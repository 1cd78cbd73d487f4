import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyName as name } from "../../test/support/odd-names.ts";
import { balanceMessages } from "./balance.ts";
import { campaignMessages } from "./campaign.ts";
import { cardMessages } from "./card.ts";
import { couponMessages } from "./coupon.ts";
import { expiryMessages } from "./expiry.ts";
import { greetingBackMessages, greetingMessages } from "./greeting.ts";
import { helpMessages } from "./help.ts";
import { newDeviceMessages, replayAlertMessages, resumedMessages, stoppedMessages } from "./notices.ts";
import { problemsOf } from "./problems.ts";
import { rankUpMessages } from "./rank-up.ts";
import { receiptMessages, returnMessages } from "./receipt.ts";
import { reminderMessages } from "./reminder.ts";
import { storesMessages } from "./stores.ts";
import { textMessages, withReplies } from "./text.ts";
import type { LineMessage } from "./types.ts";

const runs = { seed: 4, numRuns: 200 };
const cardUrl = "https://liff.line.me/1234567890-AbcdEfgh";

const language = fc.constantFrom("ja" as const, "en" as const);
const count = fc.oneof(fc.nat(), fc.constantFrom(0, 1, Number.MAX_SAFE_INTEGER));
const date = fc.constantFrom("2027-11-30", "0001-01-01", "9999-12-31");
const said = fc.option(name, { nil: undefined });
/** Addresses are checked where they enter; here they are as long as LINE takes them. */
const address = fc.constantFrom(cardUrl, "https://example.com/".padEnd(1000, "a"));
const picture = fc.option(
  fc.constantFrom("https://example.com/a.png", "https://example.com/".padEnd(2000, "a")),
);

const points = fc.record({
  ...{ balance: count, held: count, debt: count },
  pending: fc.array(
    fc.record({ points: count, activatesOn: fc.option(date), waitsFor: fc.option(fc.constant("shipped")) }),
  ),
  nextExpiry: fc.option(fc.record({ points: count, expiresOn: date })),
});
const names = fc.record({ ja: name, en: name });
const rank = fc.record({
  name: names,
  metric: fc.constantFrom("yen" as const, "visits" as const, "points" as const),
  next: fc.option(fc.record({ code: fc.constant("gold"), name: names, threshold: count, missing: count })),
});
const coupon = fc.record({
  ...{ title: name, detail: name, untilOn: fc.option(date), imageUrl: picture, url: address },
});

/** LINE takes it, and its words can be read out: no empty notification, no halves of letters. */
function sound(messages: readonly LineMessage[]): void {
  expect(problemsOf(messages)).toEqual([]);
  for (const message of messages) {
    const heard = message.type === "flex" ? message.altText : message.type === "text" ? message.text : "-";
    expect(heard.trim()).not.toBe("");
    expect(/\p{Surrogate}/u.test(JSON.stringify(message))).toBe(false);
  }
}

describe("whatever things are called and however much there is, LINE takes", () => {
  const holds = <T>(
    what: string,
    input: fc.Arbitrary<T>,
    made: (input: T, spoken: "ja" | "en") => LineMessage[],
  ) =>
    test(what, () => {
      fc.assert(
        fc.property(input, language, (told, spoken) => sound(made(told, spoken))),
        runs,
      );
    });

  const receipt = fc.record({
    status: fc.constantFrom("completed" as const, "voided" as const, "returned" as const),
    ...{ storeName: name, receiptNumber: name, points },
    ...{ amountYen: count, pointsUsed: count, pointsEarned: count },
  });
  holds("a receipt", receipt, (told, spoken) => receiptMessages(told, cardUrl, spoken));

  const about = fc.record({
    ...{ title: name, text: name, coupon: fc.option(coupon) },
    rows: fc.array(fc.record({ label: name, value: fc.constant("320ポイント") }), { maxLength: 20 }),
  });
  const reminder = fc.record({
    about: fc.array(about, { minLength: 1, maxLength: 12 }),
    ...{ shopName: name, cardUrl: fc.constant(cardUrl), stopWord: fc.option(name) },
  });
  holds("one reminder, and 12 of one day", reminder, (told, spoken) => reminderMessages(told, spoken));

  const refund = fc.record({
    ...{ amountYen: count, pointsGivenBack: count, pointsTakenBack: count, points },
    purchase: fc.record({ storeName: name, receiptNumber: name }),
  });
  holds("the notice of a return", refund, (told, spoken) => returnMessages(told, cardUrl, spoken));

  const standing = fc.record({ points, rank: fc.option(rank), shopName: name, cardUrl: address, said });
  holds("a balance", standing, balanceMessages);

  const offered = fc.record({ shopName: name, cardUrl: address, member: fc.boolean(), said });
  holds("a card", offered, cardMessages);
  holds("a greeting", offered, greetingMessages);
  holds("a greeting to who comes back", offered, greetingBackMessages);
  holds("the news of a new device", offered, newDeviceMessages);

  const lots = fc.array(fc.record({ points: count, expiresOn: date }), { maxLength: 20 });
  const expiring = fc.record({
    lots,
    balance: count,
    shopName: name,
    cardUrl: address,
    soon: fc.boolean(),
    said,
  });
  holds("what expires", expiring, expiryMessages);

  const coupons = fc.record({
    coupons: fc.array(coupon, { maxLength: 20, size: "max" }),
    ...{ shopName: name, cardUrl: address, said },
  });
  holds("any number of coupons", coupons, couponMessages);

  const reached = fc.record({
    rank: rank.chain((named) =>
      fc.record({
        colour: fc.oneof(fc.constantFrom("#c9a227", "#000000"), name),
        ...{ multiplierPerMille: fc.integer({ min: 1000, max: 20_000 }), untilOn: fc.option(date) },
        ...{
          name: fc.constant(named.name),
          metric: fc.constant(named.metric),
          next: fc.constant(named.next),
        },
      }),
    ),
    ...{ shopName: name, cardUrl: address },
  });
  holds("a new rank", reached, rankUpMessages);

  const campaign = fc.record({
    ...{ title: name, text: fc.oneof(name, fc.constant("本文")), imageUrl: picture },
    button: fc.option(fc.record({ label: name, url: address })),
    ...{ coupon: fc.option(coupon), shopName: name, stopWord: fc.option(name) },
  });
  test("a campaign, unless there is nothing to see in it", () => {
    fc.assert(
      fc.property(campaign, language, (told, spoken) => {
        const made = campaignMessages(told, spoken);
        if (made.length > 0) sound(made);
      }),
      runs,
    );
  });

  const topic = fc.constantFrom("balance" as const, "card" as const, "stop" as const);
  const help = fc.record({
    topics: fc.array(fc.record({ topic, word: name }), { maxLength: 20, size: "max" }),
    ...{ shopName: name, cardUrl: address, said },
  });
  holds("help with any words", help, helpMessages);

  const store = fc.record({
    ...{ name, lines: fc.array(name, { maxLength: 5 }), phone: fc.option(name) },
    mapUrl: fc.option(address),
  });
  const stores = fc.record({
    stores: fc.array(store, { maxLength: 30, size: "max" }),
    ...{ shopName: name, cardUrl: address, said },
  });
  holds("any number of stores", stores, storesMessages);

  const offers = fc.record({ stopWord: name, resumeWord: name, said });
  holds("that offers have ended", offers, stoppedMessages);
  holds("that offers come again", offers, resumedMessages);
  holds("an alert", fc.record({ storeName: name, cardUrl: address }), replayAlertMessages);

  test("a text with any words to answer it, and none where there is nothing to see", () => {
    fc.assert(
      fc.property(name, fc.array(name, { maxLength: 20, size: "max" }), (text, words) => {
        const messages = textMessages(text);
        if (messages.length > 0) sound(withReplies(messages, words));
        expect(withReplies([], words)).toEqual([]);
      }),
      runs,
    );
  });
});
