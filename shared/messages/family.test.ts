import { expect, test } from "vitest";
import { row } from "./family.ts";

const sharesOf = (value: string) =>
  row("珈琲スタンプカード", value).contents.map((part) => ("flex" in part ? part.flex : null));

test.each([
  "+1 (3/10)",
  "+1 (🎉)",
  "1,234ポイント",
  "12,345 points",
  "",
])("a value as short as 13 half-widths, %s, takes what it needs and leaves the label the rest of the line", (value) =>
  expect(sharesOf(value)).toEqual([1, 0]));

test.each([
  "12,345ポイント",
  "ケーキとドリンク1杯ずつ",
])("a longer one, %s, has 3 parts of 7, so that the label never loses its room", (value) =>
  expect(sharesOf(value)).toEqual([4, 3]));
