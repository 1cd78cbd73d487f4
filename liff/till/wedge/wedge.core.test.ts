import { describe, expect, it } from "vitest";
import { damm } from "../../../shared/card/code.ts";
import { codeInText, type Key, noBurst, press, TICKS_MS, tick, type WedgeEffect } from "./wedge.core.ts";

const body = "7035819462726717239";
const CODE = `${body}${damm(body)}`;

type Stroke = Partial<Key> & { readonly at: number };

interface Played {
  readonly effects: readonly WedgeEffect[];
  /** The amount field, given only what the rules let through. */
  readonly amount: string;
  readonly swallowed: readonly boolean[];
}

/**
 * Plays keys; `handledAt` says when the page gets to a key, by default at once. Ticks come as the page makes
 * them.
 */
function play(strokes: readonly Stroke[], handledAt: (stroke: Stroke) => number = (s) => s.at): Played {
  let state = noBurst;
  let amount = "";
  const effects: WedgeEffect[] = [];
  const swallowed: boolean[] = [];
  const take = (found: readonly WedgeEffect[]): void => {
    for (const effect of found) {
      effects.push(effect);
      if (effect.kind === "type") amount += effect.digits;
      if (effect.kind === "takeBack") amount = amount.slice(0, amount.length - effect.count);
    }
  };
  const timers: number[] = [];
  const runTimers = (until: number): void => {
    for (const due of timers.splice(0).sort((a, b) => a - b)) {
      if (due > until) timers.push(due);
      else {
        const step = tick(state, due);
        state = step.state;
        take(step.effects);
      }
    }
  };
  for (const stroke of strokes) {
    const now = handledAt(stroke);
    runTimers(now);
    const step = press(state, { code: "", key: "", apart: false, ...stroke });
    state = step.state;
    take(step.effects);
    if (stroke.key === "Backspace") amount = amount.slice(0, -1);
    swallowed.push(step.swallow);
    for (const ms of TICKS_MS) timers.push(now + ms);
  }
  runTimers(Number.POSITIVE_INFINITY);
  return { effects, amount, swallowed };
}

/** Keys `gap` ms apart, the first at `from`. */
function keys(text: string, from: number, gap: number, as: (letter: string) => Partial<Key> = us): Stroke[] {
  return [...text].map((letter, i) => ({ ...as(letter), at: from + i * gap }));
}

function us(letter: string): Partial<Key> {
  if (letter === "\n") return { code: "Enter", key: "Enter" };
  if (letter === "\t") return { code: "Tab", key: "Tab" };
  if (/[0-9]/.test(letter)) return { code: `Digit${letter}`, key: letter };
  return { code: `Key${letter.toUpperCase()}`, key: letter };
}

const processKey = (letter: string): Partial<Key> => ({ ...us(letter), key: "Process" });
const numpad = (letter: string): Partial<Key> =>
  letter === "\n" ? { code: "NumpadEnter", key: "Enter" } : { code: `Numpad${letter}`, key: letter };

