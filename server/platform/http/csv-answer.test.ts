import { expect, test } from "vitest";
import { attachmentNamed } from "./csv-answer.ts";

test("a file's name is in ASCII and in Japanese, without what Windows forbids and with ' ( ) * encoded too", () => {
  const said = attachmentNamed({
    ja: "配信結果-春/豆:(新)'A*-2026-12-01.csv",
    ascii: "results-2026-12-01.csv",
  });
  expect(said).toMatch(/^attachment; filename="results-2026-12-01\.csv"; filename\*=UTF-8''/);
  const coded = said.split("UTF-8''")[1] ?? "";
  expect(coded).toMatch(/^[A-Za-z0-9%._-]+$/);
  expect(decodeURIComponent(coded)).toBe("配信結果-春 豆 (新)'A -2026-12-01.csv");
});
