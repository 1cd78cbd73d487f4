import type { CalendarDate } from "../../../shared/dates.ts";
import type { Lot } from "../../../shared/points/lots.ts";
import type { EntryKind } from "../../../shared/points/schema.ts";
import type { Windows } from "../../../shared/points/windows.ts";

/** What is decided on: the account as it was read. */
export interface Account {
  readonly accountId: number;
  /** Number and hash of the newest entry; 0 and "" before the first. */
  readonly seq: number;
  readonly headHash: string;
  /** All that is in lots, usable now or later. */
  readonly balance: number;
  readonly lotBalance: number;
  readonly debt: number;
  /** Points in holds that are neither committed nor released; not part of the balance. */
  readonly held: number;
  /** Sales, and business days with at least one. */
  readonly purchases: number;
  readonly visits: number;
  readonly spendYen: number;
  readonly lastVisitOn: CalendarDate | null;
  /** Of the last visit's day, the store of the last sale. */
  readonly lastStoreId: number | null;
  readonly windows: Windows;
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
  /** Signed. */
  readonly points: number;
  readonly balanceAfter: number;
  readonly debtAfter: number;
  readonly ruleVersions: string | null;
  readonly reversesEntryId: string | null;
  /** `Effects` as JSON: what the entry did to lots, so that lots can be rebuilt from entries alone. */
  readonly effects: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** What an entry did to lots. Fields that would be empty are left out. */
export interface Effects {
  /** Lots as they were opened, before anything was drawn from them. */
  readonly opens?: readonly OpenedLot[];
  /** Lot and points: positive was taken from it, negative given back to it. */
  readonly draws?: readonly (readonly [lotId: string, points: number])[];
  /** Lot and points that lapsed with this entry's draws; negative where lapsed points came back to life elsewhere. */
  readonly lapses?: readonly (readonly [lotId: string, points: number])[];
  /** Lot with its new first and last day; the last day before it stands there too where an activity moved it. */
  readonly dates?: readonly (readonly [
    lotId: string,
    activatesOn: string,
    expiresOn: string,
    expiredBefore?: string,
  ])[];
  /** Lots that wait for nothing any more, with what was left in each then. */
  readonly activates?: readonly (readonly [lotId: string, points: number])[];
}

/** The part of a lot that is decided when it is opened. */
export type OpenedLot = Omit<Lot, "remaining" | "lapsed">;

/** An account with what is to be written about it. Verbs take one and give the next; nothing is written here. */
export interface Draft {
  readonly account: Account;
  /** The lots as they were read, to tell what changed. */
  readonly before: readonly Lot[];
  readonly entries: readonly Entry[];
}

/** What deciding needs from outside, handed in so that this file stays pure. */
export interface Tools {
  readonly newId: () => string;
  readonly hash: (text: string) => string;
}

export function draftOf(account: Account): Draft {
  return { account, before: account.lots, entries: [] };
}

export interface Posting {
  readonly entryId: string;
  readonly kind: EntryKind;
  /** Signed, without what it changes of the debt. */
  readonly points: number;
  /** Change of what the member owes. */
  readonly debt?: number;
  /** Change of what is held. */
  readonly held?: number;
  readonly ruleVersions?: string | null;
  readonly reversesEntryId?: string | null;
  readonly effects?: Effects;
}

/**
 * Writes the next entry of the stream: lots follow its effects, balance and debt follow its points, and its hash covers
 * the entry before. The two sides meet in `balance = lotBalance`, which the schema checks.
 * @throws Error where the effects name a lot that is not in view: whoever read the account forgot it.
 */
export function post(draft: Draft, posting: Posting, doing: Doing, tools: Tools): Draft {
  const { account } = draft;
  const debt = posting.debt ?? 0;
  // Nothing taken is 0, and not the -0 that a minus makes of it.
  const points = posting.points + 0;
  const balanceAfter = account.balance + points + debt;
  const debtAfter = account.debt + debt;
  const effects = posting.effects ?? {};
  const stranger = lotOutOfView(account.lots, effects);
  if (stranger !== null) throw new Error(`lot ${stranger} of account ${account.accountId} is not in view`);
  const unhashed: Omit<Entry, "hash"> = {
    ...doing,
    accountId: account.accountId,
    seq: account.seq + 1,
    entryId: posting.entryId,
    kind: posting.kind,
    points,
    balanceAfter,
    debtAfter,
    ruleVersions: posting.ruleVersions ?? null,
    reversesEntryId: posting.reversesEntryId ?? null,
    effects: JSON.stringify(effects),
    previousHash: account.headHash,
  };
  const entry: Entry = { ...unhashed, hash: tools.hash(hashedText(unhashed)) };
  const lots = applied(account.lots, effects);
  return {
    ...draft,
    account: {
      ...account,
      seq: entry.seq,
      headHash: entry.hash,
      balance: balanceAfter,
      lotBalance: account.lotBalance + leftIn(lots) - leftIn(account.lots),
      debt: debtAfter,
      held: account.held + (posting.held ?? 0),
      lots,
    },
    entries: [...draft.entries, entry],
  };
}

/**
 * Lots after an entry's effects. Rebuilding from the ledger is nothing but this, entry after entry. A lot with nothing
 * left in it waits for nothing.
 */
export function applied(lots: readonly Lot[], effects: Effects): readonly Lot[] {
  const opened = (effects.opens ?? []).map((lot): Lot => ({ ...lot, remaining: lot.points, lapsed: 0 }));
  const draws = totals(effects.draws);
  const lapses = totals(effects.lapses);
  const dates = new Map(effects.dates?.map(([lotId, ...days]) => [lotId, days]));
  const activates = totals(effects.activates);
  if (draws.size + lapses.size + dates.size + activates.size === 0) return [...lots, ...opened];
  return [...lots, ...opened].map((lot) => {
    const [activatesOn, expiresOn] = dates.get(lot.lotId) ?? [lot.activatesOn, lot.expiresOn];
    const remaining = lot.remaining - (draws.get(lot.lotId) ?? 0);
    return {
      ...lot,
      remaining,
      lapsed: lot.lapsed + (lapses.get(lot.lotId) ?? 0),
      activatesOn,
      expiresOn,
      pending: lot.pending && remaining > 0 && !activates.has(lot.lotId),
      // Dates are moved for an event too; what it waited for has happened then.
      waits: remaining === 0 || dates.has(lot.lotId) ? null : lot.waits,
    };
  });
}

/** The first lot that effects name and that is neither there nor opened by them; null where all are. */
export function lotOutOfView(lots: readonly Lot[], effects: Effects): string | null {
  const { opens = [], draws = [], lapses = [], dates = [], activates = [] } = effects;
  const named = [...draws, ...lapses, ...dates, ...activates].map(([lotId]) => lotId);
  const seen = new Set([...lots, ...opens].map(({ lotId }) => lotId));
  return named.find((lotId) => !seen.has(lotId)) ?? null;
}

function totals(pairs: readonly (readonly [string, number])[] = []): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [lotId, points] of pairs) sums.set(lotId, (sums.get(lotId) ?? 0) + points);
  return sums;
}

