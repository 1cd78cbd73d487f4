import {
  type Account,
  type Doing,
  type Draft,
  draftOf,
  effectsIn,
  type Gift,
  type Taken,
  type Tools,
} from "../../server/features/points/index.ts";
import { sha256 } from "../../server/platform/hash.ts";
import { noWindows } from "../../shared/points/windows.ts";

/** An account as it is opened, for what is decided without a database. */
export const emptyAccount: Account = {
  ...{ accountId: 7, seq: 0, headHash: "", balance: 0, lotBalance: 0, debt: 0, held: 0 },
  ...{
    purchases: 0,
    visits: 0,
    spendYen: 0,
    lastVisitOn: null,
    lots: [],
    ...{ lastStoreId: null, windows: noWindows },
  },
};

export const emptyDraft: Draft = draftOf(emptyAccount);

/** Ids e01, e02, … in the order they are asked for. */
export function toolsFrom(first = 1): Tools {
  let last = first - 1;
  return { newId: () => `e${String(++last).padStart(2, "0")}`, hash: sha256 };
}

export function doingOn(businessDate: string): Doing {
  return {
    ...{ occurredAtMs: 1, recordedAtMs: 1, businessDate, storeId: 2, tillId: "till", actor: "staff:s" },
    ...{ purchaseId: "p1", receiptNumber: "r1", amountYen: 1_000, clientId: "c1" },
  };
}

/** Points for a purchase that can be used from a day to another. */
export function giftOf(
  points: number,
  activatesOn: string,
  expiresOn: string,
  other: Partial<Gift> = {},
): Gift {
  const usual = { origin: "purchase", fundedBy: "head_office", renews: false, waits: null } as const;
  return { points, activatesOn, expiresOn, ...usual, ...other };
}

/** Lots as `id: remaining of points`, with what lapsed of them, in the order they were opened. */
export function lotsOf({ account }: Draft): readonly string[] {
  return account.lots
    .toSorted((a, b) => (a.lotId < b.lotId ? -1 : 1))
    .map(({ lotId, remaining, points, lapsed }) =>
      lapsed > 0
        ? `${lotId}: ${remaining} of ${points}, ${lapsed} lapsed`
        : `${lotId}: ${remaining} of ${points}`,
    );
}

/** Balance, debt and what is held. */
export function sumsOf({ account }: Draft): readonly [number, number, number] {
  return [account.balance, account.debt, account.held];
}

/** What the newest entry took, for giving it back or using it. */
export function lastTaken({ entries }: Draft): Taken {
  const entry = entries.at(-1);
  const draws = (effectsIn(entry?.effects ?? "{}").draws ?? []).map(([lotId, points]) => ({ lotId, points }));
  return { entryId: entry?.entryId ?? "", points: -(entry?.points ?? 0), draws };
}

/** The draft where there is one; for verbs that may refuse and must not here. */
export function done(draft: Draft | null): Draft {
  if (draft === null) throw new Error("it was refused");
  return draft;
}
