import type { ReactNode } from "react";
import type { Words } from "../../screen.ts";

/** One column of a table. */
export interface Column<Row> {
  /** Names the column in the address: `sort=name`, `sort=-joined`. */
  readonly key: string;
  readonly name: Words;
  readonly cell: (row: Row) => ReactNode;
  /**
   * What it is sorted, searched and exported by, where the rows are here: numbers sort as numbers, null comes last. A column
   * without it is none of these. Where the server sorts, only that the column has it does not matter: see `sorts`.
   */
  readonly value?: (row: Row) => string | number | null;
  /** Whether its heading sorts. */
  readonly sorts?: boolean;
  /** To the right, in figures of one width. */
  readonly numeric?: boolean;
  /** The order that the first press gives; a date or a sum is wanted from the top. */
  readonly first?: "up" | "down";
}

export interface Order {
  readonly key: string;
  readonly down: boolean;
}

/** `-joined` in the address, and back. */
export function orderIn(text: string): Order {
  return text.startsWith("-") ? { key: text.slice(1), down: true } : { key: text, down: false };
}

export function orderText({ key, down }: Order): string {
  return down ? `-${key}` : key;
}
