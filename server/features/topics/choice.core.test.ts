import fc from "fast-check";
import { expect, test } from "vitest";
import { messageTopics } from "../../../shared/topics/topics.ts";
import { lastChoices, type TopicChoice } from "./choice.core.ts";

test("what people said about 3 topics ends the same in every order, and at the same moment with the stop", () => {
  const choice = fc.record({
    choiceId: fc.uuid(),
    lineUserId: fc.constantFrom("U1", "U2"),
    topic: fc.constantFrom(...messageTopics),
    wanted: fc.boolean(),
    textVersion: fc.constant("chat:0"),
    source: fc.constant("chat" as const),
    chosenAtMs: fc.integer({ min: 1, max: 4 }),
  });
  const plain = (choices: readonly TopicChoice[]) =>
    lastChoices(choices)
      .map(
        ({ lineUserId, topic, wanted, chosenAtMs }) =>
          [`${lineUserId} ${topic}`, wanted, chosenAtMs] as const,
      )
      .sort(([a], [b]) => (a < b ? -1 : 1));
  const both = fc
    .array(choice, { maxLength: 12 })
    .chain((choices) =>
      fc.tuple(fc.constant(choices), fc.shuffledSubarray(choices, { minLength: choices.length })),
    );
  fc.assert(
    fc.property(both, ([choices, shuffled]) => {
      expect(plain(shuffled)).toEqual(plain(choices));
      for (const [whose, wanted, atMs] of plain(choices)) {
        const then = choices.filter(
          (each) => `${each.lineUserId} ${each.topic}` === whose && each.chosenAtMs === atMs,
        );
        expect(wanted).toBe(then.every((each) => each.wanted));
      }
    }),
  );
});
