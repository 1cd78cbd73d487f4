import { type Answer, type Call, type Endpoint, ok, param, refuse } from "../http/call.ts";
import { dayInJapan, type Platform } from "../platform.ts";
import { userIdParam } from "./people.ts";
import { limitParam, nextPage, startParam } from "./units.ts";

/**
 * Messaging API reference, Membership: paid monthly subscriptions, made in the OA Manager and so given in the
 * options. Not a points programme.
 */
export interface MembershipPlan {
  readonly membershipId: number;
  readonly title: string;
  readonly description: string;
  readonly benefits: readonly string[];
  readonly price: number;
  readonly currency: string;
  readonly memberLimit: number | null;
}

export interface Subscription {
  readonly membershipId: number;
  readonly userId: string;
  readonly membershipNo: number;
  readonly joinedAtMs: number;
}

const rate = "200/second";
const none = { rate, auth: "channel", body: "none" } as const;

export const membershipEndpoints: readonly Endpoint[] = [
  { route: "GET /v2/bot/membership/subscription/{userId}", ...none, handle: subscriptions },
  {
    ...{ route: "GET /v2/bot/membership/{membershipId}/users/ids", ...none },
    rate: (switches) => (switches.membershipUsersRate === "section" ? rate : "2000/second"),
    handle: members,
  },
  { route: "GET /v2/bot/membership/list", ...none, handle: plans },
];

function plansOf({ options }: Platform): readonly MembershipPlan[] {
  return options.messaging.membershipPlans ?? [];
}

function subscribed({ options, state }: Platform, membershipId: number): readonly Subscription[] {
  const all = options.messaging.subscriptions ?? [];
  return all.filter(
    (each) => each.membershipId === membershipId && state.users.get(each.userId)?.friend === "friend",
  );
}

const monthMs = 30 * 24 * 3_600_000;

function subscriptions(call: Call): Answer {
  const { platform } = call;
  const userId = userIdParam(call);
  const found = plansOf(platform).flatMap((plan) =>
    subscribed(platform, plan.membershipId)
      .filter((each) => each.userId === userId)
      .map((each) => ({ plan, each })),
  );
  if (found.length === 0) refuse(404, "Not found");
  const shown = found.map(({ plan, each }) => {
    const { membershipId, title, description, benefits, price, currency } = plan;
    const months = Math.floor((platform.nowMs() - each.joinedAtMs) / monthMs) + 1;
    const user = {
      ...{ membershipNo: each.membershipNo, joinedTime: Math.floor(each.joinedAtMs / 1_000) },
      ...{ nextBillingDate: dayInJapan(each.joinedAtMs + months * monthMs), totalSubscriptionMonths: months },
    };
    return { membership: { membershipId, title, description, benefits, price, currency }, user };
  });
  return ok({ subscriptions: shown });
}

function members(call: Call): Answer {
  const { platform, query } = call;
  const membershipId = Number(param(call, "membershipId"));
  const known = plansOf(platform).some((plan) => plan.membershipId === membershipId);
  if (!known) refuse(404, "Membership ID is not found");
  const limit = limitParam(query, 1000, 300);
  const from = startParam(query, platform.nowMs());
  const ids = subscribed(platform, membershipId).map((each) => each.userId);
  return ok({ userIds: ids.slice(from, from + limit), ...nextPage(platform, from + limit, ids.length) });
}

function plans({ platform }: Call): Answer {
  const all = plansOf(platform);
  if (all.length === 0) refuse(404, "Membership plan not found");
  const memberships = all.map((plan) => ({
    ...plan,
    ...{ memberCount: subscribed(platform, plan.membershipId).length },
    ...{ isInAppPurchase: true, isPublished: true },
  }));
  return ok({ memberships });
}
