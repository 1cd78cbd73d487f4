import { describe, expect, it } from "vitest";
import type { SaleCoupon } from "../../../shared/coupons/views.ts";
import type { Quote, Receipt, Scanned } from "../../../shared/purchases/schema.ts";
import type { Capture } from "../offline/capture.ts";
import {
  currentQuote,
  isOver,
  keyOf,
  newSale,
  pointsMax,
  pointsWrong,
  reduceSale,
  type SaleEvent,
  type SaleState,
  type Sending,
  saleOf,
  saleToKeep,
  saleToSend,
  usesPoints,
} from "./sale.core.ts";

const points = { balance: 12, pending: [], held: 0, debt: 0, nextExpiry: null };

const reading: Capture = {
  ...{ code: "70358194627216712393", handle: "0358194627", spends: false },
  ...{ source: "wedge", scannedAtMs: 0 },
};

const noCards = { coupons: [], best: null, stampCards: [], rewards: [] };

function scan(scanId: string, scopes: Scanned["scopes"] = ["earn"]): SaleEvent {
  const member = { name: "花子", pictureUrl: null };
  const read: Scanned = {
    scanId,
    scopes,
    member,
    points,
    rank: null,
    ...noCards,
    expiresAtMs: 600_000,
    serverTimeMs: 0,
  };
  return { type: "scanned", scan: read, capture: reading };
}

function typed(text: string): SaleEvent[] {
  return [...text].flatMap((key) => (/[0-9]/.test(key) ? [{ type: "pad", key: digit(key) } as const] : []));
}

function digit(text: string): "0" | "1" | "2" | "8" | "5" {
  return text === "1" || text === "2" || text === "8" || text === "5" ? text : "0";
}

function run(events: readonly SaleEvent[], from: SaleState = newSale): SaleState {
  return events.reduce(reduceSale, from);
}

/** What the server would say to the sale on the screen: 1 point for ¥100, at most 12 used, 1 yen each. */
function answered(state: SaleState): SaleState {
  const sale = saleOf(state);
  if (sale === null) return state;
  return reduceSale(state, {
    type: "quoted",
    key: keyOf(sale),
    answer: { ...quoteOf(sale), coupons: state.scan?.coupons ?? [] },
  });
}

function quoteOf({ amountYen, pointsToUse }: { amountYen: number; pointsToUse: number }): Quote {
  const payYen = amountYen - pointsToUse;
  const pointsEarned = Math.floor(payYen / 100);
  return {
    amountYen,
    ...{ couponYen: 0, coupons: [], best: null, stamps: [] },
    pointsUsed: pointsToUse,
    discountYen: pointsToUse,
    payYen,
    byTax: [],
    pointsEarned,
    pending: [],
    baseYen: payYen,
    award: { lines: [], whyNot: [], yenToNextPoint: null },
    balanceAfter: 12 - pointsToUse + pointsEarned,
    pointsToUseMax: Math.min(12, amountYen),
    useLimit: null,
    rank: null,
  };
}

function receipt(purchaseId: string): Receipt {
  return {
    ...quoteOf({ amountYen: 1280, pointsToUse: 0 }),
    coupons: [],
    purchaseId,
    receiptNumber: "0001",
    status: "completed",
    storeName: "本店",
    staffName: null,
    member: { name: "花子" },
    points: { ...points, balance: 24 },
    returned: { amountYen: 0, pointsGivenBack: 0, pointsTakenBack: 0 },
    occurredAtMs: 0,
    recordedAtMs: 0,
    businessDate: "2026-01-01",
    voidedAtMs: null,
  };
}

const sending: Sending = { id: "w1", attempts: 0, amountYen: 1280, pointsToUse: 0, memberName: "花子" };

describe("scan and amount", () => {
  it("come in either order and make the same sale", () => {
    const cardFirst = run([scan("s1"), ...typed("1280")]);
    const amountFirst = run([...typed("1280"), scan("s1")]);
    expect(saleOf(cardFirst)).toEqual({ scanId: "s1", amountYen: 1280, pointsToUse: 0 });
    expect(saleOf(amountFirst)).toEqual(saleOf(cardFirst));
  });

  it("a refused scan keeps the amount, and the next scan is possible at once", () => {
    const refused = run([...typed("1280"), { type: "read" }, { type: "scanRefused", code: "card.expired" }]);
    expect(refused).toMatchObject({ entry: "1280", reading: false, trouble: { code: "card.expired" } });
    expect(saleOf(run([{ type: "read" }, scan("s2")], refused))?.amountYen).toBe(1280);
  });

  it("a lapsed scan asks for the card again and keeps the amount", () => {
    const lapsed = run([scan("s1"), ...typed("1280"), { type: "scanLapsed" }]);
    expect(lapsed).toMatchObject({ scan: null, entry: "1280", trouble: { about: "scan" } });
  });
});

