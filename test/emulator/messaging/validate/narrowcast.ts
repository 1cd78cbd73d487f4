import type { Problem } from "../../http/call.ts";
import { isJsonObject, type JsonObject, listAt } from "../../json.ts";
import {
  anything,
  bool,
  byType,
  type Check,
  type Fields,
  list,
  number,
  oneOf,
  problem,
  shape,
  text,
} from "./kit.ts";

/** Messaging API reference, Narrowcast message: recipient, demographic filter and limit objects. */

const mostObjects = 10;
const most = Number.MAX_SAFE_INTEGER;

/** An operator holds exactly one of `and`, `or`, `not`, of the objects it stands among. */
function operator(inside: Check): Check {
  const parts = list(inside, 1, 1_000);
  return shape({ type: anything }, { and: parts, or: parts, not: inside }, (value, at, problems) => {
    const given = ["and", "or", "not"].filter((key) => value[key] !== undefined);
    if (given.length !== 1) problem(problems, at, "Exactly one of and, or and not must be specified");
  });
}

const recipient: Check = (value, at, problems) => recipients(value, at, problems);
const recipients = byType({
  audience: shape({ type: anything, audienceGroupId: number(1, most, true) }),
  redelivery: shape({ type: anything, requestId: text(100) }),
  operator: operator(recipient),
});

const numbered = (word: string, ...values: readonly number[]) =>
  oneOf(...values.map((value) => `${word}_${value}`));
const age = numbered("age", 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70);
const period = numbered("day", 7, 30, 90, 180, 365);
const counted = (country: string, count: number) =>
  Array.from({ length: count }, (_none, index) => `${country}_${String(index + 1).padStart(2, "0")}`);
const area = oneOf(...counted("jp", 47), ...counted("tw", 22), ...counted("th", 8), ...counted("id", 12));

const oneOfList = (each: Check): Fields => ({ type: anything, oneOf: list(each, 1, 100) });
const range = (each: Check): Check =>
  shape({ type: anything }, { gte: each, lt: each }, (value, at, problems) => {
    if (value.gte === undefined && value.lt === undefined)
      problem(problems, at, "gte or lt must be specified");
  });

const demographic: Check = (value, at, problems) => demographics(value, at, problems);
const demographics = byType({
  gender: shape(oneOfList(oneOf("male", "female"))),
  age: range(age),
  appType: shape(oneOfList(oneOf("ios", "android"))),
  area: shape(oneOfList(area)),
  subscriptionPeriod: range(period),
  operator: operator(demographic),
});

const filter = shape({}, { demographic });
const limit = shape(
  {},
  { max: number(1, most, true), upToRemainingQuota: bool, forbidPartialDelivery: bool },
);

/** What is wrong with the parts of a narrowcast that other sends do not have. */
export function narrowcastProblems(body: JsonObject): Problem[] {
  const problems: Problem[] = [];
  for (const [key, check] of Object.entries({ recipient, filter, limit })) {
    if (body[key] !== undefined) check(body[key], { property: key, style: "dots" }, problems);
  }
  const inFilter = isJsonObject(body.filter) ? body.filter.demographic : undefined;
  for (const [property, root] of [["recipient", body.recipient] as const, ["filter", inFilter] as const]) {
    if (leaves(root) > mostObjects) {
      problems.push({ message: `Size must be between 1 and ${mostObjects}`, property });
    }
  }
  return problems;
}

/** Objects that are no operators. */
function leaves(value: unknown): number {
  if (!isJsonObject(value)) return 0;
  if (value.type !== "operator") return 1;
  const parts = [...listAt(value, "and"), ...listAt(value, "or"), value.not];
  return parts.reduce<number>((sum, part) => sum + leaves(part), 0);
}
