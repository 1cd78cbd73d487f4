import { Refusal } from "../../../shared/errors.ts";
import { defaultReach } from "../../../shared/reach/defaults.ts";
import type { ReachSettings } from "../../../shared/reach/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { Conflict } from "../../platform/database/failures.ts";
import { audited } from "../../platform/database/plan.ts";
import * as store from "./store.ts";

export interface KeptSettings {
  readonly settings: ReachSettings;
  readonly madeAtMs: number | null;
  /** `kind:publicId`; null for those every shop starts with. */
  readonly madeBy: string | null;
}

/** The settings in force now, with who made them. */
export async function keptSettings(deps: Pick<Deps, "database">): Promise<KeptSettings> {
  const row = await deps.database.first(store.lastVersion, {});
  if (row === undefined) return { settings: defaultReach, madeAtMs: null, madeBy: null };
  const settings = { ...settingsIn(row.settings), version: row.version };
  return { settings, madeAtMs: row.made_at_ms, madeBy: row.made_by };
}

/** The settings in force now. */
export async function reachInForce(deps: Pick<Deps, "database">): Promise<ReachSettings> {
  return (await keptSettings(deps)).settings;
}

/**
 * Puts settings into force: whoever is asked about from now on is asked about by them.
 * @throws Refusal programme.stale where another version came in between.
 */
export async function publishReach(deps: Deps, actor: Actor, draft: ReachSettings): Promise<void> {
  const current = await reachInForce(deps);
  if (current.version !== draft.version) throw new Refusal("programme.stale", { version: current.version });
  if (isSame(current, draft)) return;
  const next: ReachSettings = { ...draft, version: current.version + 1 };
  const nowMs = deps.clock.nowMs();
  const row = {
    ...{ auditId: deps.ids.ulid(), atMs: nowMs, actor, nodeId: null },
    ...{ action: "reach.publish", subject: `reach:${next.version}` },
    details: { version: next.version },
  };
  const statement = store.insertVersion.with({
    version: next.version,
    settings: JSON.stringify(next),
    nowMs,
    madeBy: `${actor.kind}:${actor.id}`,
  });
  try {
    await deps.database.commit(audited(row, [statement]));
  } catch (failure) {
    if (failure instanceof Conflict) throw new Refusal("programme.stale");
    throw failure;
  }
}

/** The schema gives both the same order of fields. */
function isSame(one: ReachSettings, other: ReachSettings): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What `publishReach` wrote, read back; fields that came later have their defaults. */
function settingsIn(text: string): ReachSettings {
  return { ...defaultReach, ...(JSON.parse(text) as Partial<ReachSettings>) };
}