describe("a quote", () => {
  it("counts only for exactly what is on the screen", () => {
    const first = run([scan("s1"), ...typed("128")]);
    const sale = saleOf(first);
    const more = run(typed("0"), first);
    const late = reduceSale(more, {
      type: "quoted",
      key: sale === null ? "" : keyOf(sale),
      answer: quoteOf({ amountYen: 128, pointsToUse: 0 }),
    });
    expect(currentQuote(late)).toBeNull();
    expect(saleToSend(late)).toBeNull();
    expect(currentQuote(answered(late))?.pointsEarned).toBe(12);
  });

  it("is needed before anything is sent, and forgotten when the amount or the stamps change", () => {
    const ready = answered(run([scan("s1"), ...typed("1280")]));
    expect(saleToSend(ready)?.amountYen).toBe(1280);
    expect(saleToSend(run(typed("0"), ready))).toBeNull();
    expect(saleToSend(reduceSale(ready, { type: "requote" }))).toBeNull();
  });

  it("that is refused blocks sending until something changes", () => {
    const state = answered(run([scan("s1"), ...typed("1280")]));
    const sale = saleOf(state);
    const key = sale === null ? "" : keyOf(sale);
    const refused = reduceSale(state, { type: "quoteRefused", key, code: "purchase.amount_too_large" });
    expect(saleToSend(refused)).toBeNull();
    expect(run([{ type: "pad", key: "back" }], refused).trouble).toBeNull();
  });

  it("refused for its scan asks for the card again", () => {
    const state = run([scan("s1"), ...typed("1280")]);
    const refused = reduceSale(state, { type: "quoteRefused", key: "s1 1280 0", code: "scan.expired" });
    expect(refused).toMatchObject({ scan: null, entry: "1280", trouble: { about: "scan" } });
  });
});

describe("using points", () => {
  it("is not possible with a card that was only shown, whatever is pressed", () => {
    const all = answered(run([scan("s1"), ...typed("1280"), { type: "use", use: "all" }]));
    expect(saleOf(all)?.pointsToUse).toBe(0);
    const part = run([scan("s1"), ...typed("1280"), { type: "use", use: "part" }, ...typed("10")]);
    expect(saleOf(part)?.pointsToUse).toBe(0);
  });

  it("all of 12 is 12, found with one question more", () => {
    const asked = run([scan("s1", ["earn", "spend"]), ...typed("1280"), { type: "use", use: "all" }]);
    expect(saleOf(asked)?.pointsToUse).toBe(0);
    const known = answered(asked);
    expect(pointsMax(known)).toBe(12);
    expect(saleOf(known)?.pointsToUse).toBe(12);
    expect(saleToSend(known)).toBeNull();
    expect(currentQuote(answered(known))?.payYen).toBe(1268);
  });

  it("part takes its number from the keypad and leaves the amount alone", () => {
    const card = answered(run([scan("s1", ["earn", "spend"]), ...typed("1280")]));
    const state = run([{ type: "use", use: "part" }], card);
    const ten = run(typed("10"), state);
    expect(saleOf(ten)).toEqual({ scanId: "s1", amountYen: 1280, pointsToUse: 10 });
    expect(run([{ type: "use", use: "none" }, ...typed("0")], ten).entry).toBe("12800");
  });

  it("part after all starts from all, and the first digit replaces it", () => {
    const all = answered(run([scan("s1", ["earn", "spend"]), ...typed("1280"), { type: "use", use: "all" }]));
    const part = run([{ type: "use", use: "part" }], answered(all));
    expect(part.pointsEntry).toBe("12");
    expect(run(typed("5"), part).pointsEntry).toBe("5");
    expect(run(typed("11"), part).pointsEntry).toBe("11");
    expect(run([{ type: "pad", key: "back" }], part).pointsEntry).toBe("1");
  });

  it("more than can be used stays as it was typed, and cannot be confirmed", () => {
    const card = answered(run([scan("s1", ["earn", "spend"]), ...typed("1280")]));
    const much = run([{ type: "use", use: "part" }, ...typed("18")], card);
    expect(much.pointsEntry).toBe("18");
    expect(pointsWrong(much, 1)).toBe("too_many");
    expect(saleToSend(much)).toBeNull();
    expect(pointsWrong(run([{ type: "pad", key: "back" }], much), 1)).toBeNull();
  });

  it("points typed before anybody said how many can be used are asked about after that", () => {
    const part = run([
      scan("s1", ["earn", "spend"]),
      ...typed("1280"),
      { type: "use", use: "part" },
      ...typed("10"),
    ]);
    expect(saleOf(part)?.pointsToUse).toBe(0);
    expect(saleToSend(answered(part))).toBeNull();
    expect(saleToSend(answered(answered(part)))?.pointsToUse).toBe(10);
  });

  it("8 of points used by tens are not a unit, 10 are", () => {
    const part = run([scan("s1", ["earn", "spend"]), ...typed("1280"), { type: "use", use: "part" }]);
    expect(pointsWrong(run(typed("8"), part), 10)).toBe("unit");
    expect(pointsWrong(run(typed("10"), part), 10)).toBeNull();
    expect(pointsWrong(run([{ type: "use", use: "all" }], run(typed("8"), part)), 10)).toBeNull();
  });

  it("a spend code read later upgrades the sale and keeps the amount", () => {
    const earn = run([scan("s1"), ...typed("1280"), { type: "askSpendCode", on: true }]);
    expect(earn.wantsSpendCode).toBe(true);
    const spend = run([scan("s2", ["earn", "spend"]), { type: "use", use: "all" }], earn);
    expect(spend).toMatchObject({ entry: "1280", use: "all", wantsSpendCode: false });
  });

  it("ends when the next code read is only shown", () => {
    const spend = run([scan("s1", ["earn", "spend"]), ...typed("1280"), { type: "use", use: "part" }]);
    expect(run([...typed("10"), scan("s2")], spend)).toMatchObject({ use: "none", pad: "amount" });
  });
});

