import type { CampaignDocument } from "../../../shared/campaigns/schema.ts";
import { nextDue } from "../../../shared/campaigns/times.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { Segment } from "../../../shared/segments/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { Conflict, ConstraintFailure } from "../../platform/database/failures.ts";
import { audited } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { answerRow, once, type Write } from "../../platform/http/once.ts";
import { planDropRun, planPark, planUnpark } from "../../platform/outbox/index.ts";
import { reachInForce } from "../reach/index.ts";
import { momentOf } from "../segments/index.ts";
import { audienceOf, countAudience } from "./audience.ts";
import { givenCoupon } from "./preview.ts";
import { runOf } from "./run.ts";
import { documentOf, nameOf } from "./state.ts";
import * as store from "./store.ts";
import { planCatchUp } from "./store-catch-up.ts";
import * as verbs from "./store-verbs.ts";

/** A new campaign, as a draft of which nothing is sent. */
export function makeCampaign(
  deps: Deps,
  actor: Actor,
  document: CampaignDocument,
  write: Write,
): Promise<{ readonly campaignId: string }> {
  return once(deps, write, async () => {
    await mustKnowParts(deps, document);
    const campaignId = deps.ids.publicId();
    const nowMs = deps.clock.nowMs();
    const made = { campaignId };
    const version = {
      campaignId,
      version: 1,
      document: JSON.stringify(document),
      nowMs,
      madeBy: nameOf(actor),
    };
    await commit(deps, actor, "campaigns.make", campaignId, nowMs, [
      store.insertCampaign.with({ campaignId, name: document.name, nowMs, madeBy: nameOf(actor) }),
      store.insertVersion.with(version),
      answerRow(write, made, nowMs),
    ]);
    return made;
  });
}

/** A draft that says the same: what was sent once is sent again only as another campaign. */
export async function copyCampaign(
  deps: Deps,
  actor: Actor,
  campaignId: string,
  write: Write,
): Promise<{ readonly campaignId: string }> {
  const document = await documentOf(deps, campaignId);
  const name = `${document.name.slice(0, nameMax - copied.length)}${copied}`;
  return makeCampaign(deps, actor, { ...document, name }, write);
}

const copied = "のコピー";
const nameMax = 80;

/** A draft that is wanted no more. @throws Refusal campaign.not_now once it has a time: it is cancelled then. */
export async function dropCampaign(deps: Deps, actor: Actor, campaignId: string): Promise<void> {
  const { status, name } = await rowOf(deps, campaignId);
  if (!["draft", "awaiting_approval", "approved"].includes(status)) throw new Refusal("campaign.not_now");
  await commit(
    ...([deps, actor, "campaigns.drop", campaignId, deps.clock.nowMs()] as const),
    [verbs.dropVersions.with({ campaignId }), verbs.dropCampaign.with({ campaignId })],
    { name },
  );
  if ((await deps.database.first(store.campaignById, { campaignId })) !== undefined) {
    throw new Refusal("campaign.not_now");
  }
}

/**
 * Writes a new version. What was approved was the one before, so it must be approved again.
 * @throws Refusal campaign.stale where somebody else has saved, campaign.not_now once it is scheduled.
 */
export async function saveCampaign(
  deps: Deps,
  actor: Actor,
  campaignId: string,
  asked: { readonly document: CampaignDocument; readonly seenVersion: number },
): Promise<void> {
  const { document, seenVersion } = asked;
  await mustKnowParts(deps, document);
  const now = await rowOf(deps, campaignId);
  if (now.version !== seenVersion) throw new Refusal("campaign.stale");
  if (!["draft", "awaiting_approval", "approved"].includes(now.status)) throw new Refusal("campaign.not_now");
  const nowMs = deps.clock.nowMs();
  const version = seenVersion + 1;
  const text = JSON.stringify(document);
  try {
    await commit(deps, actor, "campaigns.save", campaignId, nowMs, [
      store.insertVersion.with({ campaignId, version, document: text, nowMs, madeBy: nameOf(actor) }),
      verbs.saveVersion.with({ campaignId, name: document.name, seen: seenVersion, version, nowMs }),
    ]);
  } catch (failure) {
    throw failure instanceof Conflict ? new Refusal("campaign.stale") : failure;
  }
}

/**
 * Starts it: it waits for its time, or, where more would be sent to than one person may decide, for another's approval.
 * @throws Refusal campaign.stale, campaign.not_now, campaign.over where all of its times have gone by.
 */
export async function startCampaign(
  deps: Deps,
  actor: Actor,
  campaignId: string,
  seenVersion: number,
): Promise<void> {
  const now = await rowOf(deps, campaignId);
  if (now.version !== seenVersion) throw new Refusal("campaign.stale");
  if (now.status !== "draft" && now.status !== "approved") throw new Refusal("campaign.not_now");
  const document = await documentOf(deps, campaignId);
  const nowMs = deps.clock.nowMs();
  const dueAtMs = nextDue(document.schedule, nowMs, deps.settings.timeZone, true);
  if (dueAtMs === null) throw new Refusal("campaign.over");
  if (now.status === "draft") {
    const { approvalAbove } = await reachInForce(deps);
    const people = (await countAudience(deps, await audienceOf(deps, document, null))).get(null) ?? 0;
    if (approvalAbove !== null && people > approvalAbove) {
      const asked = verbs.askApproval.with({ campaignId, people, by: nameOf(actor), nowMs });
      await commit(deps, actor, "campaigns.ask_approval", campaignId, nowMs, [asked], { people });
      return;
    }
  }
  const scheduled = verbs.schedule.with({ campaignId, dueAtMs, by: nameOf(actor), nowMs });
  await commit(deps, actor, "campaigns.start", campaignId, nowMs, [scheduled], { dueAtMs });
}

