import type { Verdict } from "./console.ts";
import { peopleMin } from "./verdicts.ts";

/** What a difference says, in a plain sentence. Numbers of people are of 100, so nobody must know what a percentage point is. */

export interface Sentence {
  readonly ja: string;
  readonly en: string;
}

/** What is compared. */
export type Measure = "came" | "yen" | "clicked" | "gone";

interface MeasureWords {
  /** `100人あたり{n}人` */
  readonly per: readonly [ja: string, en: string];
  readonly unit: readonly [ja: string, en: string];
  readonly more: readonly [ja: string, en: string];
  readonly less: readonly [ja: string, en: string];
  readonly name: readonly [ja: string, en: string];
  readonly times: number;
}

const person: Pick<MeasureWords, "per" | "unit" | "times"> = {
  ...{ per: ["100人あたり", "of 100 people, "], unit: ["人", ""], times: 100 },
};

const words: Readonly<Record<Measure, MeasureWords>> = {
  came: {
    ...person,
    ...{
      name: ["来店した人", "people who came"],
      more: ["多い", "more came"],
      less: ["少ない", "fewer came"],
    },
  },
  clicked: {
    ...person,
    name: ["リンクを開いた人", "people who opened the link"],
    ...{ more: ["多い", "more opened the link"], less: ["少ない", "fewer opened the link"] },
  },
  gone: {
    ...person,
    name: ["ブロックした人", "people who blocked"],
    ...{ more: ["多い", "more blocked"], less: ["少ない", "fewer blocked"] },
  },
  yen: {
    ...{ per: ["1人あたり", "per person, "], unit: ["円", " yen"], times: 1 },
    ...{ name: ["売上", "sales"], more: ["多い", "more were spent"], less: ["少ない", "less were spent"] },
  },
};

/** `来店した人は100人あたり3.2人多い(95%の確かさで1.1〜5.3人)。` */
export function verdictSentence(measure: Measure, verdict: Verdict): Sentence {
  const { per, unit, more, less, name, times } = words[measure];
  if (verdict.difference === null) {
    return {
      ja: `${name[0]}は、まだ人数が足りず、比べられません(比べるには、それぞれ${peopleMin}人以上${measure === "yen" ? "、買った人も合わせて30人以上" : ""}が必要です)。`,
      en: `There are too few people yet to compare ${name[1]}: it takes ${peopleMin} on each side${measure === "yen" ? ", and 30 who bought" : ""}.`,
    };
  }
  const { value, low, high } = verdict.difference;
  const digits = measure === "yen" ? 0 : 1;
  const number = (one: number): string => numberOf(one * times, digits);
  if (verdict.says === "unclear") {
    return {
      ja:
        `${name[0]}に、違いがあるとはまだ言えません(${per[0]}の差は${number(value)}${unit[0]}、` +
        `95%の範囲は${number(low)}〜${number(high)}${unit[0]})。`,
      en:
        `There is no telling yet whether ${name[1]} differ (${per[1]}${number(value)}${unit[1]}; ` +
        `95% range ${number(low)} to ${number(high)}).`,
    };
  }
  const isMore = verdict.says === "more";
  const [near, far] = isMore ? [low, high] : [-high, -low];
  const size = number(Math.abs(value));
  return {
    ja:
      `${name[0]}は${per[0]}${size}${unit[0]}${(isMore ? more : less)[0]}` +
      `(95%の確かさで${number(near)}〜${number(far)}${unit[0]})。`,
    en:
      `${per[1].charAt(0).toUpperCase()}${per[1].slice(1)}${size}${unit[1]} ${(isMore ? more : less)[1]} ` +
      `(95% sure: ${number(near)} to ${number(far)}).`,
  };
}

/** With the mathematical minus and thousands apart; never −0. */
function numberOf(value: number, digits: number): string {
  const rounded = Number(value.toFixed(digits));
  const text = Math.abs(rounded).toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return rounded < 0 ? `−${text}` : text;
}