describe("while a purchase is with the server", () => {
  const away = run([{ type: "send", sending }], answered(run([scan("s1"), ...typed("1280")])));

  it("nothing else changes it: no key, no scan, no second press", () => {
    expect(saleToSend(away)).toBeNull();
    expect(run([...typed("5"), scan("s9"), { type: "dropMember" }, { type: "send", sending }], away)).toBe(
      away,
    );
  });

  it("a lost answer is counted under the same id, and the receipt ends it", () => {
    const lost = reduceSale(away, { type: "lost", id: "w1", attempts: 2 });
    expect(lost.sending).toEqual({ ...sending, attempts: 2 });
    const done = reduceSale(lost, { type: "answered", id: "w1", receipt: receipt("p1") });
    expect(done).toEqual({ ...newSale, receipt: receipt("p1"), soldScanId: "s1" });
  });

  it("an answer to another purchase is not this one's", () => {
    expect(reduceSale(away, { type: "answered", id: "w0", receipt: receipt("p0") })).toBe(away);
  });

  it("a refusal gives the sale back to correct, its quote to be asked again", () => {
    const refused = reduceSale(away, { type: "refused", id: "w1", code: "points.not_enough" });
    expect(refused).toMatchObject({ entry: "1280", sending: null, quote: null });
    expect(refused.scan?.scanId).toBe("s1");
  });
});

describe("a receipt", () => {
  const shown: SaleState = { ...newSale, receipt: receipt("p1") };

  it("stays while a code is being read, and a refused code leaves it", () => {
    const refused = run([{ type: "read" }, { type: "scanRefused", code: "card.replayed" }], shown);
    expect(refused.receipt?.purchaseId).toBe("p1");
  });

  it("gives way to the next scan and to the next amount", () => {
    expect(run([{ type: "read" }, scan("s2")], shown)).toEqual(run([scan("s2")]));
    expect(run(typed("5"), shown)).toEqual(run(typed("5")));
  });

  it("shows its undo", () => {
    const voided: Receipt = { ...receipt("p1"), status: "voided", voidedAtMs: 5 };
    expect(reduceSale(shown, { type: "undone", receipt: voided }).receipt?.status).toBe("voided");
    expect(reduceSale(shown, { type: "undone", receipt: { ...voided, purchaseId: "p0" } })).toBe(shown);
  });
});

