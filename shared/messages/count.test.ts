import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleaned, clipped, fits, graphemesOf, nameOf, utf8BytesOf } from "./count.ts";

const family = "👨‍👩‍👧‍👦";

describe("units", () => {
  test("a family of four is one grapheme, 11 UTF-16 code units and 25 bytes", () => {
    expect([graphemesOf(family), family.length, utf8BytesOf(family)]).toEqual([1, 11, 25]);
    expect([fits(family, 1, "graphemes"), fits(family, 10, "units")]).toEqual([true, false]);
  });

  test("bytes are those that an encoder writes, lone surrogates as U+FFFD", () => {
    const anyText = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom("\ud83d", "\ude00", "a", "é", "あ") }),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        expect(utf8BytesOf(text)).toBe(new TextEncoder().encode(text).length);
      }),
    );
  });
});

describe("clipped", () => {
  test("what fits stays as it is; what does not ends in … and fits, no letter cut in two", () => {
    const anyText = fc.string({ unit: "grapheme", maxLength: 40 });
    fc.assert(
      fc.property(
        anyText,
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom("units" as const, "graphemes" as const),
        (text, max, unit) => {
          const short = clipped(text, max, unit);
          expect(fits(short, max, unit)).toBe(true);
          if (fits(text, max, unit)) expect(short).toBe(text);
          else expect(text.startsWith(short.slice(0, -1))).toBe(true);
          expect(/\p{Surrogate}/u.test(short)).toBe(false);
        },
      ),
    );
  });

  test("12 families in 50 units are 4 of them and …, not 4 and a half", () => {
    expect(clipped(family.repeat(12), 50)).toBe(`${family.repeat(4)}…`);
  });

  test("a letter with 100 marks does not fit 10 units and is cut between code points", () => {
    expect(clipped(`a${"\u0301".repeat(100)}`, 10)).toBe(`a${"\u0301".repeat(8)}…`);
    expect(clipped("🌸\ufe0f\u0301\u0301", 2)).toBe("…");
  });
});

describe("cleaned", () => {
  test("line breaks of every system stay, control characters and halves of letters do not", () => {
    expect(cleaned("一行目\r\n二行目\r三行目\u2028四\u0007行\u0000目 ")).toBe(
      "一行目\n二行目\n三行目\n四行目",
    );
    expect(cleaned("半分\ud83dの絵文字")).toBe("半分\ufffdの絵文字");
  });

  test("what has nothing to see in it is empty", () => {
    for (const unseen of ["", " \n\t", "\u200b\u200d", "\u0301", "\u202e\u202c"])
      expect(cleaned(unseen)).toBe("");
  });
});

describe("nameOf", () => {
  test("a name is one line with single blanks", () => {
    expect(nameOf(" 銀座\n  本店\t別館 ")).toBe("銀座 本店 別館");
  });

  test("a name from right to left stays to itself, and none can turn the text after it", () => {
    expect(nameOf("قهوة")).toBe("\u2068قهوة\u2069");
    expect(nameOf("shop\u202eevil")).toBe("shopevil");
  });

  test("it is never longer than was asked", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 5, max: 20 }), (text, max) => {
        expect(nameOf(text, max).length).toBeLessThanOrEqual(max);
      }),
    );
  });
});
