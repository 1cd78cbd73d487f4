import { expect, test } from "vitest";
import { answerWords } from "../../../shared/outbox/answers.ts";
import { answerCodes } from "../../../shared/outbox/console.ts";
import { outcomes, type SendingState } from "../../platform/outbox/index.ts";
import { againOf, answerOf, summaryOf, type Told, withoutIds } from "./answer.core.ts";

const free: SendingState = {
  stopped: null,
  held: null,
  campaignHeld: null,
  quota: { kind: null, value: null, used: null, readAtMs: 0, takenSince: 0, campaignLeft: null },
  reserveSet: null,
  reserve: 0,
};
const monthOver: SendingState = { ...free, held: { why: "month_over", sinceMs: 1, untilMs: 2 } };
const waiting: Told = { status: "waiting", outcome: null, kind: "push", campaign: false };

test("what waits says what it waits for now: the switch before the month, the month before the reserve", () => {
  const stopped = { ...monthOver, stopped: { atMs: 1, by: "staff:a", note: "" } };
  const reserve = { ...free, campaignHeld: { why: "reserve" as const, sinceMs: 1 } };
  const campaign = { ...waiting, campaign: true };
  expect(answerOf(waiting, stopped)).toBe("stopped");
  expect(answerOf(waiting, monthOver)).toBe("month_used_up");
  expect(answerOf(campaign, reserve)).toBe("reserve_kept");
  expect(answerOf(waiting, reserve)).toBe("not_tried");
  expect(answerOf({ ...waiting, outcome: "server_error" }, free)).toBe("server_error");
});

test("a reply costs nothing, so a month that is used up does not hold it", () => {
  expect(answerOf({ ...waiting, kind: "reply" }, monthOver)).toBe("not_tried");
});

test("what is settled says how it ended, whatever stands in the way of others", () => {
  expect(answerOf({ ...waiting, status: "sent", outcome: "accepted_before" }, monthOver)).toBe(
    "accepted_before",
  );
  expect(answerOf({ ...waiting, status: "unknown" }, free)).toBe("gave_up");
});

test("every outcome of the outbox has words in both languages", () => {
  for (const outcome of outcomes) expect(answerCodes).toContain(outcome);
  for (const code of answerCodes) expect(answerWords[code].what.every((words) => words !== "")).toBe(true);
});

test("nothing to many, to who has left, or sent again already is sent again", () => {
  const unknown = {
    ...{ status: "unknown" as const, outcome: "gave_up" as const, kind: "push" as const },
    ...{ hasAddressee: true, sentAgain: false },
  };
  expect(againOf(unknown)).toBe("twice");
  expect(againOf({ ...unknown, kind: "multicast" })).toBe("no");
  expect(againOf({ ...unknown, hasAddressee: false })).toBe("no");
  expect(againOf({ ...unknown, sentAgain: true })).toBe("no");
  expect(againOf({ ...unknown, status: "sent", outcome: "accepted" })).toBe("no");
});

test("a summary is one line of at most 80 letters, and LINE's words lose their ids", () => {
  const text = `${"😀".repeat(90)}\nsecond`;
  expect([...summaryOf([{ type: "text", text }])]).toHaveLength(81);
  expect(summaryOf([{ type: "flex", altText: "12ポイント\n貯まりました" }])).toBe("12ポイント 貯まりました");
  expect(summaryOf([null])).toBe("");
  expect(withoutIds(`no U${"0".repeat(32)} here`)).toBe("no U… here");
});
