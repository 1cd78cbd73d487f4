import { describe, expect, it } from "vitest";
import { ApiError, NetworkError } from "../../api/client.ts";
import {
  asksAgain,
  isReceipt,
  isVerdict,
  type Pending,
  pendingFrom,
  receiptIn,
  requestOf,
  textOf,
  withoutPending,
  withPending,
} from "./pending.core.ts";

const label = { amountYen: 1280, pointsToUse: 0, memberName: "花子" };
const body = { scanId: "s1", amountYen: 1280, pointsToUse: 0 };
const purchase: Pending = { kind: "purchase", id: "01A", storeId: "st1", madeAtMs: 5, label, body };
const undo: Pending = {
  kind: "void",
  id: "01B",
  storeId: "st1",
  madeAtMs: 6,
  label,
  purchaseId: "p/1",
  body: { reason: "打ち間違い" },
};
const part: Pending = {
  ...{ kind: "refund", id: "01C", storeId: "st1", madeAtMs: 7, label },
  ...{ purchaseId: "p/1", body: { amountYen: 640 } },
};

function refusal(status: number, code: ApiError["code"]): ApiError {
  return new ApiError(status, { error: { code, message: "" }, requestId: "01R" });
}

describe("the writes without an answer", () => {
  it("come back after a reload as they were, id and body", () => {
    expect(pendingFrom(textOf([purchase, undo, part]))).toEqual([purchase, undo, part]);
  });

  it("are kept once each and forgotten by their id", () => {
    const list = withPending(withPending([undo], purchase), purchase);
    expect(list.map(({ id }) => id)).toEqual(["01B", "01A"]);
    expect(withoutPending(list, "01A")).toEqual([undo]);
  });

  it("never stop the till from starting, whatever stands in the storage", () => {
    for (const text of [null, "", "{", "[]", "null", '{"list":{}}', '{"list":[null,1,{"id":"x"}]}']) {
      expect(pendingFrom(text)).toEqual([]);
    }
    expect(pendingFrom(`{"list":[{"kind":"void"},${JSON.stringify(purchase)}]}`)).toEqual([purchase]);
  });

  it("go to the purchases, or to the void or the returns of one", () => {
    expect(requestOf(purchase)).toEqual({ path: "/api/till/purchases", body });
    expect(requestOf(undo).path).toBe("/api/till/purchases/p%2F1/void");
    expect(requestOf(part)).toEqual({ path: "/api/till/purchases/p%2F1/refunds", body: { amountYen: 640 } });
  });
});

describe("after an attempt", () => {
  it("silence, a server in trouble, a conflict and a full queue are asked again under the same id", () => {
    const errors = [
      new NetworkError(new TypeError("failed")),
      refusal(500, "server.error"),
      refusal(503, "server.busy"),
      refusal(409, "points.conflict"),
      refusal(429, "request.rate_limited"),
    ];
    expect(errors.map(asksAgain)).toEqual([true, true, true, true, true]);
    expect(errors.map(isVerdict)).toEqual([false, false, false, false, false]);
  });

  it("a refusal of the sale itself is the end of it", () => {
    expect(isVerdict(refusal(409, "points.not_enough"))).toBe(true);
    expect(isVerdict(refusal(409, "scan.consumed"))).toBe(true);
    expect(asksAgain(refusal(409, "points.not_enough"))).toBe(false);
  });

  it("an answer that is not our server's says nothing, whatever its status", () => {
    for (const status of [400, 403, 404, 409, 418]) {
      const stranger = new ApiError(status, { error: { code: "server.error", message: "" }, requestId: "" });
      expect(isVerdict(stranger)).toBe(false);
      expect(asksAgain(stranger)).toBe(true);
    }
  });

  it("only what looks like a receipt is one", () => {
    const receipt = { purchaseId: "01P", receiptNumber: "S1-1", status: "completed", amountYen: 1280 };
    expect(isReceipt(receipt)).toBe(true);
    for (const other of [null, "ok", {}, { ok: true }, { ...receipt, purchaseId: 1 }]) {
      expect(isReceipt(other)).toBe(false);
    }
  });

  it("the answer to a return has the receipt within, and a receipt alone is no answer to it", () => {
    const receipt = { purchaseId: "01P", receiptNumber: "S1-1", status: "partly_returned", amountYen: 1280 };
    expect(receiptIn(part, { refundId: "01R", purchase: receipt })).toBe(receipt);
    expect(receiptIn(undo, receipt)).toBe(receipt);
    for (const other of [
      null,
      "ok",
      { refundId: "01R" },
      { refundId: "01R", purchase: {} },
      { purchase: receipt },
    ])
      expect(receiptIn(part, other)).toBeNull();
  });

  it("a lapsed session says nothing about the sale: it is kept for after the sign-in", () => {
    for (const code of ["session.missing", "session.expired", "store.not_chosen"] as const) {
      expect(isVerdict(refusal(401, code))).toBe(false);
      expect(asksAgain(refusal(401, code))).toBe(false);
    }
  });
});
