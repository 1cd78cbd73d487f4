import { describe, expect, it } from "vitest";
import { deviceIsFull, offlineTerms, readingOf, tooManyInAnHour } from "./offline.core.ts";

const hour = 3_600_000;
const minute = 60_000;
const nowMs = 1_791_000_000_000;
const terms = offlineTerms(300_000);

interface Told {
  readonly agoMs?: number;
  readonly atSync?: number;
  readonly atUpload?: number;
  readonly sent?: number;
}

/** A reading so long ago by a clock that is off by these. */
function reading({ agoMs = hour, atSync = 0, atUpload = atSync, sent = atUpload }: Told) {
  const clock = { offsetAtSyncMs: atSync, offsetAtUploadMs: atUpload, sentAtMs: nowMs - sent };
  return readingOf({ scannedAtMs: nowMs - agoMs - atSync, clock }, terms, nowMs);
}

describe("the terms", () => {
  it("are ¥50,000 a sale, or less where the store's limit is less", () => {
    expect(offlineTerms(300_000).amountYenMax).toBe(50_000);
    expect(offlineTerms(30_000).amountYenMax).toBe(30_000);
    expect(terms).toMatchObject({ perMemberPerHour: 3, perDevicePerDay: 200, hoursMax: 72 });
  });
});

describe("when a sale was read", () => {
  it("is the device's clock with the offset measured before the reading", () => {
    expect(reading({ atSync: 40_000 })).toEqual({ kind: "taken", takenAtMs: [nowMs - hour] });
  });

  it("may be a second moment where the clock was set while the network came back", () => {
    expect(reading({ atSync: 90_000, atUpload: 0 })).toEqual({
      kind: "taken",
      takenAtMs: [nowMs - hour, nowMs - hour - 90_000],
    });
  });

  it("is not believed of a clock that is off by more than 2 minutes at either end, and flagged from 5", () => {
    const refused = (told: Told) => reading(told);
    expect(refused({ atSync: 2 * minute })).toMatchObject({ kind: "taken" });
    for (const told of [
      { atSync: 2 * minute + 1, atUpload: 0 },
      { atSync: 0, atUpload: -2 * minute - 1 },
      { sent: 2 * minute + 1 },
    ]) {
      expect(refused(told)).toMatchObject({ kind: "refused", code: "offline.clock_off", flagged: false });
    }
    expect(refused({ sent: -5 * minute - 1 })).toMatchObject({ code: "offline.clock_off", flagged: true });
  });

  it("is neither in the future nor more than 72 hours ago", () => {
    expect(reading({ agoMs: -2 * minute })).toMatchObject({ kind: "taken" });
    expect(reading({ agoMs: -2 * minute - 1 })).toMatchObject({ code: "offline.clock_off" });
    expect(reading({ agoMs: 72 * hour })).toMatchObject({ kind: "taken" });
    expect(reading({ agoMs: 72 * hour + 1 })).toMatchObject({ code: "offline.too_old", flagged: false });
  });
});

describe("the limits", () => {
  it("count 3 sales of a card in any hour, in whatever order tills come back", () => {
    expect(tooManyInAnHour([0, 10], 20, 3)).toBe(false);
    expect(tooManyInAnHour([0, 10, 30], 20, 3)).toBe(true);
    expect(tooManyInAnHour([0, 10, 20], hour, 3)).toBe(false);
    expect(tooManyInAnHour([0, 10, 20], hour - 1, 3)).toBe(true);
    expect(tooManyInAnHour([hour + 10, hour + 20, hour + 30], 0, 3)).toBe(false);
    expect(tooManyInAnHour([], 5, 0)).toBe(true);
  });

  it("stop a device at 200 a day, and a person at 600 whatever the devices are called", () => {
    expect(deviceIsFull({ ofDevice: 199, ofPerson: 599 }, terms)).toBe(false);
    expect(deviceIsFull({ ofDevice: 200, ofPerson: 200 }, terms)).toBe(true);
    expect(deviceIsFull({ ofDevice: 0, ofPerson: 600 }, terms)).toBe(true);
  });
});
