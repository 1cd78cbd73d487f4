import { systemClock } from "../../platform/clock.ts";
import { openForReading } from "../database.ts";
import type { CommandOptions } from "../line.ts";
import { examine } from "./examine.ts";
import type { Finding, FindingStatus } from "./finding.ts";
import { sentenceOf } from "./words.ts";

/** `npm run line -- doctor`: one line for each check, and what to click for each that is wrong. */
export async function doctor({ env, language, json }: CommandOptions): Promise<number> {
  const database = await openForReading(env).catch(() => null);
  try {
    const findings = await examine({ env, clock: systemClock, database });
    if (json)
      console.log(
        JSON.stringify(findings.map((finding) => ({ ...finding, ...sentenceOf(finding, language) }))),
      );
    else for (const finding of findings) print(finding, language);
    return findings.some(({ status }) => status === "wrong") ? 1 : 0;
  } finally {
    await database?.close();
  }
}

const marks: Readonly<Record<FindingStatus, string>> = { ok: "✓", wrong: "✗", look: "?" };

function print(finding: Finding, language: "ja" | "en"): void {
  const { says, click } = sentenceOf(finding, language);
  console.log(`${marks[finding.status]} ${says}${click === undefined ? "" : `\n  → ${click}`}`);
}
