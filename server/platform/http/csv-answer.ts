import type { Encoding } from "../../../shared/points/adjustments/schema.ts";
import { writeSheet } from "../files/csv.ts";
import type { Web } from "./web.ts";

/** A list as a file for spreadsheets. The page names it when it saves it. */
export async function csvAnswer(
  c: Web,
  rows: readonly (readonly (string | number)[])[],
  encoding: Encoding,
): Promise<Response> {
  return c.body(await writeSheet(rows, encoding, "geta"), 200, {
    "content-type": `text/csv; charset=${encoding === "cp932" ? "Shift_JIS" : "utf-8"}`,
    "content-disposition": 'attachment; filename="list.csv"',
    "cache-control": "no-store",
  });
}
