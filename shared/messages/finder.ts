/** What is wrong with a message, and where. */
export interface Problem {
  /** `messages[0].contents.body.contents[2].text` */
  readonly path: string;
  readonly code: ProblemCode;
  /** The limit and what was found, both in `unit`; null where it is no matter of size. */
  readonly limit: number | null;
  readonly actual: number | null;
  readonly unit: ProblemUnit | null;
}

export type ProblemUnit = "units" | "graphemes" | "bytes" | "items";

export type ProblemCode =
  | "empty"
  | "too_long"
  | "too_few"
  | "too_many"
  | "too_large"
  | "bad_url"
  | "bad_scheme"
  | "bad_value"
  | "mixed_sizes"
  | "not_in_baseline";

/** Where the search stands. The path is written only when there is something to say. */
export interface Finder {
  readonly problems: Problem[];
  readonly up: Finder | null;
  readonly key: string | number;
}

export function inside(up: Finder, key: string | number): Finder {
  return { problems: up.problems, up, key };
}

export function found(
  find: Finder,
  key: string | null,
  code: ProblemCode,
  limit: number | null = null,
  actual: number | null = null,
  unit: ProblemUnit | null = limit === null ? null : "items",
): void {
  const path = pathOf(key === null ? find : inside(find, key));
  find.problems.push({ path, code, limit, actual, unit });
}

function pathOf({ up, key }: Finder): string {
  const before = up === null ? "" : pathOf(up);
  if (typeof key === "number") return `${before}[${key}]`;
  return before === "" ? key : `${before}.${key}`;
}
