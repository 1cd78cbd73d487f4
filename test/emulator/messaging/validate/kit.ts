import type { Problem } from "../../http/call.ts";
import { isJsonObject, type JsonObject } from "../../json.ts";
import type { MessagingSwitches } from "../switches.ts";

/** Where in the body a value stands: `messages[0].text`, or `/body/contents/0` inside a Flex message. */
export interface Where {
  readonly property: string;
  readonly style: "dots" | "pointer";
}

/** Looks at a value and adds what is wrong with it to `problems`. */
export type Check = (value: unknown, at: Where, problems: Problem[]) => void;

export function under(at: Where, key: string | number): Where {
  if (at.style === "pointer") return { ...at, property: `${at.property === "/" ? "" : at.property}/${key}` };
  if (typeof key === "number") return { ...at, property: `${at.property}[${key}]` };
  return { ...at, property: at.property === "" ? key : `${at.property}.${key}` };
}

function say(problems: Problem[], at: Where, message: string): void {
  problems.push({ message, property: at.property });
}

const graphemes = new Intl.Segmenter("ja", { granularity: "grapheme" });

/** LINE counts labels and template texts in grapheme clusters, everything else in UTF-16 code units. */
export type Counted = "units" | "graphemes";

function lengthOf(text: string, counted: Counted): number {
  return counted === "units" ? text.length : [...graphemes.segment(text)].length;
}

export function text(max: number, counted: Counted = "units", min = 1): Check {
  return (value, at, problems) => {
    const empty = typeof value !== "string" || (min > 0 && value === "");
    if (empty) say(problems, at, at.style === "pointer" ? "must be non-empty text" : "May not be empty");
    else if (lengthOf(value, counted) > max) say(problems, at, `Length must be between 0 and ${max}`);
  };
}

export function oneOf(...values: readonly string[]): Check {
  return (value, at, problems) => {
    if (typeof value === "string" && values.includes(value)) return;
    say(problems, at, `Must be one of the following values: [${values.join(", ")}]`);
  };
}

export function matching(pattern: RegExp, message = "invalid property"): Check {
  return (value, at, problems) => {
    if (typeof value !== "string" || !pattern.test(value)) say(problems, at, message);
  };
}

export const bool: Check = (value, at, problems) => {
  if (typeof value !== "boolean") say(problems, at, "Must be a boolean");
};

export function number(min: number, max: number, integer = false): Check {
  return (value, at, problems) => {
    const fits = typeof value === "number" && value >= min && value <= max;
    if (!fits || (integer && !Number.isInteger(value)))
      say(problems, at, `Must be between ${min} and ${max}`);
  };
}

export function url(max: number, ...schemes: readonly string[]): Check {
  return (value, at, problems) => {
    if (typeof value !== "string" || value === "") return say(problems, at, "May not be empty");
    if (value.length > max) return say(problems, at, `Length must be between 0 and ${max}`);
    const [scheme] = /^[a-z][a-z0-9+.-]*(?=:)/i.exec(value) ?? [];
    if (scheme === undefined || !URL.canParse(value) || /[^\x21-\x7e]/.test(value))
      return say(problems, at, "invalid uri");
    if (!schemes.includes(scheme.toLowerCase())) say(problems, at, "invalid uri scheme");
  };
}

export function list(each: Check, min: number, max: number): Check {
  return (value, at, problems) => {
    if (!Array.isArray(value) || value.length < min || value.length > max) {
      return say(problems, at, `Size must be between ${min} and ${max}`);
    }
    for (const [index, item] of value.entries()) each(item, under(at, index), problems);
  };
}

export const unknownField = "unknown field";

/** The problems that count where LINE may or may not mind properties it does not know. */
export function minded(
  problems: readonly Problem[],
  { unknownFields }: Pick<MessagingSwitches, "unknownFields">,
): readonly Problem[] {
  return unknownFields === "refuse" ? problems : problems.filter(({ message }) => message !== unknownField);
}

export type Fields = Readonly<Record<string, Check>>;

/** An object with these fields and no other; `also` looks at the object as a whole. */
export function shape(
  required: Fields,
  optional: Fields = {},
  also?: (object: JsonObject, at: Where, problems: Problem[]) => void,
): Check {
  return (value, at, problems) => {
    if (!isJsonObject(value)) return say(problems, at, "must be specified");
    for (const [key, check] of Object.entries(required)) {
      if (value[key] === undefined && at.style === "pointer")
        say(problems, under(at, key), "must be specified");
      else check(value[key], under(at, key), problems);
    }
    for (const [key, check] of Object.entries(optional)) {
      if (value[key] !== undefined) check(value[key], under(at, key), problems);
    }
    for (const key of Object.keys(value)) {
      if (!(key in required) && !(key in optional)) say(problems, under(at, key), unknownField);
    }
    also?.(value, at, problems);
  };
}

/** Looks at `type` and lets the check of that kind go on. */
export function byType(kinds: Readonly<Record<string, Check>>): Check {
  const known = oneOf(...Object.keys(kinds));
  return (value, at, problems) => {
    if (!isJsonObject(value)) return say(problems, at, "must be specified");
    const check = typeof value.type === "string" ? kinds[value.type] : undefined;
    if (check) check(value, at, problems);
    else known(value.type, under(at, "type"), problems);
  };
}

export const anything: Check = () => {};

/** For things that are wrong with an object as a whole. */
export function problem(problems: Problem[], at: Where, message: string): void {
  say(problems, at, message);
}
