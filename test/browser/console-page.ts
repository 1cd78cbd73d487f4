import type { Browser, Page } from "playwright-core";
import { type Desk, deskOf } from "../support/console.ts";
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
      const own = element.getAttribute(element instanceof HTMLImageElement ? "alt" : "aria-label") ?? "";
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

/** What is pressed and lower than a finger is wide. Links inside a sentence may be (WCAG 2.5.8). */
export function tooSmall(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const pressed = document.querySelectorAll(
      "button, input:not([type=checkbox]):not([type=radio]):not([type=hidden]):not([type=file]), .mantine-NavLink-root, .mantine-Chip-label, [role=menuitem]",
    );
    return [...pressed]
      .filter((element) => element.closest(".mantine-Pill-root, .mantine-ColorInput-root") === null)
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && box.height > 1 && box.height < 43.5)
      .filter(({ element }) => !(element instanceof HTMLInputElement && element.className.includes("Field")))
      .map(({ element, box }) => `${box.height} ${element.outerHTML.slice(0, 140)}`);
  });
}

/** Text whose contrast with what is behind it is below WCAG's AA; what is disabled may be. */
export function tooFaint(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    type Colour = readonly [number, number, number, number];
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const colourOf = (css: string): Colour => {
      if (canvas === null) return [0, 0, 0, 1];
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = css;
      canvas.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
      return [r, g, b, a / 255];
    };
    const over = (top: Colour, below: Colour): Colour => [
      top[0] * top[3] + below[0] * (1 - top[3]),
      top[1] * top[3] + below[1] * (1 - top[3]),
      top[2] * top[3] + below[2] * (1 - top[3]),
      1,
    ];
    const behind = (element: Element | null): Colour => {
      if (element === null) return [255, 255, 255, 1];
      const own = colourOf(getComputedStyle(element).backgroundColor);
      return own[3] >= 0.999 ? own : over(own, behind(element.parentElement));
    };
    const light = (colour: Colour): number => {
      const part = (value: number): number =>
        value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
      return 0.2126 * part(colour[0]) + 0.7152 * part(colour[1]) + 0.0722 * part(colour[2]);
    };
    const hasText = (element: Element): boolean =>
      [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== "");
    return [...document.body.querySelectorAll("*")].flatMap((element) => {
      if (!(element instanceof HTMLElement) || element.offsetParent === null || !hasText(element)) return [];
      if (element.closest(":disabled, [data-disabled], [aria-disabled=true]") !== null) return [];
      const ground = behind(element);
      const ink = over(colourOf(getComputedStyle(element).color), ground);
      const [high, low] = [light(ink), light(ground)].sort((a, b) => b - a);
      const ratio = ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
      return ratio >= 4.5 ? [] : [`${ratio.toFixed(2)} ${element.outerHTML.slice(0, 120)}`];
    });
  });
}

/** The console with the owner signed in, or whoever's desk is given, on `path`. */
export async function openDesk(
  browser: Browser,
  world: World,
  path = "",
  { viewport = pc, desk }: { readonly viewport?: typeof pc; readonly desk?: Pick<Desk, "client"> } = {},
): Promise<Page> {
  const { client } = desk ?? (await deskOf(world, await world.owner()));
  const context = await browser.newContext({ viewport, locale: "ja-JP", timezoneId: "Asia/Tokyo" });
  context.setDefaultTimeout(15_000);
  const cookies = [...client.cookies].map(([name, value]) => ({ name, value, url: `${world.origin}/` }));
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.goto(`${world.origin}/console/${path}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  return page;
}

export const pc = { width: 1280, height: 800 };
export const phone = { width: 390, height: 844 };

/** Every address in the list at the side, for whoever is signed in. */
export async function screensOf(page: Page): Promise<readonly string[]> {
  const links = page.getByRole("navigation", { name: /^(画面|Screens)$/ }).locator("a[href]");
  await links.first().waitFor({ state: "attached" });
  return links.evaluateAll((found) =>
    found.map((link) => (link.getAttribute("href") ?? "").replace("/console/", "")),
  );
}

/** How many pixels the page is wider than its window. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth));
}

/** A picture for the eye, into the folder that `SHOTS` names; none without it. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.SHOTS;
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
