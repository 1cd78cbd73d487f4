import { expect, it } from "vitest";
import { damm } from "../../../shared/card/code.ts";
import { accept, look, lookAgain, nothingSeen, type Seen } from "./seen.core.ts";

const code = (body: string): string => `${body}${damm(body)}`;
const first = code("7035819462711111111");
const later = code("7035819462722222222");
const spend = code("8035819462733333333");

/** Looks every 100 ms and says at which times a scan came of it. */
function watch(views: readonly (readonly [from: number, to: number, text: string])[], seen: Seen): number[] {
  const scans: number[] = [];
  let now = seen;
  for (const [from, to, text] of views) {
    for (let at = from; at < to; at += 100) {
      const looked = look(now, text, at);
      now = looked.seen;
      if (looked.fresh) scans.push(at);
    }
  }
  return scans;
}

it("a code held before the camera for ten seconds is one scan; away for three, it is another", () => {
  expect(watch([[5000, 15_000, first]], nothingSeen)).toEqual([5000]);
  expect(
    watch(
      [
        [5000, 6000, first],
        [8800, 9000, first],
      ],
      nothingSeen,
    ),
  ).toEqual([5000]);
  expect(
    watch(
      [
        [5000, 6000, first],
        [9000, 9500, first],
      ],
      nothingSeen,
    ),
  ).toEqual([5000, 9000]);
});

it("an accepted card that stays in view is not scanned again when its code changes", () => {
  const accepted = accept(look(nothingSeen, first, 5000).seen, first, 5000);
  const views = [
    [5100, 20_000, first],
    [20_000, 30_000, later],
    [33_500, 34_000, later],
  ] as const;
  expect(watch(views, accepted)).toEqual([33_500]);
});

it("a refused card is scanned as soon as it shows another code", () => {
  expect(
    watch(
      [
        [5000, 6000, first],
        [6000, 7000, later],
      ],
      nothingSeen,
    ),
  ).toEqual([5000, 6000]);
});

it("an accepted card that now asks to use points is scanned at once", () => {
  const accepted = accept(look(nothingSeen, first, 5000).seen, first, 5000);
  expect(watch([[5500, 6000, spend]], accepted)).toEqual([5500]);
});

it("a card that still lies there when the camera comes on 20 seconds later is no new sale; another card is", () => {
  const sold = accept(look(nothingSeen, first, 5000).seen, first, 5000);
  const back = lookAgain(sold, 25_000);
  expect(watch([[25_400, 30_000, later]], back)).toEqual([]);
  expect(watch([[25_400, 26_000, code("7035819462811111111")]], back)).toEqual([25_400]);
  expect(watch([[28_100, 28_500, later]], back)).toEqual([28_100]);
});
