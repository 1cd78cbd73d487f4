import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { problemsOf } from "../../shared/messages/problems.ts";
import { sampleKeys, samples } from "../../shared/messages/samples.ts";
import type {
  Action,
  Bubble,
  FlexBox,
  FlexComponent,
  LineMessage,
  QuickReply,
} from "../../shared/messages/types.ts";
import { Refusal } from "./http/call.ts";
import { checkMessages } from "./messaging/validate/messages.ts";

/** The limits are written down twice, by two hands: here for what goes out, and in the emulator for what comes in. */
function emulatorTakes(messages: readonly LineMessage[]): boolean {
  try {
    checkMessages({ messages: JSON.parse(JSON.stringify(messages)) }, ["messages"]);
    return true;
  } catch (refusal) {
    if (refusal instanceof Refusal) return false;
    throw refusal;
  }
}

/** Text whose length is at a limit, one over it, or nothing to speak of; in letters that count differently in each unit. */
const sized = (...limits: readonly number[]): fc.Arbitrary<string> => {
  const letter = fc.constantFrom("a", "あ", "🌸", "か\u3099", "👨‍👩‍👧‍👦", '"');
  const near = limits.flatMap((limit) => [
    limit - 1,
    limit,
    limit + 1,
    Math.ceil(limit / 2),
    Math.ceil(limit / 11),
  ]);
  const long = fc.tuple(letter, fc.constantFrom(...near)).map(([one, count]) => one.repeat(count));
  const plain = fc.constantFrom("ポイント", "a", "会員証を開く", " ");
  return fc.oneof(
    { weight: 30, arbitrary: plain },
    { weight: 1, arbitrary: fc.constant("") },
    { weight: 3, arbitrary: long },
  );
};

const goodUrl = "https://example.com/a.png?q=%E3%81%82#x";
const url = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.constantFrom(goodUrl, "https://liff.line.me/1-a", "https://a.example.jp:8443/"),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...[
        "",
        "example.com",
        "http://example.com/",
        "javascript:alert(1)",
        "https://お店.jp/",
        "https://a b/",
      ],
      ...[1000, 1001, 2000, 2001].map((length) => "https://example.com/".padEnd(length, "a")),
      ...["tel:+81300000000", "line://app/1-a", "mailto:a@example.com", "https://"],
    ),
  },
);

const action = (label: fc.Arbitrary<string>): fc.Arbitrary<Action> =>
  fc.oneof(
    fc.record({ type: fc.constant("uri" as const), label, uri: url }),
    fc.record({ type: fc.constant("message" as const), label, text: sized(300) }),
    fc.record({ type: fc.constant("postback" as const), label, data: sized(300), displayText: sized(300) }),
    fc.record({ type: fc.constant("clipboard" as const), label, clipboardText: sized(1000) }),
  );

const colour = fc.constantFrom("#b03a2e" as const, "#B03A2EFF" as const, "#1e1b18" as const);
const badColour = fc.constantFrom("#fff" as const, "#red" as const);
const anyColour = fc.oneof({ weight: 30, arbitrary: colour }, { weight: 1, arbitrary: badColour });
const gap = fc.constantFrom("none" as const, "md" as const, "10px" as const, "-4px" as const);
const anyGap = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom("sm" as const, "12px" as const) },
  { weight: 1, arbitrary: gap },
);

const flexText: fc.Arbitrary<FlexComponent> = fc.record(
  {
    type: fc.constant("text" as const),
    text: sized(2000),
    color: anyColour,
    margin: anyGap,
    wrap: fc.boolean(),
  },
  { requiredKeys: ["type", "text"] },
);
const leaf: fc.Arbitrary<FlexComponent> = fc.oneof(
  { weight: 5, arbitrary: flexText },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("separator" as const), margin: anyGap }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("button" as const), action: action(sized(40)) }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("image" as const), url, backgroundColor: anyColour }),
  },
);
const boxOf = (contents: fc.Arbitrary<FlexComponent[]>): fc.Arbitrary<FlexBox> =>
  fc.record(
    {
      type: fc.constant("box" as const),
      layout: fc.constantFrom("vertical" as const, "horizontal" as const),
      ...{
        contents,
        spacing: anyGap,
        paddingAll: anyGap,
        backgroundColor: anyColour,
        action: action(sized(40)),
      },
    },
    { requiredKeys: ["type", "layout", "contents"] },
  );
