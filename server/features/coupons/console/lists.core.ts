/** Members' numbers out of what was pasted or uploaded. Pure. */

const headings = new Set(["member_id", "member", "会員番号", "会員id", "会員"]);

export interface Numbers {
  /** As they are kept, each once. */
  readonly numbers: readonly string[];
  /** What stood where a number should, and is none. */
  readonly unreadable: readonly string[];
  /** How many lines named one that was there before. */
  readonly repeated: number;
}

/**
 * One member a line: the column under 会員番号 or member_id where the first line names one, otherwise the first. Cells are
 * parted by commas, tabs or semicolons; quotes do not count.
 */
export function numbersIn(text: string, numberOf: (cell: string) => string | null): Numbers {
  const lines = text
    .replace(/^\ufeff/, "")
    .split(/\r\n?|\n/)
    .map((line) => line.split(/[,\t;]/).map((cell) => cell.replace(/^\s*["']?|["']?\s*$/g, "")))
    .filter((cells) => cells.some((cell) => cell !== ""));
  const named = lines[0]?.findIndex((cell) => headings.has(cell.normalize("NFKC").toLowerCase())) ?? -1;
  const rows = named < 0 ? lines : lines.slice(1);
  const known = new Set<string>();
  const unreadable: string[] = [];
  let repeated = 0;
  for (const cells of rows) {
    const cell = cells[Math.max(0, named)] ?? "";
    const number = numberOf(cell);
    if (number === null) unreadable.push(cell.slice(0, 40));
    else if (known.has(number)) repeated += 1;
    else known.add(number);
  }
  return { numbers: [...known], unreadable, repeated };
}
