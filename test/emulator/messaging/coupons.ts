import { ulid } from "ulid";
import { type Answer, type Call, type Endpoint, ok, param, Refusal, refuseBody } from "../http/call.ts";
import { isJsonObject, type JsonObject, objectsAt } from "../json.ts";
import type { Platform } from "../platform.ts";
import type { Coupon } from "./state.ts";
import { limitParam, nextPage, startParam } from "./units.ts";
import { checkCoupon } from "./validate/coupon.ts";

/**
 * Messaging API reference, Coupon. No API tells who acquired or used one; here the control doors do.
 */

const mostValid = 5_000;
const rate = "200/second";
const none = { rate, auth: "channel", body: "none" } as const;

export const couponEndpoints: readonly Endpoint[] = [
  {
    ...{ route: "POST /v2/bot/coupon", rate, auth: "channel", body: "json" },
    ...{ validate: checkCoupon, handle: create },
  },
  { route: "PUT /v2/bot/coupon/{couponId}/close", ...none, handle: close },
  { route: "GET /v2/bot/coupon", ...none, handle: listCoupons },
  {
    route: "GET /v2/bot/coupon/{couponId}",
    ...none,
    handle: (call) => ok(shown(call.platform, couponOf(call))),
  },
];

export type CouponStatus = "RUNNING" | "CLOSED";

/** Upcoming and valid ones are `RUNNING`, expired and discontinued ones `CLOSED`. Drafts no API can make. */
export function statusOf({ nowMs }: Platform, { body, discontinued }: Coupon): CouponStatus {
  return discontinued || Number(body.endTimestamp) * 1_000 <= nowMs() ? "CLOSED" : "RUNNING";
}

function create({ platform, json: body }: Call): Answer {
  const { coupons } = platform.state;
  const valid = [...coupons.values()].filter((coupon) => statusOf(platform, coupon) === "RUNNING");
  if (valid.length >= mostValid)
    refuseBody([{ message: "You have too many coupons created.", property: "" }]);
  const couponId = ulid(platform.nowMs());
  const createdTimestamp = Math.floor(platform.nowMs() / 1_000);
  coupons.set(couponId, { couponId, body, createdTimestamp, discontinued: false });
  platform.changed();
  return ok({ couponId });
}

function couponOf(call: Call): Coupon {
  const coupon = call.platform.state.coupons.get(param(call, "couponId"));
  if (!coupon) return refuseWith(404, "coupon not found");
  return coupon;
}

function refuseWith(status: number, message: string): never {
  const details = [{ message, property: "" }];
  throw new Refusal(status, { message: "The request body has 1 error(s)", details });
}

function close(call: Call): Answer {
  const coupon = couponOf(call);
  const { state } = call.platform;
  if (statusOf(call.platform, coupon) === "CLOSED") refuseWith(410, "The coupon has already been closed.");
  state.coupons.set(coupon.couponId, { ...coupon, discontinued: true });
  call.platform.changed();
  return ok();
}

const statuses = ["DRAFT", "RUNNING", "CLOSED"];

/** `status` comes comma-joined in one parameter (the SDK) or repeated. */
function listCoupons({ platform, query }: Call): Answer {
  const limit = limitParam(query, 100, 20);
  const wanted = query.getAll("status").flatMap((each) => each.split(","));
  if (wanted.some((each) => !statuses.includes(each))) {
    const message = `Must be one of the following values: [${statuses.join(",")}]`;
    refuseBody([{ message, property: "status" }]);
  }
  const all = [...platform.state.coupons.values()].filter(
    (coupon) => wanted.length === 0 || wanted.includes(statusOf(platform, coupon)),
  );
  const from = startParam(query, platform.nowMs());
  const items = all.slice(from, from + limit).map(({ couponId, body }) => ({ couponId, title: body.title }));
  return ok({ items, ...nextPage(platform, from + limit, all.length) });
}

function shown(platform: Platform, coupon: Coupon): JsonObject {
  const { couponId, body, createdTimestamp } = coupon;
  const status = statusOf(platform, coupon);
  return { ...body, couponId, createdTimestamp, status, maxTicketPerUser: 1, ...rewardShown(body.reward) };
}

function rewardShown(reward: unknown): JsonObject {
  if (!isJsonObject(reward) || !isJsonObject(reward.priceInfo)) return {};
  return { reward: { ...reward, priceInfo: { ...reward.priceInfo, currency: "JPY" } } };
}

/** A coupon message needs a coupon that is running; what LINE does otherwise is not known (INFER: 400). */
export function checkCoupons({ platform, json }: Call): void {
  if (platform.live.switches.closedCouponMessage === "deliver") return;
  for (const [index, { type, couponId }] of objectsAt(json, "messages").entries()) {
    if (type !== "coupon") continue;
    const coupon = platform.state.coupons.get(String(couponId));
    if (coupon && statusOf(platform, coupon) === "RUNNING") continue;
    refuseBody([{ message: "coupon not found", property: `messages[${index}].couponId` }]);
  }
}
