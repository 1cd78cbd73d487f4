import type { CalendarDate } from "../../../shared/dates.ts";
import type { PoolDraw } from "../../../shared/points/earn/types.ts";
import { sumOf } from "../../../shared/points/lots.ts";
import {
  type AccountDay,
  type Difference,
  emptyDay,
  type Movement,
  type SeenAccount,
} from "../points/index.ts";
import type { EarlierReturn } from "./refund.core.ts";

/** A sale as its rows tell it, with what came back of it. */
export interface ProvenSale {
  readonly purchaseId: string;
  readonly accountId: number;
  readonly storeId: number;
  readonly businessDate: CalendarDate;
  readonly amountYen: number;
  readonly couponYen: number;
  /** What coupons took off by their own changes. */
  readonly couponYenByChanges: number;
  readonly netYen: number;
  readonly pointsUsed: number;
  readonly pointsYen: number;
  readonly pointsEarned: number;
  readonly draws: readonly PoolDraw[];
  readonly recordedAtMs: number;
  readonly voided: (Moved & { readonly atMs: number }) | null;
  readonly refunds: readonly ProvenRefund[];
}

interface Moved {
  readonly pointsGivenBack: number;
  readonly pointsTakenBack: number;
}

export interface ProvenRefund extends Moved {
  readonly nth: number;
  readonly amountYen: number;
  readonly netYen: number;
  readonly pointsOwed: number;
  readonly pointsWaived: number;
  readonly recordedAtMs: number;
  readonly back: EarlierReturn;
}

export interface ProvenHold {
  readonly holdId: string;
  readonly entryId: string;
  readonly points: number;
  readonly isOpen: boolean;
}

/** Business days, total and last visit of an account as its sales have them, less what came back. */
export function dayDifferences(seen: SeenAccount, sales: readonly ProvenSale[]): readonly Difference[] {
  const should = daysOf(sales);
  const dates = [...new Set([...seen.days.keys(), ...should.keys()])].sort();
  const words = dates.flatMap((date) =>
    dayColumns(seen.days.get(date) ?? emptyDay, should.get(date) ?? emptyDay).map(
      (what) => `account_day ${date} has ${what}`,
    ),
  );
  const spendYen = sales.reduce((sum, sale) => sum + spentYen(sale), 0);
  const lastVisitOn = [...should].filter(([, day]) => day.purchases > 0).map(([date]) => date);
  const last = lastVisitOn.sort().at(-1) ?? null;
  if (seen.spendYen !== spendYen)
    words.push(`account.spend_yen is ${seen.spendYen}, by its sales ${spendYen}`);
  if (seen.lastVisitOn !== last) {
    words.push(`account.last_visit_on is ${seen.lastVisitOn}, by its sales ${last}`);
  }
  const stores = sales
    .filter((sale) => sale.businessDate === last && !isGone(sale))
    .map(({ storeId }) => storeId);
  if (last === null ? seen.lastStoreId !== null : !stores.some((storeId) => storeId === seen.lastStoreId)) {
    words.push(
      `account.last_store_id is ${seen.lastStoreId}, by its sales of that day ${stores.join(" or ")}`,
    );
  }
  return words.map((what) => ({ seq: seen.seq, what }));
}

/** All of it came back. */
function isGone({ voided, refunds, amountYen }: ProvenSale): boolean {
  if (voided !== null) return true;
  return refunds.length > 0 && refunds.reduce((sum, refund) => sum + refund.amountYen, 0) === amountYen;
}

function dayColumns(is: AccountDay, should: AccountDay): readonly string[] {
  const columns = [
    ["purchases", is.purchases, should.purchases],
    ["net_yen", is.netYen, should.netYen],
    ["points_earned", is.pointsEarned, should.pointsEarned],
    ["points_used", is.pointsUsed, should.pointsUsed],
  ] as const;
  return columns.flatMap(([name, kept, sold]) =>
    kept === sold ? [] : [`${name} ${kept}, by its sales ${sold}`],
  );
}

