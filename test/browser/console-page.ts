import type { Browser, Page } from "playwright-core";
import type { World } from "../support/world.ts";

/** A PC or a phone with the console's door open. */
export async function openConsole(
  browser: Browser,
  world: World,
  path = "",
  viewport = { width: 1280, height: 800 },
): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: "ja-JP", timezoneId: "Asia/Tokyo" });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  await page.goto(`${world.origin}/console/${path}`);
  return page;
}

/** What a reader of the screen would miss: fields, buttons, links and pictures without a name, and doubled ids. */
export function unnamed(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const seen = (element: Element): boolean =>
      element instanceof HTMLElement &&
      element.offsetParent !== null &&
      element.getAttribute("type") !== "hidden";
    const nameOf = (element: Element): string => {
      const labelled = element.getAttribute("aria-labelledby");
      const by = (labelled ?? "")
        .split(" ")
        .map((id) => document.getElementById(id)?.textContent ?? "")
        .join("");
      const labels =
        element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
          ? [...(element.labels ?? [])].map((label) => label.textContent).join("")
          : "";
      const own = element.getAttribute("aria-label") ?? "";
      const text = element instanceof HTMLInputElement ? "" : (element.textContent ?? "");
      return `${own}${by}${labels}${text}`.trim();
    };
    const wanted = document.querySelectorAll("input, textarea, select, button, a[href], [role=button], img");
    const nameless = [...wanted]
      .filter((element) => seen(element) && nameOf(element) === "")
      .map((element) => element.outerHTML.slice(0, 160));
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    const doubled = ids.filter((id, index) => ids.indexOf(id) < index).map((id) => `two elements are #${id}`);
    const headings = document.querySelectorAll("h1").length;
    return [...nameless, ...doubled, ...(headings === 1 ? [] : [`${headings} first headings`])];
  });
}
