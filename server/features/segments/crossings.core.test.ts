import { expect, test } from "vitest";
import { crossed } from "./crossings.core.ts";

test("who is in it now and was not has entered, who was and is not has left", () => {
  expect(crossed([1, 2, 5], [2, 3], 10)).toEqual({ through: null, entered: [1, 5], left: [3] });
});

test("of two lists cut off at 3, the stretch goes as far as the shorter: nobody beyond it has left because the list ended", () => {
  expect(crossed([1, 2, 3], [1, 8, 9], 3)).toEqual({ through: 3, entered: [2, 3], left: [] });
  expect(crossed([], [4, 5, 6], 3)).toEqual({ through: 6, entered: [], left: [4, 5, 6] });
  expect(crossed([7, 8, 9], [4], 3)).toEqual({ through: 9, entered: [7, 8, 9], left: [4] });
});
