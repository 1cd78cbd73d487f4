import type {
  CampaignPerson,
  CampaignRunView,
  CampaignState,
  RecipientsAsked,
  RecipientView,
} from "../../../shared/campaigns/console.ts";
import type { CampaignDocument } from "../../../shared/campaigns/schema.ts";
import { leavesAt } from "../../../shared/campaigns/times.ts";
import { Refusal } from "../../../shared/errors.ts";
import { type Listed, listedMax, pageRows } from "../../../shared/listing.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { reachInForce } from "../reach/index.ts";
import { type ConsoleStaff, staffName, staffWithRight } from "../stores/index.ts";
import { documentIn } from "./run.ts";
import * as store from "./store.ts";
import * as reading from "./store-reading.ts";

/** As whoever looks sees it: what they may do depends on them. @throws Refusal campaign.not_found */
export async function campaignState(
  deps: Deps,
  campaignId: string,
  { actor, rights }: Pick<ConsoleStaff, "actor" | "rights">,
): Promise<CampaignState> {
  const row = await deps.database.first(store.campaignById, { campaignId });
  const document = await documentOf(deps, campaignId);
  if (row === undefined) throw new Refusal("campaign.not_found");
  const runs = await deps.database.all(reading.runsOf, { campaignId, limit: 20 });
  const waits =
    row.status === "awaiting_approval" ||
    (row.status === "paused" && runs.some((run) => run.paused_why === "needs_approval"));
  const [askedBy, approvedBy, { quietHours }] = await Promise.all([
    person(deps, row.asked_by),
    person(deps, row.approved_by),
    reachInForce(deps),
  ]);
  return {
    ...{ campaignId, status: row.status, version: row.version, document },
    ...{ nextDueAtMs: row.next_due_at_ms, approvalPeople: row.approval_people },
    leavesAtMs: leavesAt(row.next_due_at_ms, deps.clock.nowMs(), quietHours, deps.settings.timeZone),
    ...{ askedBy, approvedBy },
    mayApprove: waits && rights.messages && row.asked_by !== nameOf(actor),
    approvers: waits ? await approversOf(deps, row.asked_by) : [],
    runs: await Promise.all(runs.map((run) => runView(deps, run))),
  };
}

/** What its version in force says. @throws Refusal campaign.not_found */
export async function documentOf(deps: Deps, campaignId: string): Promise<CampaignDocument> {
  const row = await deps.database.first(store.campaignById, { campaignId });
  if (row === undefined) throw new Refusal("campaign.not_found");
  const version = await deps.database.first(store.versionOf, { campaignId, version: row.version });
  if (version === undefined) throw new Refusal("campaign.not_found");
  return documentIn(version.document);
}

/** How an actor stands in a row: `staff:publicId`. */
export function nameOf(actor: Actor): string {
  return `${actor.kind}:${actor.id}`;
}

async function person(deps: Deps, by: string | null): Promise<CampaignPerson | null> {
  if (by === null) return null;
  return { staffId: by.slice(by.indexOf(":") + 1), name: await staffName(deps, by) };
}

/** Everybody who may say yes to what this person asked. */
async function approversOf(deps: Deps, askedBy: string | null): Promise<CampaignPerson[]> {
  const all = await staffWithRight(deps, "messages");
  return all.filter(({ staffId }) => askedBy !== `staff:${staffId}`);
}

async function runView(deps: Deps, run: reading.RunRow): Promise<CampaignRunView> {
  const counts = await reading.statesOfRun(deps.database.report, run.run_id);
  const states: Record<string, number> = {};
  for (const { state, people } of counts) states[state] = (states[state] ?? 0) + Number(people);
  return {
    ...{ runId: run.public_id, nth: run.nth, status: run.status, dueAtMs: run.due_at_ms },
    ...{ startedAtMs: run.started_at_ms, endedAtMs: run.ended_at_ms, pausedWhy: run.paused_why },
    ...{ matched: run.matched, planned: run.planned, states },
  };
}

/** Who was of a run's audience, with the state of each. @throws Refusal campaign.not_found */
export async function recipientsOf(
  deps: Deps,
  runPublicId: string,
  asked: RecipientsAsked,
): Promise<Listed<RecipientView>> {
  const run = await deps.database.first(reading.runByPublicId, { publicId: runPublicId });
  if (run === undefined) throw new Refusal("campaign.not_found");
  const { report } = deps.database;
  const [rows, total] = await Promise.all([
    reading.recipients(report, run.run_id, asked.reason, {
      limit: pageRows,
      offset: (asked.page - 1) * pageRows,
    }),
    reading.countRecipients(report, run.run_id, asked.reason, listedMax + 1),
  ]);
  return {
    rows: rows.map((row) => ({
      ...{ memberId: row.public_id, name: row.name, state: row.state, variant: row.variant ?? 0 },
    })),
    ...{ total: Math.min(total, listedMax), more: total > listedMax },
  };
}
