/** Readers for JSON nobody has vouched for: the value when it is of the kind asked for, else undefined. */

export type Json = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function text(node: Json, key: string): string | undefined {
  const value = node[key];
  return typeof value === "string" ? value : undefined;
}

export function number(node: Json, key: string): number | undefined {
  const value = node[key];
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

export function flag(node: Json, key: string): boolean {
  return node[key] === true;
}

export function child(node: Json, key: string): Json | undefined {
  const value = node[key];
  return isRecord(value) ? value : undefined;
}

/** The objects of a list; anything else in it is left out. */
export function list(node: Json, key: string): readonly Json[] {
  const value = node[key];
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

export function oneOf<T extends string>(value: unknown, options: readonly T[]): T | undefined {
  return options.find((option) => option === value);
}

/** An address the page may load or open: http and https alone, so that no message can run a script. */
export function webUrl(node: Json, key: string): string | undefined {
  const value = text(node, key);
  return value !== undefined && /^https?:\/\//i.test(value) ? value : undefined;
}
