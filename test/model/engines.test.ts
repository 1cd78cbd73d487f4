import { expect, test } from "vitest";
import type { Deps } from "../../server/deps.ts";
import { runNightly } from "../../server/features/nightly/index.ts";
import { adjust, verifyLedger } from "../../server/features/points/index.ts";
import {
  commitHold,
  confirmPurchase,
  makeHold,
  proveSales,
  recordPurchase,
  refundPurchase,
  releaseExpiredHolds,
  releaseHold,
  type SaleAsked,
  voidPurchase,
} from "../../server/features/purchases/index.ts";
import { planLadder } from "../../server/features/ranks/index.ts";
import { keptDifferences } from "../../server/features/segments/index.ts";
import type { Database } from "../../server/platform/database/database.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import { writeOf } from "../../server/platform/http/once.ts";
import { addDays, dateAt, startOfDay } from "../../shared/dates.ts";
import { Refusal } from "../../shared/errors.ts";
import { engines, migratedEngine } from "../databases/engines.ts";
import * as row from "../databases/rows.ts";
import { ledgerDeps, openAccounts, timeZone } from "../support/accounts.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { handler, openStore, owner, saleOf, sellerTo } from "../support/sales.ts";
import { silentLog } from "../support/world.ts";
import { fuzz, type Random, randomFrom } from "./random.ts";
import { SlowLinedShop } from "./slow-lined-shop.ts";
import { allOf, lineOf, type SlowHold, type SlowLine, type SlowSale, SlowShop } from "./slow-shop.ts";
import { type Variant, variants } from "./variants.ts";

/**
 * Random sales, returns, holds, corrections and nights through the verbs that the till and the API call, on a real
 * database, beside the slow shop: after every step the rows are what coin by coin says.
 */

const members = 4;
/** What may be refused here; any other refusal is a mistake of the fuzz. */
const refusals = new Set(["points.not_enough", "points.debt", "purchase.returned"]);
const minuteMs = 60_000;
interface Sold {
  readonly purchaseId: string;
  readonly slow: SlowSale;
}

interface Held {
  readonly holdId: string;
  readonly points: number;
  readonly slow: SlowHold;
}

interface Member {
  readonly id: number;
  readonly shop: SlowShop;
  readonly sales: Sold[];
  readonly holds: Held[];
}

class Street {
  readonly done = new Map<string, number>();
  readonly #deps: Deps;
  readonly #clock: TestClock;
  readonly #random: Random;
  readonly #members: readonly Member[];
  readonly #variant: Variant;
  /** What was given from each limit. */
  readonly #pools = new Map<string, number>();
  #writes = 0;

