import { Refusal } from "../../../shared/errors.ts";
import { programmeChanges, sameRule } from "../../../shared/points/programme/changes.ts";
import { programmeProblems } from "../../../shared/points/programme/check.ts";
import type {
  ProgrammeVersion,
  ProgrammeVersions,
  Published,
} from "../../../shared/points/programme/console.ts";
import type { Programme } from "../../../shared/points/programme/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { Conflict } from "../../platform/database/failures.ts";
import { audited } from "../../platform/database/plan.ts";
import { staffName } from "../stores/index.ts";
import { mainProgramme, planVersion, rulesInForce, rulesOf } from "./programme.ts";
import { versionRow, versionsBefore } from "./store-versions.ts";

/**
 * Puts a programme into force for everything that happens from now on. Rules that changed get a number of their own, so
 * that an award names exactly what gave it. Publishing what is in force already changes nothing.
 * @throws Refusal programme.stale where another version came since `made from`, request.invalid naming the fields.
 */
export async function publishProgramme(deps: Deps, actor: Actor, draft: Programme): Promise<Published> {
  const problems = programmeProblems(draft);
  if (problems.length > 0) {
    throw new Refusal("request.invalid", { fields: problems });
  }
  const current = await rulesInForce(deps, mainProgramme);
  if (current.version !== draft.version) throw stale(current.version);
  const next = numbered(current, draft);
  const changes = programmeChanges(current, next, "ja");
  if (changes.length === 0) return { version: current.version, changes: [] };
  const nowMs = deps.clock.nowMs();
  const row = {
    auditId: deps.ids.ulid(),
    atMs: nowMs,
    actor,
    action: "points.publish",
    subject: `programme:${mainProgramme}`,
    nodeId: null,
    details: { version: next.version, changes: changes.join("\n").slice(0, 4000) },
  };
  const statement = planVersion(mainProgramme, next, nowMs, `${actor.kind}:${actor.id}`);
  try {
    await deps.database.commit(audited(row, [statement]));
  } catch (failure) {
    // Somebody published between the reading and the writing.
    if (failure instanceof Conflict) throw stale(null);
    throw failure;
  }
  return { version: next.version, changes };
}

function stale(version: number | null): Refusal {
  return new Refusal("programme.stale", version === null ? {} : { version });
}

/** A new rule starts at the programme's number, in case one of that id was there before; a changed one counts up. */
function numbered(current: Programme, draft: Programme): Programme {
  const version = current.version + 1;
  const rules = draft.rules.map((rule) => {
    const was = current.rules.find((candidate) => candidate.ruleId === rule.ruleId);
    if (was === undefined) return { ...rule, version };
    return { ...rule, version: sameRule(was, rule) ? was.version : was.version + 1 };
  });
  return { ...draft, version, rules };
}

const versionsAtOnce = 20;

/** Versions, newest first, each with what it changed. */
export async function versionList(
  deps: Deps,
  before: number | null,
  language: "ja" | "en",
): Promise<ProgrammeVersions> {
  const rows = await deps.database.all(versionsBefore, {
    programmeId: mainProgramme,
    version: before ?? Number.MAX_SAFE_INTEGER,
    limit: versionsAtOnce + 1,
  });
  const versions = await Promise.all(
    rows.slice(0, versionsAtOnce).map(async (row) => ({
      version: row.version,
      madeAtMs: row.made_at_ms,
      madeBy: await staffName(deps, row.made_by),
      changes: await changesIn(deps, row.version, language),
    })),
  );
  return { versions, before: rows.length > versionsAtOnce ? (versions.at(-1)?.version ?? null) : null };
}

async function changesIn(deps: Deps, version: number, language: "ja" | "en"): Promise<readonly string[]> {
  if (version <= 1) return [];
  const [was, is] = await Promise.all([
    rulesOf(deps, mainProgramme, version - 1),
    rulesOf(deps, mainProgramme, version),
  ]);
  return programmeChanges(was, is, language);
}

/** @throws Refusal programme.not_found. */
export async function versionView(deps: Deps, version: number | null): Promise<ProgrammeVersion> {
  const programme =
    version === null ? await rulesInForce(deps, mainProgramme) : await rulesOf(deps, mainProgramme, version);
  const row = await deps.database.first(versionRow, {
    programmeId: mainProgramme,
    version: version ?? programme.version,
  });
  if (row === undefined) throw new Refusal("programme.not_found");
  return { programme, madeAtMs: row.made_at_ms, madeBy: await staffName(deps, row.made_by) };
}
