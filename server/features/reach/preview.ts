import { Refusal } from "../../../shared/errors.ts";
import type { ReachCost, ReachPreview } from "../../../shared/reach/console.ts";
import type { ReachPreviewAsked } from "../../../shared/reach/preview.ts";
import { nextAllowedMs } from "../../../shared/reach/quiet.ts";
import type { ReachSettings } from "../../../shared/reach/schema.ts";
import type { Segment } from "../../../shared/segments/schema.ts";
import type { Deps } from "../../deps.ts";
import { dialectOf } from "../../platform/database/prepared.ts";
import { readQuota, readSending } from "../../platform/outbox/index.ts";
import { compile, momentOf } from "../segments/index.ts";
import { costNow } from "./cost.core.ts";
import { funnelOf, type ReachAudience } from "./funnel.ts";
import { reachMoment } from "./moment.ts";
import type { Sending } from "./reason.core.ts";

/** An audience as conditions, from trees. */
export async function audienceOf(
  deps: Deps,
  tree: Segment,
  without: readonly Segment[],
  what: Sending,
): Promise<ReachAudience> {
  const at = await momentOf(deps, tree, ...without);
  const dialect = dialectOf(deps.database.engine);
  return {
    ...what,
    matched: compile(tree, at, dialect),
    without: without.map((other) => compile(other, at, dialect)),
  };
}

/** LINE's figures are asked for again where they are older than this. */
const freshMs = 60_000;

/**
 * The one honest table: how many would be sent something if it were sent now, why the others are not, and what it costs.
 * @throws Refusal request.invalid where there is no such segment.
 */
export async function reachPreview(deps: Deps, asked: ReachPreviewAsked): Promise<ReachPreview> {
  const tree = asked.segment ?? (await savedSegment(deps, asked.segmentId ?? ""));
  const what = { topic: asked.topic, transactional: false };
  const [audience, moment, sending] = await Promise.all([
    audienceOf(deps, tree, asked.without, what),
    reachMoment(deps),
    sendingNow(deps),
  ]);
  const funnel = await funnelOf(deps, audience, moment);
  const { settings, nowMs } = moment;
  return {
    funnel,
    cost: costNow(funnel.willBeSent * asked.messages, settings, sending.quota, sending.reserve),
    needsApproval: settings.approvalAbove !== null && funnel.willBeSent > settings.approvalAbove,
    mayLeaveAtMs: nextAllowedMs(nowMs, settings.quietHours, deps.settings.timeZone),
  };
}

async function savedSegment(deps: Deps, segmentId: string): Promise<Segment> {
  const tree: Segment = { kind: "segment", segmentId };
  if ((await momentOf(deps, tree)).segments.has(segmentId)) return tree;
  throw new Refusal("request.invalid", {
    fields: [{ field: "segmentId", problem: "there is no such segment" }],
  });
}

/** What so many messages would cost if they were sent now: people times requests. */
export async function costOfMessages(
  deps: Deps,
  messages: number,
  settings: ReachSettings,
): Promise<ReachCost> {
  const { quota, reserve } = await sendingNow(deps);
  return costNow(messages, settings, quota, reserve);
}

/** What LINE says of the month now, or said last where it does not answer. */
async function sendingNow(deps: Deps) {
  const known = await readSending(deps);
  if (deps.clock.nowMs() - known.quota.readAtMs < freshMs) return known;
  return (await readQuota(deps)) === null ? known : readSending(deps);
}
