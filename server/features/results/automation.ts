import type { Automation } from "../../../shared/automations/schema.ts";
import { addDays, dateAt, startOfDay } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type {
  CouponUse,
  Effect,
  ResultsAsked,
  ResultsView,
  Unfollows,
} from "../../../shared/results/console.ts";
import { sharesVerdict } from "../../../shared/results/verdicts.ts";
import type { Deps } from "../../deps.ts";
import { dialectOf } from "../../platform/database/prepared.ts";
import { kindBy } from "../coupons/index.ts";
import { cellsOf, effectOf, type KeptFigures } from "./figures.core.ts";
import { storeParts } from "./parts.ts";
import { rankParts } from "./ranks.ts";
import * as store from "./store-automation.ts";
import { goneWithinMs } from "./store-marks.ts";
import { toldOfAutomation } from "./told.ts";
import { lastWholeDay } from "./window.core.ts";

const daysUsual = 90;
const daysMost = 366;

/** The days on which it sent that are asked about. @throws Refusal request.invalid for days the wrong way round or too many. */
export function periodOf(deps: Deps, { from, to }: Pick<ResultsAsked, "from" | "to">) {
  const today = dateAt(deps.clock.nowMs(), deps.settings.timeZone);
  const until = to ?? today;
  const since = from ?? addDays(until, 1 - daysUsual);
  const wrong = (problem: string) => new Refusal("request.invalid", { fields: [{ field: "to", problem }] });
  if (until < since) throw wrong("before_from");
  if (addDays(since, daysMost) <= until) throw wrong("too_long");
  return { from: since, to: until };
}

/** What came of what an automation sent on some days. @throws Refusal automations.not_found */
export async function automationResults(
  deps: Deps,
  automationId: string,
  asked: ResultsAsked,
): Promise<ResultsView> {
  const automation = await automationBy(deps, automationId);
  const period = periodOf(deps, asked);
  const { report } = deps.database;
  const [states, line, coupon, unfollows, counted] = await Promise.all([
    store.statesOfSends(report, automationId, period.from, period.to),
    toldOfAutomation(deps, automationId, period),
    couponUse(deps, automationId, automation, period),
    unfollowsOf(deps, automationId, automation, period),
    countedOf(deps, automationId, automation, asked),
  ]);
  return {
    ...{ of: { kind: "automation", id: automationId, name: automation.name }, days: asked.days },
    ...{ runs: [], run: null, period, countedAtMs: deps.clock.nowMs() },
    ...{ states, line, clicks: null, coupon, unfollows, hours: [] },
    ...counted,
  };
}

/** The days whose windows are over: `through` is the last of them, before `from` where there is none. */
export function sendsAsked(deps: Deps, automationId: string, asked: ResultsAsked): store.SendsAsked {
  const { from, to } = periodOf(deps, asked);
  const last = addDays(lastWholeDay(deps.clock.nowMs(), deps.settings.timeZone), 1 - asked.days);
  return {
    ...{ automationId, from, through: last < to ? last : to, days: asked.days },
    dialect: dialectOf(deps.database.engine),
  };
}

async function countedOf(
  deps: Deps,
  automationId: string,
  automation: Automation,
  asked: ResultsAsked,
): Promise<Pick<ResultsView, "effect" | "stores" | "ranks">> {
  const sends = sendsAsked(deps, automationId, asked);
  const { to } = periodOf(deps, asked);
  const window: NonNullable<Effect["window"]> = {
    ...{ from: sends.from, to, over: sends.through === to },
    through: sends.through < sends.from ? null : sends.through,
  };
  const none = { sent: null, heldOut: null, comparison: null, variants: [] };
  const nobodyYet: Pick<ResultsView, "effect" | "stores" | "ranks"> = {
    ...{ stores: [], ranks: [] },
    effect: { status: "soon", window: { ...window, through: null }, ...none },
  };
  if (window.through === null) return nobodyYet;
  const { report } = deps.database;
  const [people, came, stores] = await Promise.all([
    store.peopleTold(report, sends),
    store.cameAfter(report, sends),
    store.storesAfter(report, sends, addDays(sends.through, asked.days - 1)),
  ]);
  if (people.length === 0) return nobodyYet;
  const figures: KeptFigures = { cells: cellsOf(people, came), stores };
  return {
    effect: effectOf(figures, window, new Map(), automation.topic === "reminders"),
    stores: await storeParts(deps, figures),
    ranks: await rankParts(deps, figures),
  };
}

async function unfollowsOf(
  deps: Deps,
  automationId: string,
  { topic }: Automation,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Unfollows> {
  const gone = await store.goneAfter(deps.database.report, automationId, from, to);
  const heldOut = topic === "reminders" || gone.heldOut.people === 0 ? null : gone.heldOut;
  const shareOf = (of: { people: number; gone: number }) => ({ of: of.people, count: of.gone });
  const end = startOfDay(addDays(to, 1), deps.settings.timeZone) + goneWithinMs;
  return {
    ...{ sent: gone.sent, heldOut, over: deps.clock.nowMs() >= end },
    verdict: heldOut === null ? null : sharesVerdict(shareOf(gone.sent), shareOf(heldOut)),
  };
}

async function couponUse(
  deps: Deps,
  automationId: string,
  { couponId }: Automation,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<CouponUse | null> {
  const kind = couponId === null ? null : await kindBy(deps, couponId);
  if (couponId === null || kind === null) return null;
  const { timeZone } = deps.settings;
  const uses = await store.usesAfter(deps.database.report, couponId, automationId, {
    fromMs: startOfDay(from, timeZone),
    untilMs: startOfDay(addDays(to, 1), timeZone),
  });
  return { couponId, name: kind.coupon.name, ...uses };
}

export async function automationBy(deps: Deps, automationId: string): Promise<Automation> {
  const row = await deps.database.first(store.automationById, { automationId });
  if (row === undefined) throw new Refusal("automations.not_found");
  return automationIn(row.automation);
}

/** What was validated when it was written, read back. */
function automationIn(text: string): Automation {
  return JSON.parse(text) as Automation;
}