const row: fc.Arbitrary<FlexComponent> = fc.record({
  ...{ type: fc.constant("box" as const), layout: fc.constant("baseline" as const) },
  contents: fc.array(fc.oneof({ weight: 20, arbitrary: flexText }, { weight: 1, arbitrary: leaf }), {
    maxLength: 3,
  }),
});
const body = boxOf(fc.array(fc.oneof(leaf, row, boxOf(fc.array(leaf, { maxLength: 3 }))), { maxLength: 6 }));

const bubble: fc.Arbitrary<Bubble> = fc.record(
  {
    ...{ type: fc.constant("bubble" as const), size: fc.constantFrom("kilo" as const, "mega" as const) },
    ...{ body, footer: body },
  },
  { requiredKeys: ["type", "size", "body"] },
);
const alike = fc
  .tuple(bubble, fc.constantFrom(1, 2, 11, 12, 13), fc.boolean())
  .map(([one, count, odd]): Bubble[] => [
    ...Array.from({ length: count - 1 }, () => one),
    odd ? { ...one, size: "giga" } : one,
  ]);
const carousel = alike.map((contents) => ({ type: "carousel" as const, contents }));

const quickReply: fc.Arbitrary<QuickReply> = fc
  .tuple(action(sized(20)), fc.constantFrom(1, 13, 14, 0, 5))
  .map(([one, count]) => ({
    items: Array.from({ length: count }, () => ({ type: "action" as const, action: one })),
  }));

const message: fc.Arbitrary<LineMessage> = fc.oneof(
  fc.record(
    { type: fc.constant("text" as const), text: sized(5000), quickReply },
    { requiredKeys: ["type", "text"] },
  ),
  fc.record({ type: fc.constant("image" as const), originalContentUrl: url, previewImageUrl: url }),
  fc.record({
    type: fc.constant("flex" as const),
    altText: sized(1500),
    contents: fc.oneof(bubble, carousel),
  }),
);

describe("what may be sent and what the emulator takes", () => {
  test("are the same for 3,000 random messages, about half of which break a limit", () => {
    let taken = 0;
    fc.assert(
      fc.property(message, (one) => {
        const problems = problemsOf([one]);
        if (problems.length === 0) taken += 1;
        expect({ problems, taken: emulatorTakes([one]) }).toEqual({ problems, taken: problems.length === 0 });
      }),
      { seed: 28, numRuns: 3000 },
    );
    expect(taken).toBeGreaterThan(600);
    expect(taken).toBeLessThan(2600);
  });

  test("are the same for none to six messages", () => {
    const one: LineMessage = { type: "text", text: "a" };
    for (const count of [0, 1, 5, 6]) {
      const many = Array.from({ length: count }, () => one);
      expect(emulatorTakes(many)).toBe(problemsOf(many).length === 0);
    }
  });

  test("are the same at the last byte of a bubble and of a carousel", () => {
    const bubbleOf = (letters: string): Bubble => {
      const contents: FlexComponent[] =
        letters === "" ? [] : (letters.match(/.{1,1900}/gu) ?? []).map(textOf);
      return { type: "bubble", size: "kilo", body: { type: "box", layout: "vertical", contents } };
    };
    const textOf = (text: string): FlexComponent => ({ type: "text", text });
    const answers = new Set<boolean>();
    for (const count of Array.from({ length: 100 }, (_, nth) => 10_100 + nth)) {
      const one = bubbleOf("あ".repeat(count));
      const three = bubbleOf("あ".repeat(Math.floor((count * 50) / 90) - 20));
      const contents = { type: "carousel" as const, contents: [three, three, three] };
      for (const flex of [one, contents]) {
        const made: LineMessage = { type: "flex", altText: "a", contents: flex };
        const takes = emulatorTakes([made]);
        answers.add(takes);
        expect([count, problemsOf([made]).length === 0]).toEqual([count, takes]);
      }
    }
    expect(answers.size).toBe(2);
  });

  test("hold for a sample of each of our messages in both languages", () => {
    const shop = { shopName: "喫茶ごえん", cardUrl: "https://liff.line.me/1-a", imageUrl: goodUrl };
    for (const language of ["ja", "en"] as const) {
      const made = samples(shop, language);
      expect(made.map(({ key }) => key)).toEqual(sampleKeys);
      for (const { key, messages } of made) {
        expect([key, problemsOf(messages), emulatorTakes(messages)]).toEqual([key, [], true]);
      }
    }
  });
});
