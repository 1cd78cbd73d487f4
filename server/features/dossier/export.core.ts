import type { Rows } from "./store-export.ts";
import * as store from "./store-export.ts";
import * as visits from "./store-export-visits.ts";

/** The parts of the file, in its order. `staffs` are words that staff wrote for staff. */
export const parts: readonly { readonly name: string; readonly rows: Rows; readonly staffs?: true }[] = [
  { name: "consents", rows: store.consents },
  { name: "topicChoices", rows: store.topicChoices },
  { name: "devices", rows: store.devices },
  { name: "tags", rows: store.tags, staffs: true },
  { name: "notes", rows: store.notes, staffs: true },
  { name: "accounts", rows: store.accounts },
  { name: "lots", rows: store.lots },
  { name: "entries", rows: store.entries },
  { name: "adjustments", rows: store.adjustments, staffs: true },
  { name: "rankChanges", rows: store.rankChanges },
  { name: "purchases", rows: visits.purchases },
  { name: "purchaseLines", rows: visits.purchaseLines },
  { name: "refunds", rows: visits.refunds },
  { name: "scans", rows: visits.scans },
  { name: "coupons", rows: visits.coupons },
  { name: "couponChanges", rows: visits.couponChanges },
  { name: "draws", rows: visits.draws },
  { name: "stampCards", rows: visits.stampCards },
  { name: "stampEntries", rows: visits.stampEntries },
  { name: "stampRewards", rows: visits.stampRewards },
  { name: "messages", rows: visits.messages },
  { name: "messagesToMany", rows: visits.messagesToMany },
];

/** Columns that hold JSON. */
const documents = new Set(["messages", "categories", "coupon", "name"]);

/** A row as it stands in the file: `points_used` is `pointsUsed`, and a document is no text in a text. */
export function rowInFile(row: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]: [string, unknown]) => [
      column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
      documents.has(column) ? documentIn(value) : value,
    ]),
  );
}

/** A tag's name is no document, a reward's is. */
function documentIn(value: unknown): unknown {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
