import { describe, expect, it } from "vitest";
import { damm } from "../../../shared/card/code.ts";
import { ApiError, NetworkError } from "../../api/client.ts";
import type { Pending } from "../pending/pending.core.ts";
import { type Capture, captureOf } from "./capture.ts";
import {
  captureRefusal,
  meaningOf,
  nextToSend,
  outdated,
  type QueuedSale,
  requestOf,
  type Situation,
  turnsOffline,
  waitingOf,
} from "./queue.core.ts";

const minute = 60_000;
const hour = 60 * minute;
/** 2026-11-21 12:00 in Tokyo. */
const noon = Date.UTC(2026, 10, 21, 3, 0, 0);

function codeOf(proof: string, handle = "0358194627", purpose = 7): string {
  const body = `${purpose}${handle}${proof.padStart(8, "0")}`;
  return `${body}${damm(body)}`;
}

function captured(text: string, atMs = noon): Capture {
  const capture = captureOf(text, "camera", atMs);
  if (typeof capture === "string") throw new Error(capture);
  return capture;
}

let last = 0;
function sale(changed: Partial<QueuedSale> = {}): QueuedSale {
  last += 1;
  return {
    id: `sale-${last}`,
    seq: last,
    capture: captured(codeOf(String(last))),
    amountYen: 1280,
    storeId: "S1",
    takenBy: "st1",
    sync: { offsetMs: 40_000, atMs: noon - hour },
    ending: null,
    ...changed,
  };
}

const terms = {
  amountYenMax: 50_000,
  perMemberPerHour: 3,
  perDevicePerDay: 200,
  hoursMax: 72,
  clockOffMsMax: 2 * minute,
};
const here: Situation = {
  queue: [],
  unanswered: [],
  terms,
  sync: { offsetMs: 0, atMs: noon - hour },
  nowMs: noon,
  timeZone: "Asia/Tokyo",
};

function refusal(status: number, code: ApiError["code"]): ApiError {
  return new ApiError(status, { error: { code, message: "" }, requestId: "01R" });
}

describe("what was read", () => {
  it("is looked at for length, first digit and check digit alone, and kept as twenty digits", () => {
    const text = codeOf("12345678");
    expect(captured(`]C1${text.replace(/(.{4})/g, "$1 ")}`)).toEqual({
      code: text,
      handle: "0358194627",
      spends: false,
      source: "camera",
      scannedAtMs: noon,
    });
    expect(captureOf("4901234567894", "wedge", noon)).toBe("card.bad_format");
    expect(captureOf(`4${text.slice(1)}`, "wedge", noon)).toBe("card.unsupported_version");
    expect(captureOf(`${text.slice(0, 19)}${(Number(text.slice(19)) + 1) % 10}`, "wedge", noon)).toBe(
      "card.bad_check",
    );
  });
});

describe("a card without a network", () => {
  const card = captured(codeOf("900"));

  it("is taken where the terms and the clock are known", () => {
    expect(captureRefusal(card, here)).toBeNull();
  });

  it("shown for using points needs the network", () => {
    expect(captureRefusal(captured(codeOf("900", "0358194627", 8)), here)).toBe("card.needs_online");
  });

  it("is not taken by a device that never heard the terms, or more than 72 hours ago, or whose clock went back", () => {
    expect(captureRefusal(card, { ...here, terms: null })).toBe("offline.unprepared");
    expect(captureRefusal(card, { ...here, sync: null })).toBe("offline.unprepared");
    const heard = (atMs: number) => captureRefusal(card, { ...here, sync: { offsetMs: 0, atMs } });
    expect(heard(noon - 72 * hour)).toBeNull();
    expect(heard(noon - 72 * hour - 1)).toBe("offline.unprepared");
    expect(heard(noon + 2 * minute)).toBeNull();
    expect(heard(noon + 2 * minute + 1)).toBe("offline.unprepared");
  });

  it("is not taken where the clock is off by more than 2 minutes", () => {
    const off = (offsetMs: number) => captureRefusal(card, { ...here, sync: { offsetMs, atMs: noon } });
    expect([off(-2 * minute), off(2 * minute + 1)]).toEqual([null, "offline.clock_off"]);
  });

  it("is not taken twice with the same code, whatever became of the first", () => {
    const before = sale({ capture: card, ending: { kind: "refused", code: "card.replayed" } });
    expect(captureRefusal(card, { ...here, queue: [before] })).toBe("offline.same_code");
  });

  it("is not taken while a purchase of it was sent and never answered", () => {
    const pending: Pending = {
      kind: "purchase",
      id: "01A",
      storeId: "S1",
      madeAtMs: noon,
      label: { amountYen: 1280, pointsToUse: 0, memberName: null },
      capture: captured(codeOf("1")),
      body: { scanId: "s1", amountYen: 1280, pointsToUse: 0 },
    };
    expect(captureRefusal(card, { ...here, unanswered: [pending] })).toBe("offline.unanswered");
    const other = captured(codeOf("1", "1111111111"));
    expect(captureRefusal(other, { ...here, unanswered: [pending] })).toBeNull();
  });

  it("is taken 3 times an hour; refused ones do not count, another card's neither", () => {
    const ago = (ms: number, n: number, handle?: string) =>
      sale({ capture: captured(codeOf(String(n), handle), noon - ms) });
    const two = [ago(hour - 1, 1), ago(10, 2)];
    expect(captureRefusal(card, { ...here, queue: two })).toBeNull();
    expect(captureRefusal(card, { ...here, queue: [...two, ago(hour, 3)] })).toBeNull();
    expect(captureRefusal(card, { ...here, queue: [...two, ago(5, 3, "1111111111")] })).toBeNull();
    expect(captureRefusal(card, { ...here, queue: [...two, ago(5, 3)] })).toBe("offline.member_limit");
    const refused = { ...ago(5, 3), ending: { kind: "refused", code: "card.replayed" } } as const;
    expect(captureRefusal(card, { ...here, queue: [...two, refused] })).toBeNull();
  });

  it("is the 200th of a device's day at the most, confirmed ones included, and yesterday's not", () => {
    const confirmed = { kind: "confirmed", pointsEarned: 12, memberName: null } as const;
    const day = Array.from({ length: 200 }, (_, n) =>
      sale({ capture: captured(codeOf(String(n), "1111111111"), noon - hour), ending: confirmed }),
    );
    expect(captureRefusal(card, { ...here, queue: day.slice(1) })).toBeNull();
    expect(captureRefusal(card, { ...here, queue: day })).toBe("offline.device_limit");
    const yesterday = day.map((one) => ({
      ...one,
      capture: { ...one.capture, scannedAtMs: noon - 13 * hour },
    }));
    expect(captureRefusal(card, { ...here, queue: yesterday })).toBeNull();
  });
});

