import { expect, test } from "vitest";
import { oddOf } from "./odd.core.ts";

const plain = { yenPerPoint: 1, unitPoints: 1 };

test.each([
  ["¥1,284 with 500 points: 84 make it ¥1,200", 1284, 500, plain, { yen: 84, points: 84 }],
  ["¥1,284 with 50 points: 4 make it ¥1,280", 1284, 50, plain, { yen: 4, points: 4 }],
  ["¥1,284 with 3 points: nothing is round", 1284, 3, plain, null],
  ["¥1,200: it is round already", 1200, 500, plain, null],
  ["¥1,280 with 50 points: it is round to ¥10 already", 1280, 50, plain, null],
  ["¥84 with 84 points: all of it is odd", 84, 84, plain, { yen: 84, points: 84 }],
  ["points of ¥5: ¥1,285 takes 17", 1285, 500, { yenPerPoint: 5, unitPoints: 1 }, { yen: 85, points: 17 }],
  ["points of ¥5: ¥1,284 cannot be met", 1284, 500, { yenPerPoint: 5, unitPoints: 1 }, null],
  ["in tens: ¥1,280 takes 80", 1280, 500, { yenPerPoint: 1, unitPoints: 10 }, { yen: 80, points: 80 }],
  ["in tens: ¥1,284 cannot be met", 1284, 500, { yenPerPoint: 1, unitPoints: 10 }, null],
  ["in hundreds: never", 1280, 500, { yenPerPoint: 1, unitPoints: 100 }, null],
])("%s", (_, amountYen, pointsMax, terms, odd) => {
  expect(oddOf(amountYen, pointsMax, terms)).toEqual(odd);
});
