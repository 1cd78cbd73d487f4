/** Members' numbers out of what was pasted or uploaded. Pure. */

const headings = new Set(["member_id", "member", "会員番号", "会員id", "会員"]);

export interface Numbers {
  /** As they are kept, each once. */
  readonly numbers: readonly string[];
  /** What stood where a number should, and is none. */
  readonly unreadable: readonly string[];
  /** How many rows named one that was there before. */
  readonly repeated: number;
}

/** One member a row: the column under 会員番号 or member_id where the first row names one, otherwise the first. */
export function numbersIn(
  rows: readonly (readonly string[])[],
  numberOf: (cell: string) => string | null,
): Numbers {
  const named = rows[0]?.findIndex((cell) => headings.has(cell.normalize("NFKC").trim().toLowerCase())) ?? -1;
  const known = new Set<string>();
  const unreadable: string[] = [];
  let repeated = 0;
  for (const cells of named < 0 ? rows : rows.slice(1)) {
    const cell = cells[Math.max(0, named)] ?? "";
    const number = numberOf(cell);
    if (number === null) unreadable.push(cell.slice(0, 40));
    else if (known.has(number)) repeated += 1;
    else known.add(number);
  }
  return { numbers: [...known], unreadable, repeated };
}
