/**
 * Blanks that a person writes into a message and each member's own facts fill: `{name}`, or `{name|お客さま}` with what
 * stands there where the fact is not known. A blank without a fact and without such words is left out.
 */

const blank = /\{([a-z][a-zA-Z]*)(?:\|([^{}]*))?\}/g;

/** The names of a text's blanks, each once, in the order in which they stand. */
export function variablesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(blank)].map(([, name = ""]) => name))];
}

/** What is written like a blank and is none that is known: `{nmae}`, `{name`, `}`; null where there is nothing of the kind. */
export function unknownVariable(text: string, known: readonly string[]): string | null {
  const unknown = variablesIn(text).find((name) => !known.includes(name));
  if (unknown !== undefined) return `{${unknown}}`;
  const left = text.replace(blank, "");
  return /\{[^}]{0,20}\}?|\}/.exec(left)?.[0] ?? null;
}

/** The text with its blanks filled. A fact that is empty counts as not known. */
export function filled(text: string, facts: Readonly<Record<string, string | undefined>>): string {
  return text.replace(blank, (_, name: string, otherwise: string | undefined) => {
    const fact = facts[name];
    return fact === undefined || fact === "" ? (otherwise ?? "") : fact;
  });
}