  constructor(deps: Deps, clock: TestClock, random: Random, variant: Variant) {
    this.#variant = variant;
    this.#deps = deps;
    this.#clock = clock;
    this.#random = random;
    const today = dateAt(clock.nowMs(), timeZone);
    const shopOf = (id: number): SlowShop =>
      variant.lined ? new SlowLinedShop(today, `m${id}`, this.#pools) : new SlowShop(today);
    this.#members = Array.from({ length: members }, (_, n) => {
      return { id: n + 1, shop: shopOf(n + 1), sales: [], holds: [] };
    });
  }

  get #today(): string {
    return dateAt(this.#clock.nowMs(), timeZone);
  }

  async step(): Promise<string> {
    // No two things happen in one moment, so that which came first is never a question.
    this.#clock.advanceBy(minuteMs);
    if (this.#random.chance(12)) await this.#daysPass(1 + this.#random.below(5));
    const member = this.#random.oneOf(this.#members) ?? this.#members[0];
    if (member === undefined) throw new Error("there are members");
    const commands: readonly [string, () => Promise<boolean>][] = [
      ["sell", () => this.#sell(member, null)],
      ["sell", () => this.#sell(member, null)],
      ["sell late", () => this.#sellLate(member)],
      ["hold", () => this.#hold(member)],
      ["hold", () => this.#hold(member)],
      ["commit", () => this.#commit(member)],
      ["commit", () => this.#commit(member)],
      ["release", () => this.#release(member)],
      ["refund", () => this.#refund(member)],
      ["void", () => this.#void(member)],
      ["ship", () => this.#ship(member)],
      ["adjust", () => this.#adjust(member)],
    ];
    const [name, run] = this.#random.oneOf(commands) ?? ["", async () => false];
    if (await run()) this.#count(name);
    await this.#check(member);
    return name;
  }

  #count(name: string): void {
    this.done.set(name, (this.done.get(name) ?? 0) + 1);
  }

  #write() {
    this.#writes += 1;
    return writeOf("fuzz", `w${this.#writes}`, [this.#writes]);
  }

  /** Holds whose time is over are released, and each night does its work. */
  async #daysPass(days: number): Promise<void> {
    const date = addDays(this.#today, days);
    this.#clock.setTo(startOfDay(date, timeZone) + 600 * minuteMs + this.#random.below(60) * minuteMs);
    await releaseExpiredHolds(this.#deps, this.#clock.nowMs() + minuteMs);
    for (const { shop, holds } of this.#members) {
      for (const { slow } of holds.splice(0)) shop.points.release(slow.coins);
      shop.points.settle();
    }
    for (let more = 1; more > 0; ) more = await runNightly(this.#deps, this.#clock.nowMs() + minuteMs);
    const stale = `SELECT count(*) FROM account WHERE windows_until_on <= '${date}'`;
    expect(Number(await row.value(this.#deps.database, stale))).toBe(0);
    for (const { shop } of this.#members) shop.night(date);
    this.#count("night");
    for (const member of this.#members) await this.#check(member);
  }

  /** What a verb answers; null where it refuses, which the slow shop must do too. */
  async #try<T>(verb: Promise<T>): Promise<T | null> {
    try {
      return await verb;
    } catch (failure) {
      if (failure instanceof Refusal && refusals.has(failure.code)) return null;
      throw failure;
    }
  }

  async #sell(member: Member, occurredAtMs: number | null, used = this.#wish(member)): Promise<boolean> {
    const lines = this.#lines(used);
    const channel = this.#random.chance(30) ? ("ec" as const) : ("store" as const);
    const on = dateAt(occurredAtMs ?? this.#clock.nowMs(), timeZone);
    const slow = member.shop.sell(lines, used, channel, on);
    const asked = this.#asked(lines, used, { channel, occurredAtMs });
    const receipt = await this.#try(recordPurchase(this.#deps, sellerTo(member.id), asked, this.#write()));
    return this.#sold(member, receipt, slow);
  }

  /** What a customer brings, worth more than the points they use. */
  #lines(used: number): SlowLine[] {
    if (!this.#variant.lined) return [lineOf("1", used + 150 + this.#random.below(4_000))];
    return Array.from({ length: 1 + this.#random.below(4) }, (_, n) => {
      const yen = 50 + this.#random.below(1_500) + (n === 0 ? used : 0);
      const [category, rate] = this.#random.oneOf([["tea", 80] as const, ["cup", 100] as const]) ?? ["", 100];
      return lineOf(`line ${n}`, yen, category, this.#random.chance(20) ? 100 : rate);
    });
  }

  #asked(lines: readonly SlowLine[], pointsToUse: number, other: Partial<SaleAsked> = {}): SaleAsked {
    const asked = saleOf(
      lines.reduce((sum, { yen }) => sum + yen, 0),
      pointsToUse,
      other,
    );
    if (!this.#variant.lined) return asked;
    const rungUp = lines.map(({ lineId, yen: amountYen, category, taxPerMille }) => {
      return { lineId, quantity: 1, amountYen, categories: [category], taxPerMille };
    });
    return { ...asked, basket: { lines: rungUp } };
  }

  #sold(member: Member, receipt: { readonly purchaseId: string } | null, slow: SlowSale | null): boolean {
    expect(receipt === null).toBe(slow === null);
    if (receipt === null || slow === null) return false;
    member.sales.push({ purchaseId: receipt.purchaseId, slow });
    return true;
  }

  /** How many points somebody would like to use: often none, sometimes more than there are. */
  #wish({ shop }: Member): number {
    if (this.#random.chance(40)) return 0;
    const usable = shop.points.usable(this.#today).length;
    return this.#random.below(usable + (this.#random.chance(10) ? 10 : 1));
  }

  /** A sale of up to three days ago that is told now. It uses no points. */
  async #sellLate(member: Member): Promise<boolean> {
    // What a late sale brings back to life with 自動延長型 is in the model of the ledger.
    if (this.#variant.lined) return false;
    return this.#sell(member, this.#clock.nowMs() - this.#random.below(3 * 24 * 60) * minuteMs, 0);
  }

  async #hold(member: Member): Promise<boolean> {
    const points = 1 + this.#wish(member);
    const coins = member.shop.points.take(points, this.#today, "held");
    const asked = { points, minutes: 60 };
    const held = await this.#try(makeHold(this.#deps, sellerTo(member.id), asked, this.#write()));
    expect(held === null).toBe(coins === null);
    if (held === null || coins === null) return false;
    const slow = { coins, expiresAtMs: held.expiresAtMs };
    member.holds.push({ holdId: held.holdId, points, slow });
    return true;
  }

  /** The oldest hold that is still in time; the others are over and not released yet. */
  #heldBy({ holds }: Member): Held | undefined {
    const at = holds.findIndex(({ slow }) => slow.expiresAtMs > this.#clock.nowMs());
    return at < 0 ? undefined : holds[at];
  }

  async #commit(member: Member): Promise<boolean> {
    const held = this.#heldBy(member);
    if (held === undefined) return false;
    const used = this.#random.chance(60) ? held.points : this.#random.below(held.points + 1);
    const lines = this.#lines(used);
    const slow = member.shop.sell(lines, used, "store", this.#today, held.slow);
    const asked = this.#asked(lines, used);
    const receipt = await this.#try(commitHold(this.#deps, handler, held.holdId, asked, this.#write()));
    if (!this.#sold(member, receipt, slow)) return false;
    member.holds.splice(member.holds.indexOf(held), 1);
    return true;
  }

  async #release(member: Member): Promise<boolean> {
    const held = this.#heldBy(member);
    if (held === undefined) return false;
    await releaseHold(this.#deps, handler, held.holdId, this.#write());
    member.shop.points.release(held.slow.coins);
    member.holds.splice(member.holds.indexOf(held), 1);
    return true;
  }

  #returnable({ sales }: Member): Sold | undefined {
    return this.#random.oneOf(sales.filter(({ slow }) => allOf(slow).length > 0));
  }

  async #refund(member: Member): Promise<boolean> {
    const sold = this.#returnable(member);
    if (sold === undefined) return false;
    const parts = this.#someOf(allOf(sold.slow)).map(([line, left]) => {
      const part = this.#random.chance(40) || left === 1 ? left : 1 + this.#random.below(left - 1);
      return [line, part] as const;
    });
    const whole = parts.reduce((sum, [, yen]) => sum + yen, 0);
    const lines = parts.map(([{ lineId }, amountYen]) => ({ lineId, amountYen }));
    const asked = this.#variant.lined ? { lines } : { amountYen: whole };
    await refundPurchase(this.#deps, handler, sold.purchaseId, asked, this.#write());
    member.shop.giveBack(sold.slow, parts, this.#today);
    return true;
  }

  /** At least one of them, in any order. */
  #someOf<T>(list: readonly T[]): readonly T[] {
    const left = [...list];
    const count = 1 + this.#random.below(list.length);
    return Array.from({ length: count }, () => left.splice(this.#random.below(left.length), 1)).flat();
  }

  async #void(member: Member): Promise<boolean> {
    const sold = this.#returnable(member);
    if (sold === undefined) return false;
    const begun = sold.slow.lines.some(({ backYen }) => backYen > 0);
    const voided = await this.#try(voidPurchase(this.#deps, handler, sold.purchaseId, {}, this.#write()));
    expect(voided === null).toBe(begun);
    if (voided === null) return false;
    member.shop.giveBack(sold.slow, allOf(sold.slow), this.#today);
    return true;
  }

  async #ship(member: Member): Promise<boolean> {
    const waiting = member.sales.filter(({ slow }) => slow.given.some(({ lot }) => lot.waits));
    const sold = this.#random.oneOf(waiting);
    if (sold === undefined) return false;
    await confirmPurchase(this.#deps, handler, sold.purchaseId, { event: "shipped" }, this.#write());
    member.shop.shipped(sold.slow, this.#today);
    return true;
  }

  async #adjust(member: Member): Promise<boolean> {
    const size = 1 + this.#random.below(40);
    const points = this.#random.chance(60) ? size : -size;
    const asked = { memberId: member.id, points, reasonCode: "apology", reason: null } as const;
    const adjusted = await this.#try(adjust(this.#deps, owner, asked, this.#write()));
    expect(adjusted !== null).toBe(member.shop.adjust(points, this.#today));
    return adjusted !== null;
  }

  /** The member's rows are what the slow shop says. */
  async #check({ id, shop }: Member): Promise<void> {
    const { point } = this.#deps.database;
    const account = await point
      .selectFrom("account")
      .select(["balance", "lot_balance", "debt", "held", "pending"])
      .where("account_id", "=", id)
      .executeTakeFirstOrThrow();
    const lots = await point
      .selectFrom("lot")
      .select(["points", "remaining", "lapsed", "activates_on", "expires_on", "pending"])
      .where("account_id", "=", id)
      .orderBy("lot_id")
      .execute();
    shop.points.settle();
    const slow = shop.points.rows();
    const seen = lots.map(({ activates_on: activatesOn, expires_on: expiresOn, pending, ...lot }) => ({
      ...{ ...lot, activatesOn, expiresOn, pending: pending === 1 },
    }));
    expect(seen).toEqual(slow);
    expect(await keptDifferences(this.#deps, this.#today)).toEqual([]);
    const balance = shop.points.balance();
    expect(account).toEqual({
      balance,
      lot_balance: balance,
      debt: shop.points.debt,
      held: shop.points.held(),
      pending: slow.reduce((sum, lot) => (lot.pending ? sum + lot.remaining : sum), 0),
    });
    const pools = await point.selectFrom("rule_pool").select(["pool", "used"]).execute();
    expect(new Map(pools.filter(({ used }) => used > 0).map(({ pool, used }) => [pool, used]))).toEqual(
      new Map([...this.#pools].filter(([, used]) => used > 0)),
    );
  }
}

/** Random days that never came to a limit would say nothing about it. */
async function expectAllMet(database: Database): Promise<void> {
  const inAwards = ['"cappedBy":"total"', '"cappedBy":"per_member_day"', '"ruleId":"rank"', '"amount":2250'];
  for (const words of inAwards) {
    const met = `SELECT count(*) FROM purchase WHERE award LIKE '%${words}%'`;
    expect(Number(await row.value(database, met)), words).toBeGreaterThan(0);
  }
  for (const met of ["refund WHERE nth > 1", "entry WHERE debt_after > 0", "purchase_void"]) {
    expect(Number(await row.value(database, `SELECT count(*) FROM ${met}`)), met).toBeGreaterThan(0);
  }
}

/** A question costs most on D1, which is asked over a socket. */
const steps = { sqlite: 400, postgres: 200, d1: 80 } as const;

test.each(engines.flatMap((name) => variants.map((variant) => [name, variant.what, variant] as const)))(
  "random days of 4 members on %s (%s) hold what slow counting holds",
  { timeout: 600_000 },
  async (name, _, variant) => {
    const engine = await migratedEngine(name);
    const clock = testClock(Date.UTC(2026, 10, 21, 3));
    const deps = ledgerDeps(engine.database, clock, silentLog);
    try {
      await openStore(deps, variant.rules);
      if (variant.ladder !== null) {
        const published = planLadder(variant.ladder, clock.nowMs(), "system:test");
        await deps.database.commit(housekeeping("a test", [published]));
      }
      await openAccounts(deps, members);
      const street = new Street(deps, clock, randomFrom(fuzz.seed), variant);
      for (let step = 0; step < steps[name] * fuzz.times; step++) {
        let what = "";
        try {
          what = await street.step();
        } catch (failure) {
          throw new Error(`step ${step} ${what}`, { cause: failure });
        }
      }
      // Ten kinds of step; so short a run may miss the rarest.
      expect(street.done.size).toBeGreaterThanOrEqual(8);
      if (variant.lined && name !== "d1") await expectAllMet(engine.database);
      clock.advanceBy(10 * minuteMs);
      const proof = await proveSales(deps, clock.nowMs());
      const verify = () => verifyLedger(deps, proof);
      expect(await verify()).toMatchObject({ firstBreak: null, accounts: members });
      expect(proof.limits()).toEqual([]);
      await row.commit(
        engine.database,
        row.raw("UPDATE account_day SET net_yen = net_yen + 1 WHERE account_id = 3"),
      );
      expect((await verify()).firstBreak).toMatchObject({
        memberPublicId: "m3",
        what: expect.stringContaining("account_day"),
      });
    } finally {
      await engine.close();
    }
  },
);
