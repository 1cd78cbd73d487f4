import { addDays, type CalendarDate } from "../../../shared/dates.ts";
import { type Draw, drawFrom, isLive, type Lot, usableBalance } from "../../../shared/points/lots.ts";
import { expiresOn, type ProgrammeRules } from "../../../shared/points/rules.ts";
import type { EntryKind } from "../../../shared/points/schema.ts";

/** What is decided on: the account as it was read. */
export interface Account {
  readonly accountId: number;
  /** Number and hash of the newest entry; 0 and "" before the first. */
  readonly seq: number;
  readonly headHash: string;
  readonly balance: number;
  readonly lotBalance: number;
  readonly debt: number;
  readonly visits: number;
  readonly spendYen: number;
  readonly lastVisitOn: CalendarDate | null;
  /** Lots with something left, and for a reversal the lots it concerns. */
  readonly lots: readonly Lot[];
}

/** What every entry of one doing has in common. */
export interface Doing {
  readonly occurredAtMs: number;
  readonly recordedAtMs: number;
  readonly businessDate: CalendarDate;
  readonly storeId: number | null;
  readonly tillId: string | null;
  /** `kind:publicId` */
  readonly actor: string;
  readonly purchaseId: string | null;
  readonly receiptNumber: string | null;
  readonly amountYen: number | null;
  /** The id the client made before sending. */
  readonly clientId: string;
}

/** One line of the ledger, as it is written and hashed. */
export interface Entry extends Doing {
  readonly accountId: number;
  readonly seq: number;
  readonly entryId: string;
  readonly kind: EntryKind;
  readonly points: number;
  readonly balanceAfter: number;
  readonly debtAfter: number;
  readonly ruleVersions: string | null;
  readonly reversesEntryId: string | null;
  readonly previousHash: string;
  readonly hash: string;
}

export interface Allocation {
  readonly entryId: string;
  readonly lotId: string;
  /** Positive: taken from the lot; negative: given back to it. */
  readonly points: number;
}

/** An account with what is to be written about it. Verbs take one and give the next; nothing is written here. */
export interface Draft {
  readonly account: Account;
  readonly entries: readonly Entry[];
  readonly opened: readonly Lot[];
  readonly allocations: readonly Allocation[];
}

/** What deciding needs from outside, handed in so that this file stays pure. */
export interface Tools {
  readonly newId: () => string;
  readonly hash: (text: string) => string;
}

export function draftOf(account: Account): Draft {
  return { account, entries: [], opened: [], allocations: [] };
}

/** Opens a lot with the points earned. Debt is repaid first: that part of the lot is used up as it is opened. */
export function earn(draft: Draft, points: number, rules: ProgrammeRules, doing: Doing, tools: Tools): Draft {
  const entryId = tools.newId();
  const ruleVersions = JSON.stringify({ base: rules.version });
  const repaid = Math.min(draft.account.debt, points);
  const next = post(draft, { entryId, kind: "earn", points, ruleVersions, debt: -repaid }, doing, tools);
  if (points === 0) return next;
  const lot: Lot = {
    lotId: entryId,
    points,
    remaining: points - repaid,
    activatesOn: doing.businessDate,
    expiresOn: expiresOn(rules, doing.businessDate),
    origin: "purchase",
  };
  return openLot(next, lot, repaid === 0 ? [] : [{ entryId, lotId: lot.lotId, points: repaid }]);
}

/** Takes points from the lots that lapse first; null when there are not enough, for the caller to refuse. */
export function spend(draft: Draft, points: number, doing: Doing, tools: Tools): Draft | null {
  if (draft.account.debt > 0) return null;
  const draws = drawFrom(draft.account.lots, points, doing.businessDate);
  if (draws === null) return null;
  const entryId = tools.newId();
  const next = post(draft, { entryId, kind: "spend", points: -points }, doing, tools);
  return takeFromLots(next, entryId, draws);
}

