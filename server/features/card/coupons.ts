import { dateAt } from "../../../shared/dates.ts";
import type { Deps } from "../../deps.ts";
import { couponRoutes, type MemberFacts } from "../coupons/index.ts";
import type { Member } from "../members/index.ts";
import { rankOf } from "../ranks/index.ts";
import { accountOf } from "./home.ts";

/** What a coupon may ask of its member where there is no sale: the rank of today, and which purchase the next one is. */
export async function factsOf(deps: Deps, member: Member): Promise<MemberFacts> {
  const account = await accountOf(deps, member);
  const { timeZone } = deps.settings;
  const today = dateAt(deps.clock.nowMs(), timeZone);
  const { view, ladder } = await rankOf(deps, account, dateAt(member.joinedAtMs, timeZone), today);
  return { rankCode: view?.code ?? null, ladder: ladder.ranks, nthPurchase: account.purchases + 1 };
}

export const cardCouponRoutes = couponRoutes(factsOf);
