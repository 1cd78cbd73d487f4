import { defaultRules, type ProgrammeRules } from "../../../shared/points/rules.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { insertProgramme, insertRules, latestRules } from "./store.ts";

/** The programme every shop starts with. Nothing but this name may assume that it is the only one. */
export const mainProgramme = 1;

/** The rules in force now. */
export async function rulesInForce(deps: Deps, programmeId: number): Promise<ProgrammeRules> {
  const row = await deps.database.first(latestRules, { programmeId });
  return row === undefined ? defaultRules : { ...rulesIn(row.rules), version: row.version };
}

/** Whether the shop was set up. */
export async function programmeExists(deps: Deps, programmeId: number): Promise<boolean> {
  return (await deps.database.first(latestRules, { programmeId })) !== undefined;
}

/** The statements that open a programme with its first rules; part of setting a shop up. */
export function planProgramme(
  programmeId: number,
  name: string,
  rules: ProgrammeRules,
  nowMs: number,
): Bound[] {
  return [
    insertProgramme.with({ programmeId, name }),
    insertRules.with({ programmeId, version: rules.version, rules: JSON.stringify(rules), nowMs }),
  ];
}

/** What `planProgramme` wrote, read back; fields that came later have their defaults. */
function rulesIn(text: string): ProgrammeRules {
  return { ...defaultRules, ...(JSON.parse(text) as Partial<ProgrammeRules>) };
}
