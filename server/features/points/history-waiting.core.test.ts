import { expect, test } from "vitest";
import { type WaitedLot, waitingAt } from "./history-waiting.core.ts";
import type { OpenedLot } from "./ledger.core.ts";

const entry = (entryId: string, businessDate: string, opens: readonly string[] = []) => ({
  ...{ entryId, businessDate },
  effects: { opens: opens.map((lotId) => ({ ...opened, lotId })) },
});
const opened: OpenedLot = {
  ...{ lotId: "", points: 150, activatesOn: "2026-01-10", expiresOn: "2026-12-31" },
  origin: "promotion",
  fundedBy: "head_office",
  ...{ renews: false, pending: true, waits: null },
};
/** 150 points that came with the sale of entry e02 and can be used from 10 January; 50 of them went back in e04. */
const campaign: WaitedLot = {
  ...{ lotId: "e03", points: 150, activatesOn: "2026-01-10" },
  draws: [{ entryId: "e04", points: 50 }],
};

test("150 points count as waiting from the entry that brought them until their day, less the 50 taken back", () => {
  expect(waitingAt(entry("e01", "2026-01-02"), [campaign])).toBe(0);
  expect(waitingAt(entry("e02", "2026-01-03", ["e02", "e03"]), [campaign])).toBe(150);
  expect(waitingAt(entry("e04", "2026-01-05"), [campaign])).toBe(100);
  expect(waitingAt(entry("e05", "2026-01-09"), [campaign])).toBe(100);
  expect(waitingAt(entry("e06", "2026-01-10"), [campaign])).toBe(0);
});
