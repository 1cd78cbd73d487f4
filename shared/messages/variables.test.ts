import { expect, test } from "vitest";
import { filled, unknownVariable, variablesIn } from "./variables.ts";

test("2 blanks are filled, and a third takes its own words where the fact is not known", () => {
  const text = "{name|お客さま}、{points}ポイントは{rank|}会員さまの{points}です";
  expect(variablesIn(text)).toEqual(["name", "points", "rank"]);
  expect(filled(text, { name: "糸井", points: "120" })).toBe("糸井、120ポイントは会員さまの120です");
  expect(filled(text, { name: "", points: "120", rank: "金" })).toBe(
    "お客さま、120ポイントは金会員さまの120です",
  );
});

test("what a member is called is not read as a blank", () => {
  expect(filled("{name}さん", { name: "{points}", points: "9" })).toBe("{points}さん");
});

test("a blank nobody knows and half a blank are named; 2 known ones are nothing to say", () => {
  expect(unknownVariable("{nmae}さん", ["name"])).toBe("{nmae}");
  expect(unknownVariable("{name さん", ["name"])).toBe("{name さん");
  expect(unknownVariable("name}さん", ["name"])).toBe("}");
  expect(unknownVariable("{name}と{name|客}", ["name"])).toBeNull();
});
