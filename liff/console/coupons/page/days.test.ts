import { expect, test } from "vitest";
import { addDays } from "../../../../shared/dates.ts";
import { daysDrawn } from "./days.core.ts";

test("a chart has 30 days even where one has a number, and every day from an older first one", () => {
  const day = (on: string) => ({ on, given: 2, used: 1 });
  const short = daysDrawn([day("2026-12-01")], "2026-12-02", addDays);
  expect(short).toHaveLength(30);
  expect(short.at(-2)).toEqual({ on: "2026-12-01", given: 2, used: 1 });
  expect(short.at(-1)).toEqual({ on: "2026-12-02", given: 0, used: 0 });
  expect(daysDrawn([day("2026-10-02")], "2026-12-01", addDays)).toHaveLength(61);
});
