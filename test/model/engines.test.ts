import { expect, test } from "vitest";
import type { Deps } from "../../server/deps.ts";
import { runNightly } from "../../server/features/nightly/index.ts";
import { adjust, mainProgramme, planProgramme, verifyLedger } from "../../server/features/points/index.ts";
import {
  commitHold,
  confirmPurchase,
  type Handler,
  makeHold,
  proveSales,
  recordPurchase,
  refundPurchase,
  releaseExpiredHolds,
  releaseHold,
  type SaleAsked,
  type Seller,
  voidPurchase,
} from "../../server/features/purchases/index.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import { writeOf } from "../../server/platform/http/once.ts";
import { addDays, dateAt, startOfDay } from "../../shared/dates.ts";
import { Refusal } from "../../shared/errors.ts";
import { engines, migratedEngine } from "../databases/engines.ts";
import * as row from "../databases/rows.ts";
import { ledgerDeps, openAccounts, timeZone } from "../support/accounts.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { silentLog } from "../support/world.ts";
import { fuzz, type Random, randomFrom } from "./random.ts";
import { rules, type SlowHold, type SlowSale, SlowShop } from "./slow-shop.ts";

/**
 * Random sales, returns, holds, corrections and nights through the verbs that the till and the API call, on a real
 * database, beside the slow shop: after every step the rows are what coin by coin says.
 */

const members = 4;
/** What may be refused here; any other refusal is a mistake of the fuzz. */
const refusals = new Set(["points.not_enough", "points.debt", "purchase.returned"]);
const minuteMs = 60_000;
const owner = { kind: "staff", id: "staff", role: "owner" } as const;
const handler: Handler = { actor: owner, staffId: 1, storeNode: null, tillId: null, refuses: () => null };

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
  #writes = 0;

  constructor(deps: Deps, clock: TestClock, random: Random) {
    this.#deps = deps;
    this.#clock = clock;
    this.#random = random;
    this.#members = Array.from({ length: members }, (_, n) => ({
      ...{ id: n + 1, shop: new SlowShop(dateAt(clock.nowMs(), timeZone)), sales: [], holds: [] },
    }));
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

  #seller(member: Member): () => Promise<Seller> {
    const storeNode = {
      ...{
        nodeId: 2,
        publicId: "ginza",
        name: "銀座店",
        path: "/1/2/",
        amountYenMax: 100_000,
        timeZone: null,
      },
    };
    const till = {
      tillId: "till",
      staffId: 1,
      staffName: null,
      source: "api",
      maySpend: true,
      scanId: null,
    } as const;
    return async () => ({ ...till, actor: owner, storeNode, memberId: member.id });
  }

  #asked(amountYen: number, pointsToUse: number, other: Partial<SaleAsked> = {}): SaleAsked {
    const usual = { channel: "store", receiptNumber: null, occurredAtMs: null, holdId: null } as const;
    return { basket: { amountYen }, pointsToUse, ...usual, ...other };
  }

  async #sell(member: Member, occurredAtMs: number | null, used = this.#wish(member)): Promise<boolean> {
    const amountYen = used + 150 + this.#random.below(4_000);
    const channel = this.#random.chance(30) ? ("ec" as const) : ("store" as const);
    const on = dateAt(occurredAtMs ?? this.#clock.nowMs(), timeZone);
    const slow = member.shop.sell(amountYen, used, channel, on);
    const asked = this.#asked(amountYen, used, { channel, occurredAtMs });
    const receipt = await this.#try(recordPurchase(this.#deps, this.#seller(member), asked, this.#write()));
    return this.#sold(member, receipt, slow);
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
  #sellLate(member: Member): Promise<boolean> {
    return this.#sell(member, this.#clock.nowMs() - this.#random.below(3 * 24 * 60) * minuteMs, 0);
  }

  async #hold(member: Member): Promise<boolean> {
    const points = 1 + this.#wish(member);
    const coins = member.shop.points.take(points, this.#today, "held");
    const asked = { points, minutes: 60 };
    const held = await this.#try(makeHold(this.#deps, this.#seller(member), asked, this.#write()));
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
    const amountYen = used + 150 + this.#random.below(4_000);
    const slow = member.shop.sell(amountYen, used, "store", this.#today, held.slow);
    const asked = this.#asked(amountYen, used);
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
    return this.#random.oneOf(sales.filter(({ slow }) => slow.returnedYen < slow.amountYen));
  }

  async #refund(member: Member): Promise<boolean> {
    const sold = this.#returnable(member);
    if (sold === undefined) return false;
    const left = sold.slow.amountYen - sold.slow.returnedYen;
    const amountYen = this.#random.chance(30) ? left : 1 + this.#random.below(left);
    await refundPurchase(this.#deps, handler, sold.purchaseId, { amountYen }, this.#write());
    member.shop.giveBack(sold.slow, amountYen, this.#today);
    return true;
  }

  async #void(member: Member): Promise<boolean> {
    const sold = this.#returnable(member);
    if (sold === undefined) return false;
    const voided = await this.#try(voidPurchase(this.#deps, handler, sold.purchaseId, {}, this.#write()));
    expect(voided === null).toBe(sold.slow.returnedYen > 0);
    if (voided === null) return false;
    member.shop.giveBack(sold.slow, sold.slow.amountYen, this.#today);
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
    const balance = shop.points.balance();
    expect(account).toEqual({
      balance,
      lot_balance: balance,
      debt: shop.points.debt,
      held: shop.points.held(),
      pending: slow.reduce((sum, lot) => (lot.pending ? sum + lot.remaining : sum), 0),
    });
  }
}

/** A question costs most on D1, which is asked over a socket. */
const steps = { sqlite: 400, postgres: 200, d1: 100 } as const;

test.each(engines)("random days of 4 members on %s hold what slow counting holds", {
  timeout: 600_000,
}, async (name) => {
  const engine = await migratedEngine(name);
  const clock = testClock(Date.UTC(2026, 10, 21, 3));
  const deps = ledgerDeps(engine.database, clock, silentLog);
  try {
    const store = {
      node_id: 2,
      public_id: "ginza",
      parent_id: 1,
      code: "1",
      path: "/1/2/",
      amount_yen_max: 100_000,
    };
    const node = row.insert("node", { ...store, kind: "store", name: "銀座店" });
    await row.commit(engine.database, ...row.shop().slice(0, 2), node);
    const programme = planProgramme(mainProgramme, "points", rules, clock.nowMs());
    await engine.database.commit(housekeeping("a test", programme));
    await openAccounts(deps, members);
    const street = new Street(deps, clock, randomFrom(fuzz.seed));
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
});