describe("without a network", () => {
  const captured: SaleEvent = { type: "captured", capture: reading };

  it("a card that was read and ¥1,280 are a sale to keep, and nothing to send", () => {
    const state = run([...typed("1280"), captured]);
    expect(saleToKeep(state)).toEqual({ capture: reading, amountYen: 1280 });
    expect([saleOf(state), saleToSend(state)]).toEqual([null, null]);
    expect(saleToKeep(run([captured]))).toBeNull();
    expect(saleToKeep(run(typed("1280")))).toBeNull();
  });

  it("a member who was read before it went is kept by that reading, but not while points are to be used", () => {
    const state = run([scan("s1", ["earn", "spend"]), ...typed("1280")]);
    expect(saleToKeep(state)).toEqual({ capture: reading, amountYen: 1280 });
    const spending = reduceSale(state, { type: "use", use: "all" });
    expect([usesPoints(spending), saleToKeep(spending)]).toEqual([true, null]);
    const asking = reduceSale(state, { type: "askSpendCode", on: true });
    expect(saleToKeep(asking)).toBeNull();
    const shown = run([{ type: "captured", capture: { ...reading, spends: true } }, ...typed("1280")]);
    expect([usesPoints(shown), saleToKeep(shown)]).toEqual([true, null]);
  });

  it("a scan that lapses becomes its reading, with the amount as it was", () => {
    const state = run([scan("s1"), ...typed("1280"), captured]);
    expect(state).toMatchObject({ scan: null, capture: reading, entry: "1280", reading: false });
  });

  it("a kept sale is looked at until the next card or amount, and cannot be kept again", () => {
    const kept = run([captured, ...typed("1280"), { type: "accepted", amountYen: 1280 }]);
    expect(kept).toMatchObject({ accepted: { amountYen: 1280 }, entry: "", capture: null });
    expect([isOver(kept), saleToKeep(kept)]).toEqual([true, null]);
    expect(run(typed("5"), kept)).toEqual(run(typed("5")));
    expect(run([captured], kept)).toEqual(run([captured]));
  });

  it("a sale that could not be kept stays to be tried again, and says why", () => {
    const state = run([captured, ...typed("1280"), { type: "notAccepted", code: "offline.not_kept" }]);
    expect(state.trouble).toEqual({ about: "purchase", code: "offline.not_kept" });
    expect(saleToKeep(state)).toEqual({ capture: reading, amountYen: 1280 });
  });

  it("leaving the member leaves the reading, too", () => {
    expect(saleToKeep(run([captured, ...typed("1280"), { type: "dropMember" }]))).toBeNull();
    expect(run([scan("s1"), { type: "dropMember" }]).capture).toBeNull();
  });
});

describe("coupons", () => {
  const offered: SaleCoupon = {
    ...{ walletId: "c300", couponId: "c300", name: { ja: "300円引き", en: "" }, mode: "show" as const },
    benefit: { kind: "amount_off", yen: 300 },
    stacking: { kind: "any" },
    ...{
      withPoints: true,
      untilOn: null,
      ...{ presented: false, timedUntilMs: null },
      yen: 0,
      points: 0,
      handOver: null,
      refused: null,
    },
  };
  const read = (coupons: readonly SaleCoupon[], scanId = "s1"): SaleEvent => {
    const event = scan(scanId, ["earn", "spend"]);
    return event.type === "scanned" ? { ...event, scan: { ...event.scan, coupons } } : event;
  };

  it("are asked for with the sale, name its quote, and are not there at all where none is taken", () => {
    const plain = run([read([offered]), ...typed("1280")]);
    expect(saleOf(plain)).toEqual({ scanId: "s1", amountYen: 1280, pointsToUse: 0 });
    const taken = saleOf(run([{ type: "coupon", walletId: "c300" }], plain));
    expect(taken).toEqual({ scanId: "s1", amountYen: 1280, pointsToUse: 0, coupons: ["c300"] });
    expect(taken === null ? "" : keyOf(taken)).toBe("s1 1280 0 c300");
  });

  it("that a ¥1 on its way to ¥1,280 is too little for is asked for again at each further digit", () => {
    const one = run([read([{ ...offered, presented: true }]), ...typed("1")]);
    const coupon = { walletId: "c300", reason: "below_minimum" } as const;
    const refused = run(
      [{ type: "quoteRefused", key: "s1 1 0 c300", code: "coupon.below_minimum", coupon }],
      one,
    );
    expect(refused.trouble).toBeNull();
    expect(saleOf(refused)).toEqual({ scanId: "s1", amountYen: 1, pointsToUse: 0 });
    expect(saleOf(run(typed("280"), refused))?.coupons).toEqual(["c300"]);
  });

  it("are nobody's any more when the member is dropped, and keep a sale from the offline queue", () => {
    const taken = run([read([offered]), ...typed("1280"), { type: "coupon", walletId: "c300" }]);
    expect(saleToKeep(taken)).toBeNull();
    expect(saleToKeep(run([{ type: "noCoupons" }], taken))?.amountYen).toBe(1280);
    expect(run([{ type: "dropMember" }], taken).coupons.chosen).toEqual([]);
  });

  it("stay taken over the code that was asked for, but are not carried to another customer's card", () => {
    const taken = run([read([offered]), { type: "coupon", walletId: "c300" }]);
    const then = (...asked: SaleEvent[]) => run([...asked, read([offered], "s2")], taken).coupons.chosen;
    const chosen = [then({ type: "askSpendCode", on: true }), then({ type: "readAgain", on: true }), then()];
    expect(chosen).toEqual([["c300"], ["c300"], []]);
  });

  it("the most points are not known for other coupons than the answer was about", () => {
    const quoted = answered(run([read([offered]), ...typed("1280"), { type: "use", use: "all" }]));
    expect(pointsMax(quoted)).toBe(12);
    expect(pointsMax(run([{ type: "coupon", walletId: "c300" }], quoted))).toBeNull();
  });
});
