import { type CampaignDocument, variantsMax } from "../../../shared/campaigns/schema.ts";
import type {
  Clicks,
  CouponUse,
  Effect,
  ResultsAsked,
  ResultsView,
  Unfollows,
} from "../../../shared/results/console.ts";
import { sharesVerdict } from "../../../shared/results/verdicts.ts";
import type { Deps } from "../../deps.ts";
import { statesOfRun } from "../campaigns/index.ts";
import { kindBy } from "../coupons/index.ts";
import { effectOf } from "./figures.core.ts";
import { hoursOf } from "./hours.core.ts";
import { figuresOf } from "./kept.ts";
import { storeParts } from "./parts.ts";
import { rankParts } from "./ranks.ts";
import { chosenRun, documentOf, type Run, runsOf } from "./runs.ts";
import * as store from "./store.ts";
import * as marks from "./store-marks.ts";
import { notTold, toldOfRun } from "./told.ts";
import { windowOf } from "./window.core.ts";

/** What came of one sending of a campaign. @throws Refusal campaign.not_found */
export async function campaignResults(
  deps: Deps,
  campaignId: string,
  asked: ResultsAsked,
): Promise<ResultsView> {
  const { name, runs } = await runsOf(deps, campaignId);
  const run = await chosenRun(deps, runs, asked.run);
  const of = { kind: "campaign" as const, id: campaignId, name };
  const about = {
    ...{ of, days: asked.days, period: null },
    runs: runs.map((row) => ({
      ...{ runId: row.public_id, nth: Number(row.nth), startedAtMs: Number(row.started_at_ms) },
    })),
  };
  if (run === null) return { ...about, ...nothing(deps.clock.nowMs()) };
  const document = await documentOf(deps, campaignId, run.version);
  const { report } = deps.database;
  const [rows, taps, line, coupon] = await Promise.all([
    statesOfRun(report, run.runId),
    marks.tapsOf(report, run.runId),
    toldOfRun(deps, run),
    couponUse(deps, run, document),
  ]);
  const states = Object.fromEntries(rows.map(({ state, people }) => [state, Number(people)]));
  const clicked = new Map(taps.variants.map(({ variant, people }) => [Number(variant), Number(people)]));
  const counted = await countedOf(deps, run, asked, clicked);
  const unfollows = await unfollowsOf(deps, run, {
    sent: states.sent ?? 0,
    // Of a run that was cancelled, those whose turn would have come too.
    heldOut: counted.effect.heldOut?.people ?? states.held_out ?? 0,
  });
  return {
    ...about,
    run: run.publicId,
    countedAtMs: counted.countedAtMs,
    ...{ states, line, clicks: clicksOf(document, taps), coupon, unfollows },
    ...{ effect: counted.effect, stores: counted.stores, ranks: counted.ranks },
    hours: hoursOf(counted.sales, taps.hours, deps.settings.timeZone),
  };
}

function nothing(countedAtMs: number): Omit<ResultsView, "of" | "days" | "period" | "runs"> {
  const effect: Effect = {
    ...{ status: "soon", window: null, sent: null, heldOut: null, comparison: null, variants: [] },
  };
  return {
    ...{ run: null, countedAtMs, states: {}, line: notTold, clicks: null, coupon: null },
    ...{ effect, unfollows: null, stores: [], ranks: [], hours: [] },
  };
}

type Counted = Pick<ResultsView, "countedAtMs" | "effect" | "stores" | "ranks"> & {
  readonly sales: readonly { readonly half_hour: number; readonly sales: number }[];
};

async function countedOf(
  deps: Deps,
  run: Run,
  { days }: ResultsAsked,
  clicked: ReadonlyMap<number, number>,
): Promise<Counted> {
  const nowMs = deps.clock.nowMs();
  const window = windowOf(run.startedAtMs, days, nowMs, deps.settings.timeZone);
  const { from, through } = window;
  if (through === null) {
    const effect = nothing(nowMs).effect;
    return { countedAtMs: nowMs, effect: { ...effect, window }, stores: [], ranks: [], sales: [] };
  }
  const [{ figures, countedAtMs }, sales] = await Promise.all([
    figuresOf(deps, run, days, { from, through }),
    deps.database.all(store.hoursOf, { runId: run.runId, from, to: through }),
  ]);
  return {
    ...{ countedAtMs, effect: effectOf(figures, window, clicked), ranks: await rankParts(deps, figures) },
    stores: await storeParts(deps, figures),
    sales: sales.map(({ half_hour, sales: n }) => ({ half_hour: Number(half_hour), sales: Number(n) })),
  };
}

/** Links of coupons come after those of buttons. */
const couponLinks = variantsMax * 2;

function clicksOf(
  { variants, couponId }: CampaignDocument,
  taps: Awaited<ReturnType<typeof marks.tapsOf>>,
): Clicks | null {
  const links = variants.flatMap(({ ja, en }, variant) =>
    [ja, en].flatMap((words, at) => {
      if (words === null) return [];
      const stream = variant * 2 + at;
      const language = at === 1 ? ("en" as const) : ("ja" as const);
      const { button } = words;
      return [
        ...(button === null ? [] : [{ link: stream, label: button.label, url: button.url }]),
        ...(couponId === null ? [] : [{ link: stream + couponLinks, label: "", url: "" }]),
      ].map((one) => {
        const row = taps.links.find(({ link }) => Number(link) === one.link);
        const counts = { people: Number(row?.people ?? 0), times: Number(row?.times ?? 0) };
        return { ...one, variant, language, ...counts };
      });
    }),
  );
  if (links.length === 0) return null;
  return { people: Number(taps.whole?.people ?? 0), times: Number(taps.whole?.times ?? 0), links };
}

async function couponUse(deps: Deps, run: Run, document: CampaignDocument): Promise<CouponUse | null> {
  const couponId = document.couponId;
  if (couponId === null) return null;
  const kind = await kindBy(deps, couponId);
  if (kind === null) return null;
  const asked = { couponId, occasion: marks.occasionOfRun(run.publicId) };
  const { report } = deps.database;
  const [given, uses] = await Promise.all([marks.givenOf(report, asked), marks.usesOf(report, asked)]);
  return { couponId, name: kind.coupon.name, given, ...uses };
}

async function unfollowsOf(
  deps: Deps,
  run: Run,
  people: { sent: number; heldOut: number },
): Promise<Unfollows> {
  const nowMs = deps.clock.nowMs();
  const gone = await marks.goneOf(deps.database.report, { ...run, endedAtMs: run.endedAtMs ?? nowMs });
  const sent = { people: people.sent, gone: gone.sent };
  const heldOut = people.heldOut === 0 ? null : { people: people.heldOut, gone: gone.heldOut };
  return {
    ...{ sent, heldOut },
    verdict:
      heldOut === null
        ? null
        : sharesVerdict({ of: sent.people, count: sent.gone }, { of: heldOut.people, count: heldOut.gone }),
    over: run.endedAtMs !== null && nowMs >= run.endedAtMs + marks.goneWithinMs,
  };
}