/** @throws Refusal campaign.own_approval: two people decide about many. */
export async function approveCampaign(deps: Deps, actor: Actor, campaignId: string): Promise<void> {
  const now = await rowOf(deps, campaignId);
  const run = await deps.database.first(verbs.openRunOf, { campaignId });
  const paused = now.status === "paused" && run?.paused_why === "needs_approval";
  if (now.status !== "awaiting_approval" && !paused) throw new Refusal("campaign.not_now");
  const by = nameOf(actor);
  if (now.asked_by === by) throw new Refusal("campaign.own_approval");
  const nowMs = deps.clock.nowMs();
  const statements =
    paused && run !== undefined
      ? [
          verbs.approvePaused.with({ campaignId, by, nowMs }),
          ...(await planResume(deps, campaignId, run.run_id, nowMs)),
        ]
      : [verbs.approve.with({ campaignId, by, nowMs })];
  try {
    await commit(deps, actor, "campaigns.approve", campaignId, nowMs, statements);
  } catch (failure) {
    if (!(failure instanceof ConstraintFailure)) throw failure;
    throw new Refusal("campaign.own_approval");
  }
}

/** Nothing of it leaves within a second; what LINE is being asked at this moment ends. */
export async function pauseCampaign(deps: Deps, actor: Actor, campaignId: string): Promise<void> {
  const { runId, status } = await runningOf(deps, campaignId);
  if (status !== "freezing" && status !== "sending") throw new Refusal("campaign.not_now");
  const nowMs = deps.clock.nowMs();
  await commit(deps, actor, "campaigns.pause", campaignId, nowMs, [
    ...planPark(runId, nowMs),
    verbs.pauseRun.with({ runId, why: "by_hand" }),
    verbs.setCampaign.with({ campaignId, from: "sending", to: "paused", nowMs }),
  ]);
}

/** It goes on where it was. @throws Refusal campaign.not_now where it waits for somebody's approval. */
export async function resumeCampaign(deps: Deps, actor: Actor, campaignId: string): Promise<void> {
  const { runId, status, pausedWhy } = await runningOf(deps, campaignId);
  if (status !== "paused" || pausedWhy === "needs_approval") throw new Refusal("campaign.not_now");
  const nowMs = deps.clock.nowMs();
  await commit(
    deps,
    actor,
    "campaigns.resume",
    campaignId,
    nowMs,
    await planResume(deps, campaignId, runId, nowMs),
  );
}

/** Whoever has blocked or opted out meanwhile is left out by the commit that lets it go on. */
async function planResume(deps: Deps, campaignId: string, runId: number, nowMs: number): Promise<Bound[]> {
  return [
    ...(await planCatchUp(deps, await runOf(deps, runId))),
    verbs.resumeRun.with({ runId }),
    verbs.setCampaign.with({ campaignId, from: "paused", to: "sending", nowMs }),
    ...planUnpark(runId),
  ];
}

/** For good: whoever has not been sent to will not be. */
export async function cancelCampaign(deps: Deps, actor: Actor, campaignId: string): Promise<void> {
  const now = await rowOf(deps, campaignId);
  if (now.status === "cancelled" || now.status === "sent") throw new Refusal("campaign.not_now");
  const run = await deps.database.first(verbs.openRunOf, { campaignId });
  const nowMs = deps.clock.nowMs();
  const ofRun =
    run === undefined
      ? []
      : [
          ...planPark(run.run_id, nowMs),
          verbs.cancelRun.with({ runId: run.run_id }),
          ...planDropRun(run.run_id, nowMs),
        ];
  await commit(deps, actor, "campaigns.cancel", campaignId, nowMs, [
    ...ofRun,
    verbs.cancelCampaign.with({ campaignId, nowMs }),
  ]);
}

async function runningOf(deps: Deps, campaignId: string) {
  await rowOf(deps, campaignId);
  const run = await deps.database.first(verbs.openRunOf, { campaignId });
  if (run === undefined) throw new Refusal("campaign.not_now");
  return { runId: run.run_id, status: run.status, pausedWhy: run.paused_why };
}

async function rowOf(deps: Deps, campaignId: string) {
  const row = await deps.database.first(store.campaignById, { campaignId });
  if (row === undefined) throw new Refusal("campaign.not_found");
  return row;
}

/** @throws Refusal request.invalid where it names a segment that is not there, campaign.coupon_not_given. */
async function mustKnowParts(deps: Deps, { audience, couponId }: CampaignDocument): Promise<void> {
  const named = [...audience.without, ...(audience.segmentId === null ? [] : [audience.segmentId])];
  const trees = named.map((segmentId): Segment => ({ kind: "segment", segmentId }));
  const { segments } = await momentOf(deps, ...trees);
  const missing = named.find((id) => !segments.has(id));
  if (missing !== undefined) {
    const field = missing === audience.segmentId ? "audience.segmentId" : "audience.without";
    const fields = [{ field: `document.${field}`, problem: "there is no such segment" }];
    throw new Refusal("request.invalid", { fields });
  }
  if (couponId !== null) await givenCoupon(deps, couponId);
}

function commit(
  deps: Deps,
  actor: Actor,
  action: string,
  campaignId: string,
  nowMs: number,
  statements: readonly Bound[],
  details: Readonly<Record<string, string | number>> = {},
): Promise<void> {
  const row = {
    ...{ auditId: deps.ids.ulid(), atMs: nowMs, actor, action },
    ...{ subject: `campaign:${campaignId}`, nodeId: null, details },
  };
  return deps.database.commit(audited(row, statements));
}
