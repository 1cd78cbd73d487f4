import { baseRule, defaultProgramme } from "../../../shared/points/programme/defaults.ts";
import type { Programme } from "../../../shared/points/programme/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { insertProgramme, insertRules, rulesOfVersion, versionAt } from "./store.ts";

/** The programme every shop starts with. Nothing but this name may assume that it is the only one. */
export const mainProgramme = 1;

const always = Number.MAX_SAFE_INTEGER;

/** The rules in force now. */
export async function rulesInForce(deps: Deps, programmeId: number): Promise<Programme> {
  return rulesAt(deps, programmeId, always);
}

/** The rules that were in force at a moment: a late sale earns by the rules of its own time. */
export async function rulesAt(deps: Deps, programmeId: number, atMs: number): Promise<Programme> {
  const row = await deps.database.first(versionAt, { programmeId, atMs });
  // Nothing was in force before the first version: what happened then is decided by it.
  return row === undefined ? rulesOf(deps, programmeId, 1) : rulesOf(deps, programmeId, row.version);
}

/** Versions are never changed, so what was read of one may be kept. */
const read = new WeakMap<Deps["database"], Map<string, Programme>>();

/** A version by its number, for explaining and reversing what it gave. */
export async function rulesOf(deps: Deps, programmeId: number, version: number): Promise<Programme> {
  const versions = read.get(deps.database) ?? new Map<string, Programme>();
  read.set(deps.database, versions);
  const key = `${programmeId}/${version}`;
  const known = versions.get(key);
  if (known !== undefined) return known;
  const row = await deps.database.first(rulesOfVersion, { programmeId, version });
  if (row === undefined) return defaultProgramme;
  const programme = { ...rulesIn(row.rules), version };
  versions.set(key, programme);
  return programme;
}

/** Whether the shop was set up. */
export async function programmeExists(deps: Deps, programmeId: number): Promise<boolean> {
  return (await deps.database.first(versionAt, { programmeId, atMs: always })) !== undefined;
}

/** The statements that open a programme with its first rules; part of setting a shop up. */
export function planProgramme(
  programmeId: number,
  name: string,
  programme: Programme,
  nowMs: number,
): Bound[] {
  return [
    insertProgramme.with({ programmeId, name }),
    planVersion(programmeId, programme, nowMs, "system:set_up"),
  ];
}

/** The statement that publishes a version. Two that were made from the same one cannot both be. */
export function planVersion(programmeId: number, programme: Programme, nowMs: number, madeBy: string): Bound {
  const { version } = programme;
  return insertRules.with({ programmeId, version, rules: JSON.stringify(programme), nowMs, madeBy });
}

/** What `planVersion` wrote, read back; fields that came later have their defaults. */
function rulesIn(text: string): Programme {
  const programme = { ...defaultProgramme, ...(JSON.parse(text) as Partial<Programme>) };
  const rules = programme.rules.map((rule) => ({ ...rule, caps: { ...baseRule.caps, ...rule.caps } }));
  return { ...programme, rules };
}
