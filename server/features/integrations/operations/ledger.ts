import { z } from "zod";
import { Refusal } from "../../../../shared/errors.ts";
import { entriesOf, type FeedEntry, feedAfter, loadAccount, mainProgramme } from "../../points/index.ts";
import { memberFor } from "../access.ts";
import { ledgerFeed, ledgerPage } from "../answers.ts";
import type { Caller } from "../caller.ts";
import { covers } from "../keys.core.ts";
import { operation } from "../operation.ts";

const group = "Ledger";

const limit = z.coerce
  .number()
  .int()
  .min(1)
  .max(500)
  .optional()
  .meta({ description: "Most entries of a page; 100 where it is left out", type: "integer" });

const memberPage = z.strictObject({
  after: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional()
    .meta({ description: "`next` of the page before" }),
  limit,
});

const feedPage = z.strictObject({
  after: z
    .string()
    .regex(/^[0-9A-HJKMNP-TV-Z]{26}$/)
    .optional()
    .meta({ description: "`next` of the page before; left out, the ledger is read from its beginning" }),
  limit,
});

const pageSize = 100;
/** Sorts before every id. */
const beforeAll = "0".repeat(26);

export const ledgerOperations = [
  operation({
    name: "listMemberLedger",
    method: "get",
    path: "/members/{id}/ledger",
    group,
    scope: "ledger:read",
    idIs: "The member's number",
    summary: { en: "A member's ledger", ja: "会員のポイント台帳" },
    about: {
      en: "Oldest first, by the entries' numbers, which have no gaps: pages neither skip nor repeat while sales go on.",
      ja: "古い順です。番号は連続しているので、会計が進んでいる間でも、抜けや重複はありません。",
    },
    query: memberPage,
    answer: ledgerPage,
    errors: ["member.not_found"],
    async does({ deps, caller, id, query }) {
      const member = await memberFor(deps, id);
      const account = await loadAccount(deps, member.memberId, mainProgramme);
      if (account === null) throw new Refusal("member.not_found");
      const after = Number(query.after ?? 0);
      const page = await entriesOf(deps, account.accountId, after, query.limit ?? pageSize);
      const next = String(page.entries.at(-1)?.seq ?? after);
      return { items: page.entries.map((entry) => shown(caller, entry)), next, more: page.more };
    },
  }),
  operation({
    name: "listLedgerEvents",
    method: "get",
    path: "/ledger/events",
    group,
    scope: "ledger:read",
    summary: { en: "What happened, of all members", ja: "全会員のポイントの動き" },
    about: {
      en:
        "Oldest first. An entry appears some seconds after it was recorded (6 on SQLite, 30 on PostgreSQL, 60 on D1): " +
        "only then can nothing older come in between, so that reading on from `next` misses nothing and repeats " +
        "nothing. `completeUntilMs` is how far that reaches. A key with stores of its own sees their entries alone, " +
        "so a page may hold fewer than `limit`, or none.",
      ja:
        "古い順です。記録から数秒〜1分後(SQLite 6秒、PostgreSQL 30秒、D1 60秒)に現れます。next から続けて読めば、" +
        "抜けも重複もありません。店舗を限ったキーには、その店舗の動きだけが見えます。",
    },
    query: feedPage,
    answer: ledgerFeed,
    async does({ deps, caller, query }) {
      const after = query.after ?? beforeAll;
      const page = await feedAfter(deps, after, query.limit ?? pageSize);
      const seen = page.entries.filter(({ store }) => mayKnow(caller, store));
      return {
        items: seen.map((entry) => shown(caller, entry)),
        next: page.entries.at(-1)?.entryId ?? after,
        more: page.more,
        completeUntilMs: page.completeUntilMs,
      };
    },
  }),
];

/** What happened at no store, such as points that lapsed, is known to keys of the whole shop. */
function mayKnow(caller: Caller, store: FeedEntry["store"]): boolean {
  return store === null ? caller.paths === null : covers(caller.paths, store.path);
}

/** Another store's sale is not this key's to look up, so its number is left out. */
function shown(caller: Caller, { store, ...entry }: FeedEntry) {
  const known = mayKnow(caller, store);
  return {
    ...entry,
    storeId: store?.publicId ?? null,
    purchaseId: known ? entry.purchaseId : null,
    receiptNumber: known ? entry.receiptNumber : null,
  };
}
