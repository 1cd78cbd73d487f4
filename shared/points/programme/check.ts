import type { EarnRule, Programme } from "./schema.ts";

/** What a schema cannot say about a programme, for the page beside the field and for the server before it publishes. */
export interface ProgrammeProblem {
  /** `rules.2.window.to` */
  readonly field: string;
  readonly problem:
    | "twice"
    | "no_base"
    | "ends_before_start"
    | "multiplier_of_base"
    | "no_such_rule"
    | "out_of_range"
    | "needed";
}

export function programmeProblems(programme: Programme): readonly ProgrammeProblem[] {
  const { rules, use } = programme;
  const ids = rules.map((rule) => rule.ruleId);
  const known = new Set(ids);
  const base = rules.some((rule) => rule.role === "base" && rule.trigger === "purchase");
  return [
    ...ids.flatMap((id, index) => (ids.indexOf(id) < index ? [at(`rules.${index}.ruleId`, "twice")] : [])),
    ...(base ? [] : [at("rules", "no_base")]),
    ...rules.flatMap((rule, index) => ruleProblems(rule).map((found) => prefixed(found, `rules.${index}.`))),
    ...use.notWithRules.flatMap((id, index) =>
      known.has(id) ? [] : [at(`use.notWithRules.${index}`, "no_such_rule")],
    ),
    ...(programme.holdMinutes.usual > programme.holdMinutes.max
      ? [at("holdMinutes.max", "ends_before_start")]
      : []),
  ];
}

/** Of one rule, with fields counted from the rule. */
export function ruleProblems(rule: EarnRule): readonly ProgrammeProblem[] {
  const { window, match, value, role } = rule;
  const dates = window.from !== null && window.to !== null && window.to < window.from;
  const nth = match.nthPurchase;
  const empty = (window.hours ?? []).findIndex((range) => range.from === range.to);
  return [
    ...(dates ? [at("window.to", "ends_before_start")] : []),
    ...(nth !== null && nth.to !== null && nth.to < nth.from
      ? [at("match.nthPurchase.to", "ends_before_start")]
      : []),
    ...(empty >= 0 ? [at(`window.hours.${empty}.to`, "ends_before_start")] : []),
    ...(value.kind === "multiplier" && role === "base" ? [at("value.kind", "multiplier_of_base")] : []),
    ...(rule.trigger === "join" && value.kind !== "fixed" ? [at("value.kind", "out_of_range")] : []),
    ...(rule.name.ja.trim() === "" ? [at("name.ja", "needed")] : []),
    ...(rule.name.en.trim() === "" ? [at("name.en", "needed")] : []),
  ];
}

function at(field: string, problem: ProgrammeProblem["problem"]): ProgrammeProblem {
  return { field, problem };
}

function prefixed(found: ProgrammeProblem, prefix: string): ProgrammeProblem {
  return { ...found, field: `${prefix}${found.field}` };
}