describe("a reader", () => {
  it("is heard at 5 ms a key, with Enter, and nothing reaches the amount or the page", () => {
    const { effects, amount, swallowed } = play(keys(`${CODE}\n`, 1000, 5));
    expect(effects).toEqual([{ kind: "scan", code: CODE }]);
    expect(amount).toBe("");
    expect(swallowed.every(Boolean)).toBe(true);
  });

  it.each([
    ["Tab", `${CODE}\t`],
    ["CR LF", `${CODE}\n\n`],
    ["Tab and Enter", `${CODE}\t\n`],
    ["nothing", CODE],
  ])("is heard once when it ends with %s", (_, text) => {
    expect(play(keys(text, 1000, 12)).effects).toEqual([{ kind: "scan", code: CODE }]);
  });

  it("is heard under a Japanese IME, which names every key Process but tells its place", () => {
    expect(play(keys(`${CODE}\n`, 1000, 8, processKey)).effects).toEqual([{ kind: "scan", code: CODE }]);
  });

  it("is heard on a number pad, with NumLock off as well", () => {
    const noNumLock = (letter: string): Partial<Key> => ({ ...numpad(letter), key: "Home" });
    expect(play(keys(`${CODE}\n`, 1000, 8, numpad)).effects).toEqual([{ kind: "scan", code: CODE }]);
    expect(play(keys(CODE, 1000, 8, noNumLock)).effects).toEqual([{ kind: "scan", code: CODE }]);
  });

  it("is heard when full-width digits come without a place on the keyboard", () => {
    const wide = (letter: string): Partial<Key> => ({
      code: "",
      key: letter === "\n" ? "Enter" : String.fromCharCode(letter.charCodeAt(0) + 0xfee0),
    });
    expect(play(keys(`${CODE}\n`, 1000, 8, wide)).effects).toEqual([{ kind: "scan", code: CODE }]);
  });

  it.each([
    ["US", { code: "BracketRight", key: "]" }],
    ["JIS", { code: "BracketRight", key: "[" }],
  ])("may say its AIM prefix ]Q1 on a %s layout", (_, bracket) => {
    const prefix: Stroke[] = [{ ...bracket, at: 1000 }, ...keys("Q1", 1008, 8)];
    const { effects, amount } = play([...prefix, ...keys(`${CODE}\n`, 1050, 8)]);
    expect(effects).toEqual([{ kind: "scan", code: CODE }]);
    expect(amount).toBe("");
  });

  it("that needs 60 ms a key has its digits taken back from the amount", () => {
    const { effects, amount } = play(keys(`${CODE}\n`, 1000, 60));
    expect(amount).toBe("");
    expect(effects.at(-1)).toEqual({ kind: "scan", code: CODE });
    expect(effects.some((effect) => effect.kind === "takeBack")).toBe(true);
  });

  it("whose Enter comes 200 ms late does not confirm a sale", () => {
    const strokes = [...keys(CODE, 1000, 8), { ...us("\n"), at: 1000 + 19 * 8 + 200 }];
    expect(play(strokes).effects).toEqual([{ kind: "scan", code: CODE }]);
    expect(play(strokes, () => 5000).effects).toEqual([{ kind: "scan", code: CODE }]);
  });

  it("may read twice: two scans", () => {
    const strokes = [...keys(`${CODE}\n`, 1000, 5), ...keys(`${CODE}\n`, 2000, 5)];
    expect(play(strokes).effects).toEqual([
      { kind: "scan", code: CODE },
      { kind: "scan", code: CODE },
    ]);
  });
});

describe("a busy page", () => {
  it("that handles all keys 900 ms late hears the scan", () => {
    expect(play(keys(`${CODE}\n`, 1000, 8), () => 2000).effects).toEqual([{ kind: "scan", code: CODE }]);
  });

  it("whose timers run between the late keys hears the scan and keeps the amount clean", () => {
    let handled = 2000;
    const { effects, amount } = play(keys(`${CODE}\n`, 1000, 15), () => {
      handled += 70;
      return handled;
    });
    expect(effects.at(-1)).toEqual({ kind: "scan", code: CODE });
    expect(amount).toBe("");
  });

  it("that stood still in a burst, long enough to call it misread, still hears the scan", () => {
    const strokes = keys(`${CODE}\n`, 1000, 10);
    const middle = strokes[12]?.at ?? 0;
    const { effects } = play(strokes, (stroke) => (stroke.at > middle ? stroke.at + 2000 : stroke.at));
    expect(effects.at(-1)).toEqual({ kind: "scan", code: CODE });
  });

  it("that told the scan before it handled the reader's Enter tells it once", () => {
    const strokes = keys(`${CODE}\n`, 1000, 10);
    const { effects, swallowed } = play(strokes, (stroke) => (stroke.key === "Enter" ? 3000 : stroke.at));
    expect(effects).toEqual([{ kind: "scan", code: CODE }]);
    expect(swallowed.at(-1)).toBe(true);
  });
});

