import { expect, test } from "vitest";
import type { Column } from "./columns.ts";
import { found, pageOf, sorted } from "./rows.core.ts";

interface Shop {
  readonly name: string;
  readonly used: number | null;
}
const columns: readonly Column<Shop>[] = [
  { key: "name", name: ["名前", "Name"], cell: ({ name }) => name, value: ({ name }) => name },
  { key: "used", name: ["利用", "Used"], cell: ({ used }) => used, value: ({ used }) => used },
];
const shops: readonly Shop[] = [
  { name: "2号店", used: 9 },
  { name: "10号店", used: null },
  { name: "１号店 Ａ", used: 100 },
];
const namesOf = (rows: readonly Shop[]): readonly string[] => rows.map(({ name }) => name);

test("9 comes before 100 as a number, 2号店 before 10号店 as a name, and what has no number comes last both ways", () => {
  const by = (key: string, down: boolean) => namesOf(sorted(shops, columns, { key, down }, "ja"));
  expect(by("used", false)).toEqual(["2号店", "１号店 Ａ", "10号店"]);
  expect(by("used", true)).toEqual(["１号店 Ａ", "2号店", "10号店"]);
  expect(by("name", false)).toEqual(["１号店 Ａ", "2号店", "10号店"]);
});

test("a row is found by every typed word, in any width and case", () => {
  expect(namesOf(found(shops, columns, "a 1号"))).toEqual(["１号店 Ａ"]);
  expect(namesOf(found(shops, columns, "a 2号"))).toEqual([]);
  expect(found(shops, columns, "  ")).toHaveLength(3);
});

test("of 3 rows by 2, page 2 has 1, and page 9 is page 2", () => {
  expect(pageOf(shops, 2, 2)).toEqual({ rows: shops.slice(2), page: 2 });
  expect(pageOf(shops, 9, 2).page).toBe(2);
  expect(pageOf([], 1, 2)).toEqual({ rows: [], page: 1 });
});
