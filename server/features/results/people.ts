import { type Listed, listedMax, pageRows } from "../../../shared/listing.ts";
import type {
  PeopleKind,
  ResultPerson,
  ResultsAsked,
  ResultsPeopleAsked,
} from "../../../shared/results/console.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { audited } from "../../platform/database/plan.ts";
import { automationBy, periodOf, sendsAsked } from "./automation.ts";
import { chosenRun, documentOf, runsOf } from "./runs.ts";
import { occasionOfRun } from "./store-marks.ts";
import * as store from "./store-people.ts";
import { windowOf } from "./window.core.ts";

/** What the results are of. */
export interface Of {
  readonly kind: "campaign" | "automation";
  readonly id: string;
}

type People = Parameters<typeof store.page>[1];

/** @throws Refusal campaign.not_found, automations.not_found */
export async function peopleBehind(
  deps: Deps,
  of: Of,
  asked: ResultsPeopleAsked,
): Promise<Listed<ResultPerson>> {
  const people = await queryOf(deps, of, asked.who, asked);
  if (people === null) return { rows: [], total: 0, more: false };
  const { report } = deps.database;
  const [rows, total] = await Promise.all([
    store.page(report, people, pageRows, (asked.page - 1) * pageRows),
    store.countUpTo(report, people, listedMax + 1),
  ]);
  return { rows: rows.map(personOf), total: Math.min(total, listedMax), more: total > listedMax };
}

/** The whole list, for a file; that people's names left the house is in the audit log. */
export async function exportPeople(
  deps: Deps,
  actor: Actor,
  of: Of,
  asked: ResultsPeopleAsked,
): Promise<readonly ResultPerson[]> {
  const people = await queryOf(deps, of, asked.who, asked);
  const rows = people === null ? [] : await store.page(deps.database.report, people, listedMax, 0);
  const row = {
    ...{ auditId: deps.ids.ulid(), atMs: deps.clock.nowMs(), actor, action: "results.export_people" },
    ...{ subject: `${of.kind}:${of.id}`, nodeId: null, details: { who: asked.who, rows: rows.length } },
  };
  await deps.database.commit(audited(row, []));
  return rows.map(personOf);
}

async function queryOf(deps: Deps, of: Of, who: PeopleKind, asked: ResultsAsked): Promise<People | null> {
  return of.kind === "automation"
    ? ofAutomation(deps, of.id, who, asked)
    : ofCampaign(deps, of.id, who, asked);
}

async function ofCampaign(
  deps: Deps,
  campaignId: string,
  who: PeopleKind,
  asked: ResultsAsked,
): Promise<People | null> {
  const { runs } = await runsOf(deps, campaignId);
  const run = await chosenRun(deps, runs, asked.run);
  if (run === null) return null;
  const nowMs = deps.clock.nowMs();
  const endedAtMs = run.endedAtMs ?? nowMs;
  if (who === "sent") return store.sentTo(run);
  if (who === "held_out") return store.heldOut(run);
  if (who === "clicked") return store.clicked(run);
  if (who === "unfollowed") return store.unfollowed({ ...run, endedAtMs });
  if (who === "used") {
    const { couponId } = await documentOf(deps, campaignId, run.version);
    return couponId === null ? null : store.used(run, { couponId, occasion: occasionOfRun(run.publicId) });
  }
  const { from, through } = windowOf(run.startedAtMs, asked.days, nowMs, deps.settings.timeZone);
  return through === null ? null : store.came(run, { from, through });
}

async function ofAutomation(
  deps: Deps,
  automationId: string,
  who: PeopleKind,
  asked: ResultsAsked,
): Promise<People | null> {
  const { couponId } = await automationBy(deps, automationId);
  if (who === "clicked" || (who === "used" && couponId === null)) return null;
  return store.ofAutomation(who, sendsAsked(deps, automationId, asked), periodOf(deps, asked), couponId);
}

function personOf(row: Awaited<ReturnType<typeof store.page>>[number]): ResultPerson {
  const { public_id: memberId, name } = row;
  return {
    ...{ memberId, name, variant: numberOr(row.variant), visits: numberOr(row.visits) },
    ...{ yen: numberOr(row.yen), times: numberOr(row.times), atMs: numberOr(row.at_ms) },
  };
}

function numberOr(value: number | null): number | null {
  return value === null ? null : Number(value);
}
