import { hashedText } from "./ledger.core.ts";
import { entriesUpTo, type LedgerDeps, pagesOfAccounts } from "./verify.ts";

/** What a line of an export is made of; each is written as one line of JSON. */
export type ExportLine =
  | {
      readonly format: "goen-ledger-1";
      readonly fields: readonly string[];
      readonly check: readonly string[];
    }
  /** `text` is exactly what is hashed, and `hash` is its SHA-256 as it stands in the ledger. */
  | { readonly member: string; readonly text: string; readonly hash: string }
  /** How many there were: an export that was cut off has no such line, or another number of lines before it. */
  | { readonly accounts: number; readonly entries: number };

/** What stands in the JSON array of a text, in order. */
export const exportedFields = [
  "account",
  "seq",
  "entry id",
  "kind",
  "points",
  "balance after",
  "debt after",
  "occurred at, UTC ms",
  "recorded at, UTC ms",
  "business date",
  "store",
  "till",
  "actor",
  "purchase",
  "receipt number",
  "amount, yen",
  "rule versions",
  "reverses entry",
  "what it did to lots",
  "client's id",
  "hash of the entry before",
] as const;

const header: ExportLine = {
  format: "goen-ledger-1",
  fields: exportedFields,
  check: [
    "hash is the SHA-256 of text, in UTF-8, as it stands",
    "text is a JSON array of the fields above",
    "of one account, seq counts 1, 2, 3 … without a gap",
    "the last field is the hash of the entry before, empty in the first",
    "points of all entries so far = balance after − debt after",
    "the last line counts accounts with an entry, and entries",
  ],
};

/** Every entry with the text its hash is made of, account by account, oldest first. Memory stays flat. */
export async function* exportLedger(deps: LedgerDeps, memberPublicId?: string): AsyncGenerator<ExportLine> {
  yield header;
  let accounts = 0;
  let entries = 0;
  for await (const page of pagesOfAccounts(deps, memberPublicId)) {
    for (const { account_id: accountId, public_id: member } of page) {
      const before = entries;
      for await (const entry of entriesUpTo(deps, accountId, Number.MAX_SAFE_INTEGER)) {
        entries += 1;
        yield { member, text: hashedText(entry), hash: entry.hash };
      }
      if (entries > before) accounts += 1;
    }
  }
  yield { accounts, entries };
}