/** An entry to be taken back, with what it drew from lots or the lot it opened. */
export interface Reversal {
  readonly entryId: string;
  readonly kind: "earn" | "spend";
  readonly points: number;
  readonly allocations: readonly Allocation[];
}

/**
 * Takes one entry back. A spend returns to its own lots, or, where a lot has lapsed meanwhile, to a new one that lives
 * some days more. An earn is taken from its own lot first, then from the others; what is gone becomes debt.
 */
export function reverse(
  draft: Draft,
  entry: Reversal,
  rules: ProgrammeRules,
  doing: Doing,
  tools: Tools,
): Draft {
  return entry.kind === "spend"
    ? giveBack(draft, entry, rules, doing, tools)
    : takeBack(draft, entry, doing, tools);
}

function giveBack(draft: Draft, entry: Reversal, rules: ProgrammeRules, doing: Doing, tools: Tools): Draft {
  const entryId = tools.newId();
  const repaid = Math.min(draft.account.debt, -entry.points);
  let next = post(
    draft,
    { entryId, kind: "void", points: -entry.points, reversesEntryId: entry.entryId, debt: -repaid },
    doing,
    tools,
  );
  let owed = repaid;
  for (const { lotId, points } of entry.allocations) {
    const kept = Math.min(owed, points);
    owed -= kept;
    if (points === kept) continue;
    next = restoreToLot(next, entryId, lotId, points - kept, rules, doing, tools);
  }
  return next;
}

function restoreToLot(
  draft: Draft,
  entryId: string,
  lotId: string,
  points: number,
  rules: ProgrammeRules,
  doing: Doing,
  tools: Tools,
): Draft {
  const lot = draft.account.lots.find((candidate) => candidate.lotId === lotId);
  if (lot !== undefined && doing.businessDate <= lot.expiresOn) {
    return takeFromLots(draft, entryId, [{ lotId, points: -points }]);
  }
  const restored: Lot = {
    lotId: tools.newId(),
    points,
    remaining: points,
    activatesOn: doing.businessDate,
    expiresOn: addDays(doing.businessDate, rules.restoredGraceDays),
    origin: lot?.origin ?? "adjustment",
  };
  return openLot(draft, restored, []);
}

function takeBack(draft: Draft, entry: Reversal, doing: Doing, tools: Tools): Draft {
  const draws = drawForTakeBack(draft.account.lots, entry, doing.businessDate);
  const found = draws.reduce((sum, draw) => sum + draw.points, 0);
  const entryId = tools.newId();
  const posting = {
    entryId,
    kind: "void" as const,
    points: -entry.points,
    reversesEntryId: entry.entryId,
    debt: entry.points - found,
  };
  return takeFromLots(post(draft, posting, doing, tools), entryId, draws);
}

/** The entry's own lot first, even where it has lapsed: those points are the ones to be taken back. */
function drawForTakeBack(lots: readonly Lot[], entry: Reversal, on: CalendarDate): readonly Draw[] {
  const own = lots.find((lot) => lot.lotId === entry.entryId);
  const fromOwn = Math.min(own?.remaining ?? 0, entry.points);
  const others = lots.filter((lot) => lot.lotId !== entry.entryId && isLive(lot, on));
  const fromOthers = Math.min(usableBalance(others, on), entry.points - fromOwn);
  const draws = drawFrom(others, fromOthers, on) ?? [];
  return fromOwn > 0 ? [{ lotId: entry.entryId, points: fromOwn }, ...draws] : draws;
}

/**
 * Lets everything that is left lapse: a member who leaves takes no points along. The entry is written where nothing is
 * left as well, because a sale that was decided on at the same moment must find that somebody wrote first.
 */
export function lapseAll(draft: Draft, doing: Doing, tools: Tools): Draft {
  const draws = draft.account.lots
    .filter((lot) => lot.remaining > 0)
    .map((lot) => ({ lotId: lot.lotId, points: lot.remaining }));
  const points = draws.reduce((sum, draw) => sum + draw.points, 0);
  const entryId = tools.newId();
  const next = post(draft, { entryId, kind: "expire", points: points === 0 ? 0 : -points }, doing, tools);
  return takeFromLots(next, entryId, draws);
}

