import { dateAt } from "../../../shared/dates.ts";
import type { Encoding } from "../../../shared/points/adjustments/schema.ts";
import { writeSheet } from "../files/csv.ts";
import type { Web } from "./web.ts";

/** What a file holds, for its name: in Japanese, and in ASCII for what cannot read that. The day is added. */
export interface SheetName {
  readonly ja: string;
  readonly ascii: string;
}

/** A list as a file for spreadsheets, named by what it is and the shop's day: `配信結果-春の豆-2026-12-01.csv`. */
export async function csvAnswer(
  c: Web,
  rows: readonly (readonly (string | number)[])[],
  encoding: Encoding,
  name: SheetName = { ja: "一覧", ascii: "list" },
): Promise<Response> {
  const { clock, settings } = c.get("deps");
  const today = dateAt(clock.nowMs(), settings.timeZone);
  return c.body(await writeSheet(rows, encoding, "geta"), 200, {
    "content-type": `text/csv; charset=${encoding === "cp932" ? "Shift_JIS" : "utf-8"}`,
    "content-disposition": attachmentNamed({
      ja: `${name.ja}-${today}.csv`,
      ascii: `${name.ascii}-${today}.csv`,
    }),
    "cache-control": "no-store",
  });
}

/** A content-disposition with both names: RFC 6266, its second as RFC 8187 writes it. */
export function attachmentNamed({ ja, ascii }: SheetName): string {
  return `attachment; filename="${ascii}"; filename*=UTF-8''${extended(fileNameOf(ja))}`;
}

/** Without what Windows or macOS forbid in a name. */
function fileNameOf(text: string): string {
  return text
    .replace(/[\p{Cc}\\/:*?"<>|]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** `encodeURIComponent` leaves four characters as they are that RFC 8187 has encoded. */
function extended(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
