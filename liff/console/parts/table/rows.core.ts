import type { Column, Order } from "./columns.ts";

/** The rows in the order of a column's values; equal ones stay as they came, and what has no value comes last. */
export function sorted<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { key, down }: Order,
  language: "ja" | "en",
): readonly Row[] {
  const value = columns.find((column) => column.key === key)?.value;
  if (value === undefined) return rows;
  const words = new Intl.Collator(language, { numeric: true });
  return [...rows].sort((one, other) => {
    const [a, b] = [value(one), value(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const order = typeof a === "number" && typeof b === "number" ? a - b : words.compare(`${a}`, `${b}`);
    return down ? -order : order;
  });
}

/** The rows in which every word that was typed stands in some column, whatever its width and case. */
export function found<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  typed: string,
): readonly Row[] {
  const words = folded(typed)
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = folded(columns.map(({ value }) => value?.(row) ?? "").join("\n"));
    return words.every((word) => text.includes(word));
  });
}

function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** One page, the first being 1; a page behind the last is the last. */
export function pageOf<Row>(
  rows: readonly Row[],
  page: number,
  size: number,
): { readonly rows: readonly Row[]; readonly page: number } {
  const last = Math.max(1, Math.ceil(rows.length / size));
  const shown = Math.min(Math.max(1, page), last);
  return { rows: rows.slice((shown - 1) * size, shown * size), page: shown };
}
