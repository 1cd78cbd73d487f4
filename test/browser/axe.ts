import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

/** axe-core's own script, read once. It is put into pages under test and into nothing that is shipped. */
let script: string | null = null;

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/**
 * What axe finds on the page as it stands now and calls serious or critical, a sentence for each element; none is the goal:
 * `expect(await axe(page)).toEqual([])`. `within` is a selector of the part to look at, `except` of parts to leave out.
 * The script runs through the debugger's door, so the page's policy stays as strict as it is.
 */
export async function axe(
  page: Page,
  { within = "html", except = [] }: { readonly within?: string; readonly except?: readonly string[] } = {},
): Promise<readonly string[]> {
  script ??= readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  if (!(await page.evaluate("typeof axe === 'object'"))) await page.evaluate(script);
  // A part that is still fading in would be measured at half its contrast; those that spin for ever are not waited for.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((each) => each.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
        .map((each) => each.finished.catch(() => null)),
    ),
  );
  const context = JSON.stringify({ include: [[within]], exclude: except.map((each) => [each]) });
  const found = violations(
    await page.evaluate(`axe.run(${context}, { resultTypes: ["violations"] }).then((ran) => ran.violations)`),
  );
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, impact, help, nodes }) =>
      nodes.map(
        ({ html, failureSummary = "" }) =>
          `${impact} ${id}: ${help}: ${html.slice(0, 160)} ${failureSummary.split("\n").slice(1).join(" ").trim()}`,
      ),
    );
}

/** The documented shape of axe's answer, of which we read what stands above. */
function violations(answer: unknown): readonly Violation[] {
  return answer as readonly Violation[];
}