describe("a person", () => {
  it("who types 1280 and Enter enters 1280 and confirms", () => {
    const { effects, amount } = play(keys("1280\n", 1000, 160));
    expect(amount).toBe("1280");
    expect(effects.at(-1)).toEqual({ kind: "enter" });
  });

  it("who types 1280 fast, 65 ms a key, enters 1280", () => {
    expect(play(keys("1280\n", 1000, 65)).amount).toBe("1280");
    expect(play(keys("1280\n", 1000, 65)).effects.at(-1)).toEqual({ kind: "enter" });
  });

  it("whose two fingers hit 0 and 0 together enters both", () => {
    const strokes = [...keys("10", 1000, 150), { ...us("0"), at: 1158 }];
    expect(play(strokes).amount).toBe("100");
  });

  it("sees a digit 40 ms after the key, and a Backspace never overtakes it", () => {
    const strokes = [...keys("5", 1000, 0), { code: "Backspace", key: "Backspace", at: 1010 }];
    expect(play(strokes).effects).toEqual([{ kind: "type", digits: "5" }]);
    expect(play(strokes).amount).toBe("");
  });

  it("who types 1280 and then reads a card, at any pause, has both", () => {
    for (const pause of [40, 60, 90, 110, 500]) {
      const strokes = [...keys("1280", 1000, 120), ...keys(`${CODE}\n`, 1360 + pause, 6)];
      const { effects, amount } = play(strokes);
      expect(amount).toBe("1280");
      expect(effects.at(-1)).toEqual({ kind: "scan", code: CODE });
    }
  });

  it("who types 780 so fast that it joins the reader's burst has both", () => {
    const strokes = [...keys("780", 1000, 70), ...keys(`${CODE}\n`, 1200, 6)];
    expect(play(strokes).amount).toBe("780");
    expect(play(strokes, () => 9000).amount).toBe("780");
  });

  it("is left alone with Ctrl, a repeating key and Tab", () => {
    expect(play([{ ...us("1"), apart: true, at: 1000 }])).toEqual({
      effects: [],
      amount: "",
      swallowed: [false],
    });
    expect(play(keys("\t", 1000, 0))).toEqual({ effects: [], amount: "", swallowed: [false] });
  });
});

describe("another shop's code", () => {
  it("JAN-13 is refused and its Enter confirms nothing", () => {
    const { effects, amount } = play(keys("4901234567894\n", 1000, 10));
    expect(effects).toEqual([{ kind: "misread", failure: "card.bad_format" }]);
    expect(amount).toBe("");
  });

  it("JAN-13 by a slow reader is taken back out of the amount", () => {
    const { effects, amount } = play(keys("4901234567894\n", 1000, 70));
    expect(effects.at(-1)).toEqual({ kind: "misread", failure: "card.bad_format" });
    expect(amount).toBe("");
  });

  it("of four digits, or with letters, is no amount either", () => {
    expect(play(keys("1280\n", 1000, 10)).amount).toBe("");
    expect(play(keys("httpsgoen1280\n", 1000, 10)).effects).toEqual([
      { kind: "misread", failure: "card.bad_format" },
    ]);
  });

  it("of twenty digits with one wrong is a misread", () => {
    const wrong = `${CODE.slice(0, 19)}${(Number(CODE.at(-1)) + 1) % 10}`;
    expect(play(keys(`${wrong}\n`, 1000, 10)).effects).toEqual([
      { kind: "misread", failure: "card.bad_check" },
    ]);
  });

  it("of 24 digits whose first twenty happen to be one of ours is not one of ours", () => {
    expect(play(keys(`${CODE}1234\n`, 1000, 10)).effects.map((effect) => effect.kind)).toEqual(["misread"]);
  });
});

describe("text in an input", () => {
  it("gives up a code in full-width digits at its end and keeps what stood before", () => {
    const wide = [...CODE].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join("");
    expect(codeInText(`返品${wide}`)).toEqual({ code: CODE, rest: "返品" });
    expect(codeInText(`]Q1${CODE}\n`)).toEqual({ code: CODE, rest: "" });
  });

  it("is only text without a code", () => {
    expect(codeInText("1280")).toBeNull();
    expect(codeInText(`${CODE.slice(0, 19)}x`)).toBeNull();
  });
});
