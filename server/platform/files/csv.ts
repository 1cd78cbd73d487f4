import { Refusal } from "../../../shared/errors.ts";
import type { Encoding } from "../../../shared/points/adjustments/schema.ts";
import { decodeCp932, encodeCp932 } from "./cp932.ts";

export { unreadable } from "./cp932.ts";

/** A CSV file as text: every cell as it stands, so that a number keeps its leading zeros. */
export interface Sheet {
  readonly encoding: Encoding;
  readonly header: readonly string[];
  /** Without rows of nothing but commas. `line` counts as a text editor does. */
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/**
 * Reads a file as a spreadsheet saves it: UTF-8 with or without BOM, or CP932, found by its bytes.
 * @throws Refusal csv.unreadable where it is no CSV, csv.empty where it has no row below a header.
 */
export async function readSheet(bytes: Uint8Array): Promise<Sheet> {
  const { encoding, text } = await textOf(bytes);
  const [first, ...rest] = await recordsOf(text);
  if (first === undefined || rest.length === 0) throw new Refusal("csv.empty");
  return { encoding, header: first.cells, rows: rest };
}

/**
 * The rows of a list without a heading that one could count on: cells parted by commas, tabs or semicolons, as they are
 * pasted or saved; none where nothing is in it.
 * @throws Refusal csv.unreadable where it is no such text.
 */
export async function readRows(bytes: Uint8Array): Promise<readonly (readonly string[])[]> {
  return (await readLines(bytes)).map(({ cells }) => cells);
}

/** The same, each with the line it stands on. */
export async function readLines(bytes: Uint8Array): Promise<Sheet["rows"]> {
  const { text } = await textOf(bytes);
  return recordsOf(text, [",", "\t", ";"]);
}

async function textOf(bytes: Uint8Array): Promise<{ encoding: Encoding; text: string }> {
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  try {
    return { encoding: "utf-8", text: new TextDecoder("utf-8", { fatal: !bom }).decode(bytes) };
  } catch {
    return { encoding: "cp932", text: decodeCp932(bytes) };
  }
}

async function recordsOf(text: string, delimiter: readonly string[] = [","]): Promise<Sheet["rows"]> {
  // A NUL is in no table, but in every file of another kind.
  if (text.includes("\0")) throw new Refusal("csv.unreadable");
  const { CsvError, parse } = await import("csv-parse/sync");
  try {
    const records = parsed(
      parse(text, { bom: true, relax_column_count: true, info: true, delimiter: [...delimiter] }),
    );
    return records
      .map(({ info, record }) => ({ line: info.lines, cells: record.map(asWritten) }))
      .filter(({ cells }) => cells.some((cell) => cell !== ""));
  } catch (failure) {
    if (!(failure instanceof CsvError)) throw failure;
    const line = "lines" in failure && typeof failure.lines === "number" ? failure.lines : null;
    throw new Refusal("csv.unreadable", line === null ? {} : { line });
  }
}

interface WithInfo {
  readonly info: { readonly lines: number };
  readonly record: readonly string[];
}

/** With `info` the parser answers these; its types do not follow its options. */
function parsed(records: unknown): readonly WithInfo[] {
  return records as readonly WithInfo[];
}

/**
 * A file for spreadsheets: CRLF, with a BOM in UTF-8.
 * What CP932 does not have is refused, or becomes `〓` where `lacking` says so: a list of names would otherwise never be exported,
 * because there is always one with an emoji.
 * @throws Refusal csv.unmappable naming the characters that CP932 does not have.
 */
export async function writeSheet(
  rows: readonly (readonly (string | number)[])[],
  encoding: Encoding,
  lacking: "refuse" | "geta" = "refuse",
): Promise<Uint8Array<ArrayBuffer>> {
  const { stringify } = await import("csv-stringify/sync");
  const text = stringify(
    rows.map((row) => row.map((cell) => (typeof cell === "number" ? cell : withoutFormula(cell)))),
    // A line break inside a cell must not look like the end of a row, whichever kind it is.
    { record_delimiter: "\r\n", quoted_match: /[\r\n]/ },
  );
  if (encoding === "utf-8") return new TextEncoder().encode(`\ufeff${text}`);
  const encoded = encodeCp932(text);
  if ("bytes" in encoded) return encoded.bytes;
  if (lacking === "geta") {
    const missing = new Set(encoded.unmappable);
    const shown = encodeCp932([...text].map((each) => (missing.has(each) ? "〓" : each)).join(""));
    if ("bytes" in shown) return shown.bytes;
  }
  throw new Refusal("csv.unmappable", { characters: encoded.unmappable });
}

/**
 * What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), also in full width. A text that has an
 * apostrophe before it already gets another, so that reading takes away what writing put there.
 */
const formula = /^'*[=+\-@＝＋－＠]/;

/** A text that a spreadsheet would run as a formula, as text. */
function withoutFormula(cell: string): string {
  const text = plain(cell);
  return formula.test(text) ? `'${text}` : text;
}

function asWritten(cell: string): string {
  const text = plain(cell);
  return text.startsWith("'") && formula.test(text) ? text.slice(1) : text;
}

/** Without blanks around it, behind which a formula could hide; its line breaks as spreadsheets have them in cells. */
function plain(cell: string): string {
  return cell.replace(/\r\n?/g, "\n").trim();
}