function daysOf(sales: readonly ProvenSale[]): ReadonlyMap<CalendarDate, AccountDay> {
  const days = new Map<CalendarDate, AccountDay>();
  for (const sale of sales) {
    const day = days.get(sale.businessDate) ?? emptyDay;
    const { refunds } = sale;
    if (sale.voided !== null) {
      days.set(sale.businessDate, day);
      continue;
    }
    const backYen = refunds.reduce((sum, { amountYen }) => sum + amountYen, 0);
    const claimed = refunds.reduce((sum, { back }) => sum + sumOf(back.claims), 0);
    const givenBack = refunds.reduce((sum, { back }) => sum + sumOf(back.givenBackByLot), 0);
    days.set(sale.businessDate, {
      purchases: day.purchases + (refunds.length > 0 && backYen === sale.amountYen ? 0 : 1),
      netYen: day.netYen + sale.netYen - refunds.reduce((sum, { netYen }) => sum + netYen, 0),
      pointsEarned: day.pointsEarned + sale.pointsEarned - claimed,
      pointsUsed: day.pointsUsed + sale.pointsUsed - givenBack,
    });
  }
  return days;
}

/** In money: what points paid is no spending, and comes back as points. */
function spentYen({ voided, amountYen, pointsYen, refunds }: ProvenSale): number {
  if (voided !== null) return 0;
  const lines = refunds.flatMap(({ back }) => back.lines);
  const byPoints = lines.reduce((sum, line) => sum + line.pointsYen, 0);
  const backYen = refunds.reduce((sum, refund) => sum + refund.amountYen, 0);
  return amountYen - pointsYen - (backYen - byPoints);
}

/** A sale and its returns beside the entries that they were written with. */
export function saleDifferences(
  seen: SeenAccount,
  sale: ProvenSale,
  movements: readonly Movement[],
): readonly Difference[] {
  const { purchaseId } = sale;
  const earned = movements.find(({ kind }) => kind === "earn");
  const spent = movements.find(({ kind }) => kind === "spend");
  const says: Says = saying(earned?.seq ?? seen.seq, `purchase ${purchaseId}`);
  return [
    ...says("account_id", sale.accountId, earned?.accountId ?? seen.accountId),
    ...couponDifference(sale, earned?.seq ?? seen.seq),
    ...says("points_earned", sale.pointsEarned, earned?.points ?? 0),
    ...says("points_used", sale.pointsUsed, -(spent?.points ?? 0)),
    ...returnDifferences(seen, sale, movements, earned, spent),
  ];
}

function couponDifference(sale: ProvenSale, seq: number): readonly Difference[] {
  const { purchaseId, couponYen, couponYenByChanges: changed } = sale;
  if (couponYen === changed) return [];
  return [{ seq, what: `purchase ${purchaseId} has coupon_yen ${couponYen}, by its coupons ${changed}` }];
}

function returnDifferences(
  seen: SeenAccount,
  { purchaseId, voided, refunds }: ProvenSale,
  movements: readonly Movement[],
  earned: Movement | undefined,
  spent: Movement | undefined,
): readonly Difference[] {
  // Every return takes something of the earn back, if only 0; what it gives back stands just before that.
  const taking = movements.filter(({ reversesEntryId }) => reversesEntryId === earned?.entryId);
  const giving = movements.filter(({ reversesEntryId }) => reversesEntryId === spent?.entryId);
  const givenWith = (taken: Movement | undefined): number =>
    giving.find(
      ({ accountId, seq, kind }) =>
        accountId === taken?.accountId && seq === taken.seq - 1 && kind === taken.kind,
    )?.points ?? 0;
  const refunded = taking.filter(({ kind }) => kind === "refund");
  const undone = taking.find(({ kind }) => kind === "void");
  const found: Difference[] = [];
  if (voided !== null || undone !== undefined) {
    const says = saying(undone?.seq ?? seen.seq, `purchase_void ${purchaseId}`);
    found.push(
      ...says("points_given_back", voided?.pointsGivenBack ?? null, undone && givenWith(undone)),
      ...says("points_taken_back", voided?.pointsTakenBack ?? null, undone && -undone.points),
    );
  }
  for (let nth = 1; nth <= Math.max(refunds.length, refunded.length); nth++) {
    const refund = refunds.find((one) => one.nth === nth);
    const taken = refunded[nth - 1];
    const says = saying(taken?.seq ?? seen.seq, `refund ${nth} of purchase ${purchaseId}`);
    const claimed = refund === undefined ? 0 : sumOf(refund.back.claims);
    found.push(
      ...says("points_given_back", refund?.pointsGivenBack ?? null, taken && givenWith(taken)),
      ...says("points_taken_back", refund?.pointsTakenBack ?? null, taken && -taken.points),
      ...says("points_owed", refund?.pointsOwed ?? null, taken?.owed),
      ...says("points_waived", refund?.pointsWaived ?? null, taken && claimed + taken.points),
    );
  }
  return found;
}

