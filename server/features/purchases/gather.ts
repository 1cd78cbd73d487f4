import { addDays, type CalendarDate, dateAt, timeAt, weekdayOf } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import { poolsOf } from "../../../shared/points/earn/caps.ts";
import type { Basket, EarnFacts } from "../../../shared/points/earn/types.ts";
import type { Lot } from "../../../shared/points/lots.ts";
import type { Programme } from "../../../shared/points/programme/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Member } from "../members/index.ts";
import {
  type Account,
  type AccountDay,
  dayOf,
  lapsedLotsSince,
  loadMemberAccount,
  mainProgramme,
  poolsUsed,
  rulesAt,
} from "../points/index.ts";
import { type RankNow, rankAt, rankOf } from "../ranks/index.ts";
import { placesOf } from "../stores/index.ts";
import { basketOf } from "./basket.ts";
import { momentOf } from "./moment.ts";
import type { SaleAsked, Seller } from "./seller.ts";
import { nextNumber } from "./sold.ts";
import { hasVisit } from "./visit.ts";

/** Everything a sale is decided on, read at one moment. */
export interface Situation {
  readonly member: Member;
  readonly account: Account;
  readonly programme: Programme;
  readonly basket: Basket;
  /** All but the points used, which the sale decides. */
  readonly facts: EarnFacts;
  /** The business day of the sale before it. */
  readonly day: AccountDay;
  /** On the business day of the sale, before it, by the ladder in force now: what the sale is counted on. */
  readonly rank: RankNow;
  /** Lots that lapsed and could come back with this sale. */
  readonly lapsed: readonly Lot[];
  readonly nowMs: number;
  readonly occurredAtMs: number;
  /** The date of recording, and of the sale itself: the same unless it comes late. */
  readonly today: CalendarDate;
  readonly on: CalendarDate;
}

/**
 * Reads what a sale is decided on. Rules, business day and facts are those of the moment it took place.
 * @throws Refusal member.* where the member cannot be sold to, purchase.too_old, purchase.in_future or
 * purchase.before_joining for its time.
 */
export async function gather(deps: Deps, seller: Seller, asked: SaleAsked): Promise<Situation> {
  const { storeNode, memberId } = seller;
  const timeZone = storeNode.timeZone ?? deps.settings.timeZone;
  const { nowMs, occurredAtMs } = momentOf(deps, asked.occurredAtMs ?? seller.readAtMs ?? null);
  const today = dateAt(nowMs, timeZone);
  const on = occurredAtMs === nowMs ? today : dateAt(occurredAtMs, timeZone);
  const [programme, found, places] = await Promise.all([
    rulesAt(deps, mainProgramme, occurredAtMs),
    loadMemberAccount(deps, memberId, mainProgramme),
    placesOf(deps, storeNode),
  ]);
  if (found === null) throw new Refusal("member.not_found");
  const { member, account } = found;
  if (member.mergedIntoId !== null) throw new Refusal("member.merged");
  if (member.status === "left") throw new Refusal("member.left");
  if (member.status === "suspended") throw new Refusal("member.suspended");
  // By the day: who joins at the till does so while the sale is rung up.
  if (on < dateAt(member.joinedAtMs, timeZone)) throw new Refusal("purchase.before_joining");
  const basket = basketOf(programme, asked.basket);
  const joinedOn = dateAt(member.joinedAtMs, deps.settings.timeZone);
  // After the account: what is newer than it makes its stream refuse this sale, what is older would not.
  const [day, rank, nthPurchase] = await Promise.all([
    dayOf(deps, memberId, mainProgramme, on),
    rankOf(deps, account, joinedOn, on),
    nextNumber(deps, account),
  ]);
  const rankThen = await rankAt(deps, rank, { account, joinedOn, atMs: occurredAtMs, today });
  const unpooled: EarnFacts = {
    trigger: "purchase",
    amountsAre: basket.amountsAre,
    businessDate: on,
    weekday: weekdayOf(on),
    timeOfDay: timeAt(occurredAtMs, timeZone),
    memberId: member.publicId,
    places,
    storeId: storeNode.publicId,
    channel: asked.channel,
    rank: rankFact(rankThen),
    segments: [],
    nthPurchase,
    firstOfDay: await hasVisit(deps, account, on, day, programme),
    birthdayMonth: member.birthday !== null && member.birthday.slice(0, 2) === on.slice(5, 7),
    paymentMethods: [...new Set(basket.payments.map(({ method }) => method))],
    pointsUsed: 0,
    pools: {},
  };
  const [pools, lapsed] = await Promise.all([
    poolsUsed(deps, poolsOf(programme, unpooled)),
    lapsedFor(deps, programme, account, on, today),
  ]);
  const facts = { ...unpooled, pools };
  return { member, account, programme, basket, facts, day, rank, lapsed, nowMs, occurredAtMs, today, on };
}

function rankFact({ view, ladder }: Pick<RankNow, "view" | "ladder">): EarnFacts["rank"] {
  if (view === null) return null;
  const { code, multiplierPerMille, name } = view;
  return { code, multiplierPerMille, name, ladderVersion: ladder.version };
}

/** Lots that may come back: within the programme's window, or because a late sale would have kept them alive. */
async function lapsedFor(
  deps: Deps,
  programme: Programme,
  account: Account,
  on: CalendarDate,
  today: CalendarDate,
): Promise<readonly Lot[]> {
  const { reinstatement, expires } = programme;
  const late = on < today && expires.kind === "activity";
  if (reinstatement === null && !late) return [];
  return lapsedLotsSince(deps, account.accountId, addDays(on, -(reinstatement?.windowDays ?? 0)));
}
