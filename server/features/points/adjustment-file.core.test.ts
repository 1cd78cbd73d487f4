import { expect, test } from "vitest";
import { checkRows, dateIn, type Holding, pointsIn, readRows } from "./adjustment-file.core.ts";

const limits = { pointsMax: 1_000, today: "2026-11-21" };
const number = (text: string) => (/^[0-9a-z-]+$/i.test(text) ? text.replaceAll("-", "").toLowerCase() : null);
const header = ["会員番号", "ポイント", "理由"];
const names = { memberId: "会員番号", points: "ポイント" };

test("−500, －500 and -500 are all minus 500, 1,000 is a thousand, and 1.5 is no number of points", () => {
  expect(["-500", "−500", "-500", "1,000", "+20", "20"].map(pointsIn)).toEqual([
    -500, -500, -500, 1000, 20, 20,
  ]);
  expect(["1.5", "", "abc", "1e3", "--5", "9999999999"].map(pointsIn)).toEqual(Array(6).fill(null));
});

test("2027/3/5 is 2027-03-05, and 2027-02-30 is no day", () => {
  expect(["2027/3/5", "2027-03-05", "2027-02-30", "20270305"].map(dateIn)).toEqual([
    "2027-03-05",
    "2027-03-05",
    null,
    null,
  ]);
});

test("a member number keeps its leading zeros, and a row without a key is known by its line", () => {
  const { rows, errors } = readRows(header, [{ line: 4, cells: ["0012", "50", "お詫び"] }], limits, number);
  expect(errors).toEqual([]);
  expect(rows).toEqual([
    { line: 4, rowKey: "#4", memberId: "0012", points: 50, reason: "お詫び", expiresOn: null },
  ]);
});

test("5 wrong cells are 5 errors with line, column and value", () => {
  const cells = [
    { line: 2, cells: ["", "x", ""] },
    { line: 3, cells: ["a1", "0", "ok"] },
    { line: 5, cells: ["a1", "1001", "ok"] },
  ];
  const { rows, errors } = readRows(header, cells, limits, number);
  expect(rows).toEqual([]);
  expect(errors.map(({ line, column, value, problem }) => [line, column, value, problem])).toEqual([
    [2, "会員番号", "", "missing"],
    [2, "ポイント", "x", "not_a_number"],
    [2, "理由", "", "missing"],
    [3, "ポイント", "0", "zero"],
    [5, "ポイント", "1001", "above_limit"],
  ]);
});

test("a file without a column for the points is one error, and a key used twice another", () => {
  expect(readRows(["会員番号", "理由"], [{ line: 2, cells: ["a1", "x"] }], limits, number).errors).toEqual([
    { line: 1, column: "ポイント", value: "", problem: "no_column", limit: null },
  ]);
  const twice = [
    { line: 2, cells: ["a1", "1", "x", "k1"] },
    { line: 3, cells: ["a2", "1", "x", "k1"] },
  ];
  expect(readRows([...header, "row_key"], twice, limits, number).errors).toMatchObject([
    { line: 3, value: "k1", problem: "twice" },
  ]);
});

const row = (line: number, memberId: string, points: number) => ({
  line,
  rowKey: `#${line}`,
  memberId,
  points,
  reason: "x",
  expiresOn: null,
});
const holding = (given: Partial<Holding> = {}): Holding => ({
  status: "active",
  usable: 100,
  debt: 0,
  ...given,
});

test("rows are checked one after the other: +50 and then −150 of 100 points is possible, −150 first is not", () => {
  const holdings = new Map([["a1", holding()]]);
  expect(checkRows([row(2, "a1", 50), row(3, "a1", -150)], holdings, 1_000, names)).toEqual([]);
  expect(checkRows([row(2, "a1", -150), row(3, "a1", 50)], holdings, 1_000, names)).toMatchObject([
    { line: 2, problem: "not_enough", limit: 100 },
  ]);
});

test("debt of 30 takes 30 of the 50 given, so that 21 of them cannot be taken again", () => {
  const holdings = new Map([["a1", holding({ usable: 0, debt: 30 })]]);
  expect(checkRows([row(2, "a1", 50), row(3, "a1", -21)], holdings, 1_000, names)).toMatchObject([
    { line: 3, problem: "not_enough", limit: 20 },
  ]);
});

test("unknown and former members are errors, and 1,001 points in a file whose limit is 1,000 too", () => {
  const holdings = new Map([
    ["a1", holding({ usable: 2_000 })],
    ["gone", holding({ status: "left" })],
  ]);
  const rows = [row(2, "a1", 600), row(3, "a1", -401), row(4, "nobody", 0), row(5, "gone", 0)];
  expect(checkRows(rows, holdings, 1_000, names).map(({ line, problem }) => [line, problem])).toEqual([
    [4, "member_not_found"],
    [5, "member_left"],
    [0, "above_limit"],
  ]);
});
