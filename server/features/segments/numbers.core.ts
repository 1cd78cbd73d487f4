/** Members' numbers out of what was pasted or uploaded, with the line on which each stands. Pure. */

const headings = new Set(["member_id", "member", "会員番号", "会員id", "会員"]);

export interface Line {
  readonly line: number;
  readonly text: string;
}

export interface NumbersRead {
  /** As they are kept, each once, by the line that named it first. */
  readonly numbers: ReadonlyMap<string, Line>;
  /** What stood where a number should, and is none. */
  readonly unreadable: readonly Line[];
  /** How many rows named one that was there before. */
  readonly repeated: number;
}

/** One member a row: the column under 会員番号 or member_id where the first row names one, otherwise the first. */
export function numbersIn(
  rows: readonly { readonly line: number; readonly cells: readonly string[] }[],
  numberOf: (cell: string) => string | null,
): NumbersRead {
  const named = rows[0]?.cells.findIndex((cell) => headings.has(folded(cell))) ?? -1;
  const numbers = new Map<string, Line>();
  const unreadable: Line[] = [];
  let repeated = 0;
  for (const { line, cells } of named < 0 ? rows : rows.slice(1)) {
    const text = (cells[Math.max(0, named)] ?? "").slice(0, 40);
    const number = numberOf(text);
    if (number === null) unreadable.push({ line, text });
    else if (numbers.has(number)) repeated += 1;
    else numbers.set(number, { line, text });
  }
  return { numbers, unreadable, repeated };
}

function folded(cell: string): string {
  return cell.normalize("NFKC").trim().toLowerCase();
}