type Says = (column: string, is: number | null, should: number | undefined) => readonly Difference[];

/** Null where there is no row, undefined where there is no entry. */
function saying(seq: number, row: string): Says {
  return (column, is, should) => {
    // What is taken of nothing is -0.
    if ((is ?? null) === (should === undefined ? null : should + 0)) return [];
    const [kept, entered] = [is ?? "missing", should === undefined ? "no entry" : should + 0];
    return [{ seq, what: `${row} has ${column} ${kept}, by its entries ${entered}` }];
  };
}

/** Rows of holds beside the entries that put points aside and brought them back. */
export function holdDifferences(seen: SeenAccount, holds: readonly ProvenHold[]): readonly Difference[] {
  const ended = new Set(
    seen.movements.filter(({ kind }) => kind === "release").map(({ reversesEntryId }) => reversesEntryId),
  );
  const made = new Map(seen.movements.filter(({ kind }) => kind === "hold").map((one) => [one.entryId, one]));
  const found: Difference[] = [];
  for (const { holdId, entryId, points, isOpen } of holds) {
    const entry = made.get(entryId);
    const add = (what: string): void => {
      found.push({ seq: entry?.seq ?? seen.seq, what: `hold ${holdId} ${what}` });
    };
    made.delete(entryId);
    if (entry === undefined) add("is of no entry");
    else if (-entry.points !== points) add(`has ${points} points, by its entry ${-entry.points}`);
    else if (isOpen && ended.has(entryId)) add("is open, and its points have come back");
    else if (!isOpen && !ended.has(entryId)) add("has ended, and its points have not come back");
  }
  for (const { seq } of made.values()) found.push({ seq, what: "puts points aside for no hold" });
  const open = holds.filter(({ isOpen }) => isOpen).reduce((sum, { points }) => sum + points, 0);
  if (open !== seen.held) {
    found.push({ seq: seen.seq, what: `account.held is ${seen.held}, by its open holds ${open}` });
  }
  return found;
}

/** What was drawn from a pool or came back to it, and when that was recorded. */
export interface PoolMove {
  readonly pool: string;
  readonly points: number;
  readonly atMs: number;
}

export function poolMoves({ draws, recordedAtMs, voided, refunds }: ProvenSale): readonly PoolMove[] {
  const back = voided === null ? [] : draws.map((draw) => [draw, voided.atMs] as const);
  const parts = refunds.flatMap((refund) =>
    refund.back.pools.map((draw) => [draw, refund.recordedAtMs] as const),
  );
  return [
    ...draws.map(({ pool, points }) => ({ pool, points, atMs: recordedAtMs })),
    ...[...back, ...parts].map(([{ pool, points }, atMs]) => ({ pool, points: -points, atMs })),
  ];
}

/** Whether a limit counts what one member got, by its name: `ruleId|kind|subject`. */
export function isOfMember(pool: string): boolean {
  return pool.includes("|per_member");
}

/** What was given from limits that many members share, summed while their accounts are gone through. */
export class PoolTally {
  readonly #sums = new Map<string, { sure: number; up: number; down: number }>();
  readonly #readAtMs: number;
  readonly #marginMs: number;

  /** `readAtMs`: when the limits were read. What was recorded in the margin before may have come after that. */
  constructor(readAtMs: number, marginMs: number) {
    this.#readAtMs = readAtMs;
    this.#marginMs = marginMs;
  }

  add({ pool, points, atMs }: PoolMove): void {
    if (atMs > this.#readAtMs) return;
    const sum = this.#sums.get(pool) ?? { sure: 0, up: 0, down: 0 };
    if (atMs <= this.#readAtMs - this.#marginMs) sum.sure += points;
    else if (points > 0) sum.up += points;
    else sum.down += points;
    this.#sums.set(pool, sum);
  }

  /** In words, each limit whose row is not what was added up. */
  differences(kept: ReadonlyMap<string, number>): readonly string[] {
    const pools = [...new Set([...kept.keys(), ...this.#sums.keys()])].sort();
    return pools.flatMap((pool) => {
      const { sure, up, down } = this.#sums.get(pool) ?? { sure: 0, up: 0, down: 0 };
      const used = kept.get(pool) ?? 0;
      if (sure + down <= used && used <= sure + up) return [];
      return [`rule_pool ${pool} has used ${used}, by its sales ${sure + up + down}`];
    });
  }
}
