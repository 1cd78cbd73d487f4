import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FriendState } from "../members/index.ts";
import type { LineEvent } from "./event.core.ts";
import { friendChanges } from "./friends.core.ts";

const person = (n: number): string => `U${String(n).padStart(32, "0")}`;

function told(
  nth: number,
  who: number,
  atMs: number,
  kind: "follow" | "unfollow",
  isUnblocked = false,
): LineEvent {
  return {
    eventId: `E${String(nth).padStart(4, "0")}`,
    lineUserId: person(who),
    occurredAtMs: atMs,
    receivedAtMs: 0,
    replyToken: null,
    what: kind === "follow" ? { kind, isUnblocked } : { kind },
    bodyAfter: null,
  };
}

/** Works the events in batches of the sizes given, each on what the one before left. */
function worked(events: readonly LineEvent[], cuts: readonly number[]): ReadonlyMap<string, FriendState> {
  const known = new Map<string, FriendState>();
  let rest = [...events];
  for (const size of [...cuts, events.length]) {
    for (const [who, state] of friendChanges(known, rest.slice(0, size)).states) known.set(who, state);
    rest = rest.slice(size);
  }
  return known;
}

/** Slow and plain: the newest of each person; at the same moment, an unfollow. */
function newest(events: readonly LineEvent[]): Record<string, FriendState> {
  const states: Record<string, FriendState> = {};
  for (const { lineUserId, occurredAtMs, what } of events) {
    const at = events.filter((other) => other.lineUserId === lineUserId).map((other) => other.occurredAtMs);
    const last = Math.max(...at);
    if (occurredAtMs !== last) continue;
    const following = states[lineUserId]?.following !== false && what.kind === "follow";
    states[lineUserId] = { following, changedAtMs: last };
  }
  return states;
}

const history = fc.array(
  fc.record({
    who: fc.integer({ min: 0, max: 2 }),
    // Few moments, so that many fall together.
    atMs: fc.integer({ min: 1, max: 5 }),
    kind: fc.constantFrom("follow" as const, "unfollow" as const),
  }),
  { minLength: 1, maxLength: 12 },
);

describe("follows and unfollows", () => {
  test("end the same in every order, however often each comes and however they are cut into batches", () => {
    fc.assert(
      fc.property(
        history.chain((happened) => {
          const events = happened.map(({ who, atMs, kind }, nth) => told(nth, who, atMs, kind));
          const twice = fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 });
          return fc.tuple(
            fc.constant(events),
            twice,
            fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 8 }),
          );
        }),
        ([events, shuffled, cuts]) => {
          expect(Object.fromEntries(worked(shuffled, cuts))).toEqual(newest(events));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test("at the same millisecond: the unfollow holds, whichever came first", () => {
    const both = [told(1, 1, 5, "follow"), told(2, 1, 5, "unfollow")];
    for (const events of [both, [...both].reverse()]) {
      expect(worked(events, [1]).get(person(1))).toEqual({ following: false, changedAtMs: 5 });
      expect(worked(events, []).get(person(1))).toEqual({ following: false, changedAtMs: 5 });
    }
  });

  test("greet who follows and is not overtaken: new where nothing was known, returning where something was", () => {
    const known = new Map([[person(2), { following: false, changedAtMs: 3 }]]);
    const { followed } = friendChanges(known, [
      told(1, 1, 10, "follow"),
      told(2, 2, 10, "follow"),
      told(3, 3, 10, "follow", true),
      // Overtaken in the same batch, by what came before it was worked on, or told a second time.
      told(4, 4, 10, "follow"),
      told(5, 4, 11, "unfollow"),
      told(6, 2, 2, "follow"),
      told(7, 1, 10, "follow"),
      // Followed, blocked and came back within one batch.
      told(8, 5, 10, "follow"),
      told(9, 5, 11, "unfollow"),
      told(10, 5, 12, "follow"),
    ]);
    expect(followed.map(({ event, returning }) => [event.eventId, returning])).toEqual([
      ["E0001", false],
      ["E0002", true],
      ["E0003", true],
      ["E0010", true],
    ]);
  });
});
