import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays } from "../dates.ts";
import { noWindows, type WindowDay, type Windows, windowFrom, windowsOn, withAdded } from "./windows.ts";

const day = (on: string, netYen: number, purchases = 1): WindowDay => ({ on, purchases, netYen });

test("a day is in the window of 30 days on its 30th day, the day of the sale counted, and out of it on the 31st", () => {
  const days = [day("2026-11-01", 1_000)];
  expect(windowsOn(days, "2026-11-30").netYenIn).toEqual([1_000, 1_000, 1_000]);
  expect(windowsOn(days, "2026-12-01").netYenIn).toEqual([0, 1_000, 1_000]);
  expect(windowFrom("2026-11-30", 30)).toBe("2026-11-01");
});

test("sums are exact until the first day that falls out: 30 days after a sale, then 90, then 365", () => {
  const sold = withAdded(noWindows, { on: "2026-11-01", visits: 1, netYen: 1_000 }, "2026-11-01");
  expect(sold.untilOn).toBe("2026-12-01");
  expect(windowsOn([day("2026-11-01", 1_000)], "2026-12-01").untilOn).toBe("2027-01-30");
  expect(windowsOn([day("2026-11-01", 1_000)], "2027-01-30").untilOn).toBe("2027-11-01");
  expect(windowsOn([day("2026-11-01", 1_000)], "2027-11-01").untilOn).toBeNull();
});

test("a sale told late counts only in the windows it is still in", () => {
  const late = withAdded(noWindows, { on: "2026-10-01", visits: 1, netYen: 500 }, "2026-11-21");
  expect(late).toEqual({ netYen: 500, visitsIn: [0, 1, 1], netYenIn: [0, 500, 500], untilOn: "2026-12-30" });
});

test("a sale on the day on which its day falls out is counted and makes the sums stale at once", () => {
  const late = withAdded(noWindows, { on: "2026-10-22", visits: 1, netYen: 500 }, "2026-11-21");
  expect(late.untilOn).toBe("2026-11-21");
});

interface Step {
  readonly wait: number;
  readonly ago: number;
  readonly netYen: number;
  readonly sells: boolean;
  readonly night: boolean;
}

/** Sales and returns on random days, with the night's run on some; after each, where the sums are not stale, they are exact. */
test("after random sales, returns and nights the sums equal those of the days, on every date before they are stale", () => {
  const step = fc.record({
    wait: fc.oneof(fc.nat(3), fc.nat(120)),
    ago: fc.oneof(fc.constant(0), fc.nat(400)),
    netYen: fc.integer({ min: 1, max: 9_000 }),
    sells: fc.boolean(),
    night: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps: readonly Step[]) => {
      const days = new Map<string, WindowDay>();
      let windows: Windows = noWindows;
      let today = "2024-02-20";
      for (const { wait, ago, netYen, sells, night } of steps) {
        today = addDays(today, wait);
        if (night && windows.untilOn !== null && windows.untilOn <= today) {
          windows = windowsOn([...days.values()], today);
        }
        const on = addDays(today, -ago);
        const before = days.get(on) ?? day(on, 0, 0);
        if (!sells && before.purchases === 0) continue;
        const after = sells
          ? day(on, before.netYen + netYen, before.purchases + 1)
          : day(on, before.purchases === 1 ? 0 : before.netYen - 1, before.purchases - 1);
        days.set(on, after);
        const visits = Math.sign(after.purchases) - Math.sign(before.purchases);
        windows = withAdded(windows, { on, visits, netYen: after.netYen - before.netYen }, today);
        if (windows.untilOn !== null && windows.untilOn <= today) continue;
        const last = windows.untilOn === null ? today : addDays(windows.untilOn, -1);
        for (const date of [today, last]) {
          const { untilOn, ...sums } = windowsOn([...days.values()], date);
          expect({ ...windows, untilOn: null }).toEqual({ ...sums, untilOn: null });
          expect((untilOn ?? "9999") >= (windows.untilOn ?? "0000")).toBe(true);
        }
      }
    }),
    { numRuns: 300 },
  );
});
