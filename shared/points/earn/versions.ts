import type { Programme } from "../programme/schema.ts";
import type { Award } from "./types.ts";

/** By which rules it was earned, as the ledger's entry says it: the programme's version, then rule/version=points. */
export function ruleVersionsOf(programme: Programme, award: Award): string {
  const rules = award.lines.map(({ ruleId, ruleVersion, points }) => `${ruleId}/${ruleVersion}=${points}`);
  return [`v${programme.version}`, ...rules].join(" ");
}
