import { addDays, dateAt, startOfDay, timeAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import {
  type Anomalies,
  type AnomaliesAsked,
  type Anomaly,
  anomalyDaysMax,
} from "../../../shared/reports/anomalies.ts";
import { dayCount } from "../../../shared/reports/periods.ts";
import type { Deps } from "../../deps.ts";
import { keysOf, storesOf } from "./lists.ts";
import { scopeOf } from "./scope.ts";
import * as store from "./store-anomalies.ts";

const listedMax = 200;

/**
 * What staff did that is worth a look. None of it proves anything: a regular comes often, and a till may be wrong.
 * @throws Refusal request.invalid for days the wrong way round or too many.
 */
export async function anomalies(deps: Deps, asked: AnomaliesAsked): Promise<Anomalies> {
  const problem =
    asked.to < asked.from ? "before_from" : dayCount(asked) > anomalyDaysMax ? "too_long" : null;
  if (problem !== null) throw new Refusal("request.invalid", { fields: [{ field: "to", problem }] });
  const stores = await storesOf(deps, asked.place);
  const { storeIds } = await scopeOf(deps, asked.place);
  const { timeZone } = deps.settings;
  const moments = {
    fromMs: startOfDay(asked.from, timeZone),
    untilMs: startOfDay(addDays(asked.to, 1), timeZone),
  };
  const [pairs, hands, voids, quarters] = await Promise.all([
    store.pairs(stores, asked, listedMax),
    store.byHand({ ...stores, storeIds }, asked, keysOf(deps, asked), listedMax),
    store.voidedLate(stores, asked, moments, listedMax),
    store.byQuarterHour(stores, asked),
  ]);
  const found: Anomaly[] = [
    ...pairs.map(
      (row): Anomaly => ({
        ...{ kind: Number(row.is_own) === 1 ? "own_card" : "same_member", ...by(row) },
        ...{ memberId: row.member_public_id, memberName: row.member_name },
        ...{ times: Number(row.times), mostADay: Number(row.most) },
        ...{ points: Number(row.points), lastOn: row.last_on },
      }),
    ),
    ...hands.map(
      (row): Anomaly => ({
        ...{ kind: "by_hand", ...by(row), ...nobody, lastOn: row.last_on },
        ...{ times: Number(row.times), points: Number(row.points) },
      }),
    ),
    ...voids.map(
      (row): Anomaly => ({
        ...{ kind: "voided_late", ...by(row), ...nobody },
        ...{ times: Number(row.times), points: Number(row.points) },
        lastOn: dateAt(Number(row.last_at_ms), timeZone),
      }),
    ),
    ...atNight(quarters, asked, timeZone),
  ];
  const more = [pairs, hands, voids].some((rows) => rows.length === listedMax);
  return { found, more };
}

const nobody = { memberId: null, memberName: null, mostADay: null };

function by(row: { readonly staff_public_id: string; readonly staff_name: string | null }) {
  return { staffId: row.staff_public_id, staffName: row.staff_name };
}

/** Sales by the shop's clock in the hours in which it is closed, by person. */
function atNight(
  quarters: Awaited<ReturnType<typeof store.byQuarterHour>>,
  { nightFrom, nightUntil, nightTimes }: AnomaliesAsked,
  timeZone: string,
): readonly Anomaly[] {
  const isNight = (hour: number): boolean =>
    nightFrom <= nightUntil ? hour >= nightFrom && hour < nightUntil : hour >= nightFrom || hour < nightUntil;
  const people = new Map<string, Anomaly>();
  for (const row of quarters) {
    const atMs = Math.floor(Number(row.quarter)) * store.quarterHourMs;
    if (!isNight(Number(timeAt(atMs, timeZone).slice(0, 2)))) continue;
    const on = dateAt(atMs, timeZone);
    const before = people.get(row.staff_public_id);
    people.set(row.staff_public_id, {
      ...{ kind: "at_night", ...by(row), ...nobody },
      times: (before?.times ?? 0) + Number(row.times),
      points: (before?.points ?? 0) + Number(row.points),
      lastOn: before !== undefined && before.lastOn > on ? before.lastOn : on,
    });
  }
  return [...people.values()].filter(({ times }) => times >= nightTimes).sort((a, b) => b.times - a.times);
}
