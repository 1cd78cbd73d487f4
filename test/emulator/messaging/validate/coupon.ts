import { type Call, type Problem, refuseBody } from "../../http/call.ts";
import { isJsonObject, type JsonObject } from "../../json.ts";
import type { MessagingSwitches } from "../switches.ts";
import {
  anything,
  byType,
  type Check,
  type Fields,
  minded,
  number,
  oneOf,
  problem,
  shape,
  text,
  under,
  url,
} from "./kit.ts";

/** Messaging API reference, Create a coupon. */

const most = Number.MAX_SAFE_INTEGER;
const picture = url(2000, "https");

const timezones = oneOf(
  ...["ETC_GMT_MINUS_12", "ETC_GMT_MINUS_11", "PACIFIC_HONOLULU", "AMERICA_ANCHORAGE"],
  ...["AMERICA_LOS_ANGELES", "AMERICA_PHOENIX", "AMERICA_CHICAGO", "AMERICA_NEW_YORK", "AMERICA_CARACAS"],
  ...["AMERICA_SANTIAGO", "AMERICA_ST_JOHNS", "AMERICA_SAO_PAULO", "ETC_GMT_MINUS_2", "ATLANTIC_CAPE_VERDE"],
  ...["EUROPE_LONDON", "EUROPE_PARIS", "EUROPE_ISTANBUL", "EUROPE_MOSCOW", "ASIA_TEHRAN", "ASIA_TBILISI"],
  ...["ASIA_KABUL", "ASIA_TASHKENT", "ASIA_COLOMBO", "ASIA_KATHMANDU", "ASIA_ALMATY", "ASIA_RANGOON"],
  ...["ASIA_BANGKOK", "ASIA_TAIPEI", "ASIA_TOKYO", "AUSTRALIA_DARWIN", "AUSTRALIA_SYDNEY"],
  ...["ASIA_VLADIVOSTOK", "ETC_GMT_PLUS_12", "PACIFIC_TONGATAPU"],
);

const onceOrUnlimited: Check = (value, at, problems) => {
  if (value !== 1 && value !== -1) problem(problems, at, "Must be 1 or -1");
};
const countOrUnlimited: Check = (value, at, problems) => {
  if (value !== -1) number(1, 999_999, true)(value, at, problems);
};

const acquisition = byType({
  normal: shape({ type: anything }),
  lottery: shape({
    ...{ type: anything, lotteryProbability: number(1, 99, true), maxAcquireCount: countOrUnlimited },
  }),
});

const prices: Readonly<Record<string, readonly string[]>> = {
  fixed: ["fixedAmount"],
  percentage: ["percentage"],
  explicit: ["originalPrice", "priceAfterDiscount"],
};

/** A field that belongs to another type of price "Must not be specified". */
function price(...types: readonly string[]): Check {
  return (value, at, problems) => {
    if (!isJsonObject(value)) return problem(problems, at, "must be specified");
    oneOf(...types)(value.type, under(at, "type"), problems);
    const own = prices[String(value.type)];
    if (own === undefined) return;
    const amount = value.type === "percentage" ? number(1, 99, true) : number(0, most, true);
    for (const key of own) amount(value[key], under(at, key), problems);
    for (const key of Object.keys(value).filter((each) => each !== "type" && !own.includes(each))) {
      problem(problems, under(at, key), "Must not be specified");
    }
  };
}

const rewards: Readonly<Record<string, Check>> = {
  discount: shape({ type: anything, priceInfo: price("fixed", "percentage", "explicit") }),
  free: shape({ type: anything }),
  gift: shape({ type: anything }),
  cashBack: shape({ type: anything, priceInfo: price("fixed", "percentage") }),
  others: shape({ type: anything }),
};

/** LINE writes these values without spaces between them. */
const reward: Check = (value, at, problems) => {
  const type = isJsonObject(value) && typeof value.type === "string" ? value.type : "";
  const check = rewards[type];
  if (check) return check(value, at, problems);
  const types = Object.keys(rewards).join(",");
  problem(problems, under(at, "type"), `Must be one of the following values: [${types}]`);
};

const title: Check = (value, at, problems) => {
  const length = typeof value === "string" ? value.length : 0;
  if (length < 1 || length > 60) problem(problems, at, "Size must be between 1 and 60");
};

const seconds = number(0, most, true);
const required: Fields = {
  ...{ title, acquisitionCondition: acquisition, startTimestamp: seconds, endTimestamp: seconds },
  ...{ timezone: timezones, visibility: oneOf("UNLISTED", "PUBLIC") },
};
const optional: Fields = {
  ...{ description: text(1000, "units", 0), imageUrl: picture, barcodeImageUrl: picture },
  ...{ couponCode: text(16), usageCondition: text(100, "units", 0) },
};

function couponShape(rules: MessagingSwitches["couponRules"]): Check {
  return rules === "reference"
    ? shape({ ...required, reward, maxUseCountPerTicket: onceOrUnlimited }, optional)
    : shape({ ...required, maxUseCountPerTicket: number(-most, 1, true) }, { ...optional, reward });
}

export function checkCoupon({ json, platform }: Call): void {
  const problems: Problem[] = [];
  const { switches } = platform.live;
  couponShape(switches.couponRules)(json, { property: "", style: "dots" }, problems);
  const counting = minded([...problems, ...timeProblems(json, platform.nowMs() / 1_000)], switches);
  if (counting.length > 0) refuseBody(counting);
}

function timeProblems({ startTimestamp, endTimestamp }: JsonObject, nowSeconds: number): Problem[] {
  const end = Number(endTimestamp);
  if (typeof endTimestamp !== "number" || typeof startTimestamp !== "number") return [];
  if (end >= nowSeconds && end >= Number(startTimestamp)) return [];
  return [{ message: "The end must not be before now, nor before the start", property: "endTimestamp" }];
}