describe("handing in", () => {
  it("goes in the order of the numbers, whatever order the storage gives", () => {
    const [a, b, c] = [sale(), sale(), sale()];
    const queue = [c, a, { ...b, ending: { kind: "refused", code: "card.replayed" } as const }];
    expect(waitingOf(queue)).toHaveLength(2);
    expect(nextToSend(queue, new Set())?.id).toBe(a.id);
    expect(nextToSend(queue, new Set([a.id]))?.id).toBe(c.id);
    expect(nextToSend(queue, new Set([a.id, c.id]))).toBeNull();
  });

  it("says what was read and by which clock, in whole milliseconds", () => {
    const one = sale({ sync: { offsetMs: 40_000.4, atMs: noon } });
    expect(requestOf(one, "device-0123456789", -3.6, noon + hour)).toEqual({
      code: one.capture.code,
      source: "camera",
      storeId: "S1",
      takenBy: "st1",
      amountYen: 1280,
      scannedAtMs: noon,
      deviceId: "device-0123456789",
      seq: one.seq,
      clock: { offsetAtSyncMs: 40_000, offsetAtUploadMs: -4, sentAtMs: noon + hour },
    });
  });

  it("ends with a refusal about the sale, goes on past a locked card, and stops for everything else", () => {
    for (const code of [
      "card.replayed",
      "offline.too_old",
      "offline.member_limit",
      "card.invalid",
    ] as const) {
      expect(meaningOf(refusal(409, code))).toBe("refused");
    }
    expect(meaningOf(refusal(429, "card.locked"))).toBe("later");
    const stops = [
      new NetworkError(new TypeError("failed")),
      refusal(500, "server.error"),
      refusal(503, "server.busy"),
      refusal(429, "request.rate_limited"),
      refusal(429, "card.rate_limited"),
      refusal(401, "session.expired"),
      refusal(403, "session.forbidden"),
      refusal(403, "staff.not_invited"),
      refusal(404, "store.not_found"),
      new ApiError(404, { error: { code: "request.not_found", message: "" }, requestId: "" }),
      new TypeError("something else"),
    ];
    expect(stops.map(meaningOf)).toEqual(stops.map(() => "stop"));
  });

  it("keeps what was confirmed for a day, for the limits; what waits or was refused stays", () => {
    const old = captured(codeOf("1"), noon - 24 * hour - 1);
    const confirmed = { kind: "confirmed", pointsEarned: 1, memberName: null } as const;
    const gone = sale({ capture: old, ending: confirmed });
    const queue = [gone, sale({ ending: confirmed }), sale({ capture: old })];
    expect(outdated(queue, noon)).toEqual([gone]);
  });
});

describe("a purchase that was sent and never answered", () => {
  const pending: Pending = {
    kind: "purchase",
    id: "01A",
    storeId: "S1",
    madeAtMs: noon,
    label: { amountYen: 1280, pointsToUse: 0, memberName: null },
    capture: captured(codeOf("1")),
    body: { scanId: "s1", amountYen: 1280, pointsToUse: 0 },
  };

  it("is handed in by its reading only when the server says that its scan has run out", () => {
    expect(turnsOffline(pending, "scan.expired")).toBe(true);
    expect(turnsOffline(pending, "scan.not_found")).toBe(true);
    expect(turnsOffline(pending, "scan.consumed")).toBe(false);
    expect(turnsOffline(pending, "purchase.amount_too_large")).toBe(false);
  });

  it("never is where a coupon took something off: the customer did not pay what would be handed in", () => {
    const coupons = ["c300"];
    const cut: Pending = { ...pending, body: { scanId: "s1", amountYen: 1280, pointsToUse: 0, coupons } };
    expect(turnsOffline(cut, "scan.expired")).toBe(false);
  });

  it("never is where points were used, nor by a code that was shown for it", () => {
    const spending: Pending = { ...pending, body: { scanId: "s1", amountYen: 1280, pointsToUse: 5 } };
    expect(turnsOffline(spending, "scan.expired")).toBe(false);
    const shown = captured(codeOf("1", "0358194627", 8));
    expect(turnsOffline({ ...pending, capture: shown }, "scan.expired")).toBe(false);
    const { capture: _, ...without } = pending;
    expect(turnsOffline(without, "scan.expired")).toBe(false);
  });
});