function leftIn(lots: readonly Lot[]): number {
  return lots.reduce((sum, lot) => sum + lot.remaining, 0);
}

/**
 * The text whose SHA-256 is an entry's hash: a JSON array of its fields in this order, the hash of the entry before it
 * last. An auditor needs nothing but this line and a hash function.
 */
export function hashedText(entry: Omit<Entry, "hash">): string {
  return JSON.stringify(hashedFields(entry));
}

/** An entry's fields in the order in which they are hashed, and kept. */
export function hashedFields(entry: Omit<Entry, "hash">): readonly (string | number | null)[] {
  return [
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
    entry.effects,
    entry.clientId,
    entry.previousHash,
  ];
}

/** Where a chain stands after an entry. */
export interface ChainEnd {
  readonly seq: number;
  readonly hash: string;
  readonly balance: number;
  readonly debt: number;
}

export const chainStart: ChainEnd = { seq: 0, hash: "", balance: 0, debt: 0 };

export function chainEnd({ seq, hash, balanceAfter, debtAfter }: Entry): ChainEnd {
  return { seq, hash, balance: balanceAfter, debt: debtAfter };
}

/** What is not right about an entry after the one before it, in words; null where its number, hash and sums hold. */
export function breakAfter(before: ChainEnd, entry: Entry, hash: (text: string) => string): string | null {
  if (entry.seq !== before.seq + 1) return `follows entry ${before.seq}: one is missing`;
  if (entry.previousHash !== before.hash) return "does not name the hash of the entry before it";
  if (entry.hash !== hash(hashedText(entry))) return "its hash is not the hash of its fields";
  const owed = entry.debtAfter - before.debt;
  if (entry.balanceAfter - before.balance !== entry.points + owed) {
    return `${entry.points} points and ${owed} of debt do not lead from ${before.balance} to ${entry.balanceAfter}`;
  }
  return null;
}

/** The number of the first entry whose hash, link or arithmetic is not right; null when the whole chain holds. */
export function firstBreak(entries: readonly Entry[], hash: (text: string) => string): number | null {
  let end = chainStart;
  for (const entry of entries) {
    if (breakAfter(end, entry, hash) !== null) return entry.seq;
    end = chainEnd(entry);
  }
  return null;
}
