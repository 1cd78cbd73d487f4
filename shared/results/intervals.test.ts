import { describe, expect, test } from "vitest";
import { meanDifference, type Share, type Sums, shareDifference, studentT, wilson } from "./intervals.ts";

const of = (count: number, all: number): Share => ({ of: all, count });

describe("Wilson's interval of a share, as in table I of Newcombe 1998 (Stat. Med. 17:857)", () => {
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("%i of %i: %f to %f", (count, all, low, high) => {
    const interval = wilson(of(count, all));
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });
});

describe("Newcombe's interval of a difference, as in table II, method 10, of Newcombe 1998 (Stat. Med. 17:873)", () => {
  test.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])("%i/%i − %i/%i: %f to %f", (a, m, b, n, low, high) => {
    const difference = shareDifference(of(a, m), of(b, n));
    expect(difference.value).toBeCloseTo(a / m - b / n, 10);
    expect(difference.low).toBeCloseTo(low, 4);
    expect(difference.high).toBeCloseTo(high, 4);
  });
});

describe("Welch's interval of a difference of means", () => {
  const sumsOf = (values: readonly number[]): Sums => ({
    people: values.length,
    sum: values.reduce((sum, value) => sum + BigInt(value), 0n),
    squares: values.reduce((sum, value) => sum + BigInt(value) ** 2n, 0n),
  });

  // Student's sleep data as R's documentation of t.test has them: extra ~ group, Welch, df 17.776, −3.3654832 to 0.2054832.
  test("of Student's sleep data is −3.365 to 0.205 hours, as R says", () => {
    const one = sumsOf([7, -16, -2, -12, -1, 34, 37, 8, 0, 20]);
    const other = sumsOf([19, 8, 11, 1, -1, 44, 55, 16, 46, 34]);
    const { value, low, high } = meanDifference(one, other);
    expect(value / 10).toBeCloseTo(-1.58, 10);
    expect(low / 10).toBeCloseTo(-3.3654832, 3);
    expect(high / 10).toBeCloseTo(0.2054832, 3);
  });

  test("is exact where squares leave a double: a million people at 10,000,000 yen, one of whom has a yen more", () => {
    const same = { people: 1_000_000, sum: 10_000_000_000_000n, squares: 100_000_000_000_000_000_000n };
    const one = { ...same, sum: same.sum + 1n, squares: same.squares + 20_000_001n };
    const { value, low, high } = meanDifference(one, same);
    expect(value).toBeCloseTo(0.000001, 8);
    expect(high - low).toBeCloseTo(2 * 1.96 * 0.000001, 8);
  });

  test("has no width where everybody is alike", () => {
    expect(meanDifference(sumsOf([5, 5, 5]), sumsOf([3, 3]))).toEqual({ value: 2, low: 2, high: 2 });
  });
});

test("Student's t has 2.228 at 10 degrees of freedom, 2.042 at 30, 1.980 at 120, as tables say", () => {
  expect(studentT(10)).toBeCloseTo(2.2281, 3);
  expect(studentT(30)).toBeCloseTo(2.0423, 4);
  expect(studentT(120)).toBeCloseTo(1.9799, 4);
});