interface Posting {
  readonly entryId: string;
  readonly kind: EntryKind;
  readonly points: number;
  /** Change of what the member owes. */
  readonly debt?: number;
  readonly ruleVersions?: string;
  readonly reversesEntryId?: string;
}

/** Writes the next entry of the stream: balance and debt follow it, and its hash covers the one before. */
function post(draft: Draft, posting: Posting, doing: Doing, tools: Tools): Draft {
  const { account } = draft;
  const debtAfter = account.debt + (posting.debt ?? 0);
  const balanceAfter = account.balance + posting.points + (posting.debt ?? 0);
  const unhashed: Omit<Entry, "hash"> = {
    ...doing,
    accountId: account.accountId,
    seq: account.seq + 1,
    entryId: posting.entryId,
    kind: posting.kind,
    points: posting.points,
    balanceAfter,
    debtAfter,
    ruleVersions: posting.ruleVersions ?? null,
    reversesEntryId: posting.reversesEntryId ?? null,
    previousHash: account.headHash,
  };
  const entry: Entry = { ...unhashed, hash: tools.hash(hashedText(unhashed)) };
  return {
    ...draft,
    account: {
      ...account,
      seq: entry.seq,
      headHash: entry.hash,
      balance: balanceAfter,
      debt: debtAfter,
    },
    entries: [...draft.entries, entry],
  };
}

function openLot(draft: Draft, lot: Lot, allocations: readonly Allocation[]): Draft {
  return {
    ...draft,
    account: {
      ...draft.account,
      lotBalance: draft.account.lotBalance + lot.remaining,
      lots: [...draft.account.lots, lot],
    },
    opened: [...draft.opened, lot],
    allocations: [...draft.allocations, ...allocations],
  };
}

function takeFromLots(draft: Draft, entryId: string, draws: readonly Draw[]): Draft {
  const taken = new Map(draws.map(({ lotId, points }) => [lotId, points]));
  const sum = draws.reduce((total, { points }) => total + points, 0);
  return {
    ...draft,
    account: {
      ...draft.account,
      lotBalance: draft.account.lotBalance - sum,
      lots: draft.account.lots.map((lot) => ({
        ...lot,
        remaining: lot.remaining - (taken.get(lot.lotId) ?? 0),
      })),
    },
    allocations: [...draft.allocations, ...draws.map((draw) => ({ entryId, ...draw }))],
  };
}

/**
 * The text whose SHA-256 is an entry's hash: a JSON array of its fields in this order, the hash of the entry before it
 * last. An auditor needs nothing but this line and a hash function.
 */
export function hashedText(entry: Omit<Entry, "hash">): string {
  return JSON.stringify([
    entry.accountId,
    entry.seq,
    entry.entryId,
    entry.kind,
    entry.points,
    entry.balanceAfter,
    entry.debtAfter,
    entry.occurredAtMs,
    entry.recordedAtMs,
    entry.businessDate,
    entry.storeId,
    entry.tillId,
    entry.actor,
    entry.purchaseId,
    entry.receiptNumber,
    entry.amountYen,
    entry.ruleVersions,
    entry.reversesEntryId,
    entry.clientId,
    entry.previousHash,
  ]);
}

/** The number of the first entry whose hash, link or arithmetic is not right; null when the whole chain holds. */
export function firstBreak(entries: readonly Entry[], hash: (text: string) => string): number | null {
  let previous = { hash: "", seq: 0, net: 0 };
  for (const entry of entries) {
    const net = previous.net + entry.points;
    const right =
      entry.seq === previous.seq + 1 &&
      entry.previousHash === previous.hash &&
      entry.hash === hash(hashedText(entry)) &&
      net === entry.balanceAfter - entry.debtAfter;
    if (!right) return entry.seq;
    previous = { hash: entry.hash, seq: entry.seq, net };
  }
  return null;
}
