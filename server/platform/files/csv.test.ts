import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeCp932, encodeCp932 } from "./cp932.ts";
import { readSheet, unreadable, writeSheet } from "./csv.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
/** `会員番号,理由` in CP932, then a row with ①, 髙 (as Windows writes it) and －, blank cells, and a blank row. */
const header = [0x89, 0xef, 0x88, 0xf5, 0x94, 0xd4, 0x8d, 0x86, 0x2c, 0x97, 0x9d, 0x97, 0x52, 0x0d, 0x0a];
const marks = [0x87, 0x40, 0xfb, 0xfc, 0x81, 0x7c];

test("CP932 with ①, 髙, －, leading zeros, blank last columns and blank rows is read as it was meant", async () => {
  const bytes = Uint8Array.from([
    ...header,
    ...utf8("00123,"),
    ...marks,
    ...utf8(",,\r\n,,,\r\n\r\n00124,x\r\n"),
  ]);
  expect(await readSheet(bytes)).toEqual({
    encoding: "cp932",
    header: ["会員番号", "理由"],
    rows: [
      { line: 2, cells: ["00123", "①髙－", "", ""] },
      { line: 5, cells: ["00124", "x"] },
    ],
  });
});

test("UTF-8 is told from CP932 by its bytes, with a BOM and without", async () => {
  for (const bom of ["", "\ufeff"]) {
    const sheet = await readSheet(utf8(`${bom}会員番号,理由\n007,①髙−😀\n`));
    expect(sheet).toMatchObject({ encoding: "utf-8", header: ["会員番号", "理由"] });
    expect(sheet.rows).toEqual([{ line: 2, cells: ["007", "①髙−😀"] }]);
  }
});

test("a byte that is no character of CP932 is marked where it stands, not replaced by a question mark", async () => {
  const bytes = Uint8Array.from([...header, ...utf8("001,?"), 0x85, 0x40, 0xff, ...utf8("\n")]);
  expect((await readSheet(bytes)).rows[0]?.cells).toEqual(["001", `?${unreadable}${unreadable}`]);
});

test("a quote that never ends is csv.unreadable, a header alone csv.empty", async () => {
  await expect(readSheet(utf8('a,b\n"x,y\n'))).rejects.toThrow("csv.unreadable");
  await expect(readSheet(utf8("a,b\n,,\n"))).rejects.toThrow("csv.empty");
  await expect(readSheet(Uint8Array.from([0x50, 0x4b, 0, 4]))).rejects.toThrow("csv.unreadable");
});

test("what is written in either encoding reads back the same, with CRLF", async () => {
  const rows = [
    ["会員番号", "理由"],
    ["00123", "①髙－"],
  ];
  for (const encoding of ["utf-8", "cp932"] as const) {
    const bytes = await writeSheet(rows, encoding);
    const sheet = await readSheet(bytes);
    expect([sheet.encoding, sheet.header, sheet.rows[0]?.cells]).toEqual([encoding, ...rows]);
    expect(Buffer.from(bytes).includes("\r\n")).toBe(true);
  }
});

test("all 7,389 characters of CP932 but ASCII read back as they were written, those that stand there twice as Windows writes them", () => {
  const lead = Array.from({ length: 0x7c }, (_, nth) => 0x81 + nth);
  const trail = Array.from({ length: 0xbd }, (_, nth) => 0x40 + nth);
  const pairs = lead.flatMap((first) => trail.map((second) => [first, second]));
  const kana = Array.from({ length: 0x3f }, (_, nth) => [0xa1 + nth]);
  const read = [...kana, ...pairs].map((bytes) => decodeCp932(Uint8Array.from(bytes)));
  const characters = new Set(read.filter((text) => text.length === 1 && text !== unreadable));
  expect(characters.size).toBe(7389);
  const encoded = encodeCp932([...characters].join(""));
  expect("bytes" in encoded && decodeCp932(encoded.bytes)).toBe([...characters].join(""));
  // ∵ of row 2, ① and Ⅰ of NEC's row 13, ⅰ and 髙 of IBM's.
  const windows = [0x81, 0xe6, 0x87, 0x40, 0x87, 0x54, 0xfa, 0x40, 0xfb, 0xfc];
  expect(encodeCp932("∵①Ⅰⅰ髙")).toEqual({ bytes: Uint8Array.from(windows) });
});

test("〜 and −, as a Mac types them, are written as the ～ and － that CP932 has", () => {
  expect(encodeCp932("〜−")).toEqual({ bytes: Uint8Array.from([0x81, 0x60, 0x81, 0x7c]) });
});

test("an emoji cannot be written in CP932 and is named; a cell that begins with = is no formula", async () => {
  await expect(writeSheet([["a😀髙"]], "cp932")).rejects.toMatchObject({
    code: "csv.unmappable",
    details: { characters: ["😀"] },
  });
  const [, ...text] = new TextDecoder().decode(await writeSheet([["=1+1", -5]], "utf-8"));
  expect(text.join("")).toBe("=1+1,-5\r\n");
});

test.each([
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "＝1+1",
  "＋1",
  "－1",
  "＠SUM(A1)",
  "\t=1+1",
  " =1+1",
  "\n=1+1",
])("%j is written as a text with an apostrophe before it, and read without", async (cell) => {
  const bytes = await writeSheet([["理由"], [cell]], "utf-8");
  expect(new TextDecoder().decode(bytes)).toMatch(/\r\n"?'/);
  expect((await readSheet(bytes)).rows).toEqual([{ line: expect.any(Number), cells: [cell.trim()] }]);
});

test("a line break in a reason stays in its cell, and what follows it is no row of its own", async () => {
  const reason = "お詫び\n=1+cmd\r\n3行目\r4行目";
  const bytes = await writeSheet(
    [
      ["行", "理由"],
      [2, reason],
    ],
    "utf-8",
  );
  expect(new TextDecoder().decode(bytes)).toBe('行,理由\r\n2,"お詫び\n=1+cmd\n3行目\n4行目"\r\n');
  const read = await readSheet(bytes);
  expect(read.rows.map(({ cells }) => cells)).toEqual([["2", "お詫び\n=1+cmd\n3行目\n4行目"]]);
});

test("200 sheets of any signs read back as they were written, but for blanks around them, in both encodings", async () => {
  const sign = fc.constantFrom(..."=+-@＝＋－＠'\"',;\t\r\n 0aあ髙①");
  const cell = fc.string({ unit: sign, maxLength: 8 });
  const sheets = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 4 });
  const asked = fc.asyncProperty(sheets, fc.constantFrom("utf-8", "cp932"), async (rows, encoding) => {
    const bytes = await writeSheet([["鍵", "一", "二"], ...rows.map((row) => ["k", ...row])], encoding);
    const read = (await readSheet(bytes)).rows.map(({ cells }) => cells.slice(1));
    expect(read).toEqual(rows.map((row) => row.map((text) => text.replace(/\r\n?/g, "\n").trim())));
  });
  await fc.assert(asked, { numRuns: 200, seed: 12 });
});
