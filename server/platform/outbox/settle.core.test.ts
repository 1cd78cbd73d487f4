import { expect, test } from "vitest";
import type { Answer } from "../line/answer.core.ts";
import { beforeAsking, giveUpAfterMs, settle, type Tried } from "./settle.core.ts";

const now = 1_000_000_000_000;
const tools = { nowMs: now, jitter: 0, newKey: () => "new key" };
const push: Tried = {
  ...{ kind: "push", reason: "receipt", lane: 10, attempts: 0, people: 1, retryKey: "key" },
  ...{ inDoubtSinceMs: null, replyUntilMs: null, late: null },
};
const reply: Tried = { ...push, kind: "reply", lane: 0, replyUntilMs: now + 50_000, late: "push" };
const heard = { status: 400, requestId: null, text: "" };
const invalidToken: Answer = { kind: "refused", ...heard, why: "reply_token", recipient: null };
const silence: Answer = { kind: "in_doubt", ...heard, status: null, why: "no_answer" };
const limited = (why: "rate_limited" | "month_used_up" | "user_flooded"): Answer => ({
  ...{ kind: "not_taken", ...heard, status: 429, why },
});

test("unanswered tries wait 1, 2, 4 … seconds, 300 at the most, up to a tenth more, and their doubt begins with the first", () => {
  const waits = [0, 1, 2, 8, 9, 50].map(
    (attempts) => settle({ ...push, attempts }, silence, tools).row.dueAtMs - now,
  );
  expect(waits).toEqual([1_000, 2_000, 4_000, 256_000, 300_000, 300_000]);
  expect(settle(push, silence, { ...tools, jitter: 999 }).row.dueAtMs - now).toBe(1_099);
  expect(settle(push, silence, tools).row.inDoubtSinceMs).toBe(now);
  expect(settle({ ...push, inDoubtSinceMs: now - 5 }, silence, tools).row.inDoubtSinceMs).toBe(now - 5);
});

test("23 hours after the first try that may have arrived, the row is unknown; a second before, it is tried", () => {
  const since = (ms: number) => ({ ...push, attempts: 20, inDoubtSinceMs: now - ms });
  expect(beforeAsking(since(giveUpAfterMs), now)).toBeNull();
  expect(beforeAsking(since(giveUpAfterMs + 1), now)).toMatchObject({
    status: "unknown",
    outcome: "gave_up",
  });
  expect(settle(since(giveUpAfterMs - 299_000), silence, tools).row).toMatchObject({ status: "unknown" });
  expect(settle(since(giveUpAfterMs - 301_000), silence, tools).row).toMatchObject({ status: "waiting" });
});

test("what LINE has not taken is in no more doubt than before, so it may wait for weeks", () => {
  for (const why of ["rate_limited", "month_used_up", "user_flooded"] as const) {
    expect(settle(push, limited(why), tools).row).toMatchObject({ status: "waiting", inDoubtSinceMs: null });
    const doubted = { ...push, inDoubtSinceMs: now - 7 };
    expect(settle(doubted, limited(why), tools).row.inDoubtSinceMs).toBe(now - 7);
  }
});

test("an invalid reply token: late on a first try; sent on a repetition inside its minute; unknown in its last 2 seconds", () => {
  expect(settle(reply, invalidToken, tools).row).toMatchObject({ status: "waiting", kind: "push", lane: 10 });
  expect(settle({ ...reply, late: "silence" }, invalidToken, tools).row).toMatchObject({
    ...{ status: "dropped", outcome: "reply_late" },
  });
  const doubted = { ...reply, attempts: 1, inDoubtSinceMs: now - 3_000 };
  expect(settle(doubted, invalidToken, tools).row).toMatchObject({
    status: "sent",
    outcome: "reply_was_used",
  });
  const last = { ...doubted, replyUntilMs: now + 1_999 };
  expect(settle(last, invalidToken, tools).row).toMatchObject({
    status: "unknown",
    outcome: "reply_in_doubt",
  });
});

test("a reply whose next try would come after its minute is unknown at once", () => {
  const row = { ...reply, attempts: 5, replyUntilMs: now + 31_000 };
  expect(settle(row, silence, tools).row).toMatchObject({ status: "unknown", outcome: "reply_in_doubt" });
  expect(settle({ ...row, attempts: 4 }, silence, tools).row).toMatchObject({ status: "waiting" });
});

test("a reply of a campaign's coupon that is late goes into the campaigns' lane", () => {
  expect(beforeAsking({ ...reply, reason: "coupon" }, now + 60_000)).toMatchObject({
    kind: "push",
    lane: 30,
  });
});

test("a multicast that is refused for one of several gets a new key, and is in no doubt", () => {
  const multicast: Tried = { ...push, kind: "multicast", lane: 31, people: 3, inDoubtSinceMs: now - 9 };
  const refused = (recipient: number | null): Answer => ({
    ...{ kind: "refused", ...heard, why: "unknown_user", recipient },
  });
  const again = { status: "waiting", retryKey: "new key", inDoubtSinceMs: null };
  expect(settle(multicast, refused(null), tools)).toMatchObject({ row: again, effect: { kind: "split" } });
  expect(settle(multicast, refused(1), tools)).toMatchObject({ row: again, effect: { recipient: 1 } });
  expect(settle({ ...multicast, people: 1 }, refused(null), tools).row.status).toBe("refused");
});
