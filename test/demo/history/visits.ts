import type { Deps } from "../../../server/deps.ts";
import type { Member } from "../../../server/features/members/index.ts";
import { quoteSale, sell } from "../../../server/features/purchases/sell.ts";
import { handOver, stampsOfScan } from "../../../server/features/purchases/stamps/rewards.ts";
import { scanAtTill } from "../../../server/features/purchases/till.ts";
import { voidSale } from "../../../server/features/purchases/void.ts";
import type { Session } from "../../../server/platform/auth/sessions.ts";
import { IDENTIFY, SPEND } from "../../../shared/card/code.ts";
import type { Receipt } from "../../../shared/purchases/schema.ts";
import type { TestClock } from "../../support/clock.ts";
import type { Life, Visit } from "./lives.ts";
import type { Counter } from "./opening.ts";
import { type HistoryPhone, historyPhone } from "./phone.ts";
import type { Draws } from "./random.ts";

/** A shop with everything that is the member's own: their clock, their ids, their luck. */
export interface Stage {
  readonly deps: Deps;
  readonly clock: TestClock;
  readonly draws: Draws;
  readonly counters: readonly Counter[];
  readonly visited: () => void;
}

/** Fewer are not worth the trouble at the till. */
const worthUsing = 50;

/** Nobody drinks two free cups at one visit. */
const rewardsAtOnce = 1;

/** Lives one member's year: every visit through the till, one after the other. */
export async function live(stage: Stage, member: Member, life: Life): Promise<void> {
  const phone = historyPhone(stage.deps, member, stage.draws);
  let balance = 0;
  for (const visit of life.visits) {
    balance = await comeIn(stage, phone, visit, balance);
    stage.visited();
  }
}

/** One visit; answers the balance that the receipt shows. */
async function comeIn(stage: Stage, phone: HistoryPhone, visit: Visit, balance: number): Promise<number> {
  const { deps, clock, draws } = stage;
  const counter = stage.counters[visit.store];
  if (counter === undefined) throw new Error(`there is no store number ${visit.store}`);
  const till = draws.pick(counter);
  clock.setTo(visit.atMs);
  const spends = visit.usesPoints && balance >= worthUsing;
  if (visit.mistyped) {
    const wrong = await pay(stage, phone, till, {
      ...{ yen: visit.amountYen * 10, spends: false, coupon: false },
    });
    clock.advanceBy(draws.between(40, 90) * 1000);
    await voidSale(deps, till, wrong.purchaseId, { reason: "金額の打ち間違い" }, deps.ids.ulid());
    clock.advanceBy(draws.between(20, 40) * 1000);
  }
  const receipt = await pay(stage, phone, till, { yen: visit.amountYen, spends, coupon: draws.percent(30) });
  return receipt.points.balance;
}

interface Bill {
  readonly yen: number;
  readonly spends: boolean;
  /** Whether the member has thought of their coupon; then staff take the best one that is suggested. */
  readonly coupon: boolean;
}

async function pay(stage: Stage, phone: HistoryPhone, till: Session, bill: Bill): Promise<Receipt> {
  const { deps, clock, draws } = stage;
  const code = await phone.show(bill.spends ? SPEND : IDENTIFY);
  clock.advanceBy(draws.between(2, 9) * 1000);
  const source = draws.percent(70) ? "camera" : "wedge";
  const { scanId } = await scanAtTill(deps, till, {
    code,
    source,
    ...(bill.spends ? { intent: "spend" as const } : {}),
  });
  const bare = { scanId, amountYen: bill.yen, pointsToUse: 0 };
  const suggested = bill.coupon ? (await quoteSale(deps, till, bare)).best : null;
  const asked = { ...bare, coupons: suggested === null ? [] : [suggested] };
  const quote = await quoteSale(deps, till, asked);
  const pointsToUse = bill.spends ? inRoundNumbers(quote.pointsToUseMax) : 0;
  clock.advanceBy(draws.between(5, 40) * 1000);
  const receipt = await sell(deps, till, { ...asked, pointsToUse }, deps.ids.ulid());
  const { rewards } = await stampsOfScan(deps, till, scanId);
  for (const { rewardId } of rewards.slice(0, rewardsAtOnce)) {
    clock.advanceBy(draws.between(5, 20) * 1000);
    await handOver(deps, till, { scanId, rewardId }, false, deps.ids.ulid());
  }
  return receipt;
}

/** People use 50, 100, 150 … points, not 137. */
function inRoundNumbers(points: number): number {
  return points - (points % worthUsing);
}
