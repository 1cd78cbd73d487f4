import { expect, test } from "vitest";
import { dayLabel, dayOf, timeOf } from "./dates.ts";

/** 2026-03-31 15:05 UTC is already 1 April in Japan. */
const justAfterMidnight = Date.UTC(2026, 2, 31, 15, 5);

test("a day begins at midnight in Japan", () => {
  expect(dayOf(justAfterMidnight)).toBe("2026-04-01");
  expect(dayOf(justAfterMidnight - 6 * 60_000)).toBe("2026-03-31");
});

test("times are those of Japan", () => {
  expect(timeOf(justAfterMidnight)).toBe("0:05");
});

test("the line between days speaks the page's language", () => {
  expect(dayLabel(justAfterMidnight, "ja")).toBe("2026年4月1日(水)");
  expect(dayLabel(justAfterMidnight, "en")).toContain("Apr 2026");
});
