import fc from "fast-check";

/** Names as people and systems give them, and as nobody should: for what goes out in a message or stands on a screen. */
export const oddNames: readonly string[] = [
  ...["", " ", "\u0000\u0007", "\u200b", "\n\n", "\ud83d", "\u202eabc", "قهوة العرب", "‏שלום‏"],
  ...["👨‍👩‍👧‍👦".repeat(300), "🇯🇵".repeat(50), `a${"\u0301".repeat(6000)}`, "か\u3099".repeat(3000)],
  ...[
    "W".repeat(9000),
    "<script>alert(1)</script>",
    "{name}",
    '"\\'.repeat(500),
    "銀座\u3000本店",
    "a\r\nb\tc",
  ],
];

export const anyName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...oddNames),
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.string({ unit: "binary" }),
);
