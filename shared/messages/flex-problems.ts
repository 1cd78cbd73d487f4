import { utf8BytesOf } from "./count.ts";
import { type Finder, found, inside } from "./finder.ts";
import { limits, pictureSchemes } from "./limits.ts";
import { actionProblems, buttonAction, plainText, urlProblems } from "./parts-problems.ts";
import type { Bubble, Carousel, FlexBox, FlexComponent, FlexImage, FlexText } from "./types.ts";

/** The inside of a Flex message. */
export function flexProblems(find: Finder, contents: Bubble | Carousel, mayBeLarge: boolean): void {
  if (contents.type === "bubble") bubbleProblems(find, contents, mayBeLarge);
  else carouselProblems(find, contents, mayBeLarge);
}

function carouselProblems(find: Finder, carousel: Carousel, mayBeLarge: boolean): void {
  const { contents: bubbles } = carousel;
  if (bubbles.length < 1) found(find, "contents", "too_few", 1, 0);
  if (bubbles.length > limits.bubbles) found(find, "contents", "too_many", limits.bubbles, bubbles.length);
  if (bubbles.some(({ size }) => size !== bubbles[0]?.size)) found(find, "contents", "mixed_sizes");
  const within = inside(find, "contents");
  bubbles.forEach((bubble, at) => {
    bubbleProblems(inside(within, at), bubble, mayBeLarge);
  });
  if (mayBeLarge) tooLarge(find, carousel, limits.carouselBytes);
}

function bubbleProblems(find: Finder, bubble: Bubble, mayBeLarge: boolean): void {
  if (bubble.hero !== undefined) imageProblems(inside(find, "hero"), bubble.hero);
  if (bubble.header !== undefined) boxProblems(inside(find, "header"), bubble.header);
  boxProblems(inside(find, "body"), bubble.body);
  if (bubble.footer !== undefined) boxProblems(inside(find, "footer"), bubble.footer);
  if (bubble.styles !== undefined) stylesProblems(inside(find, "styles"), bubble.styles);
  if (mayBeLarge) tooLarge(find, bubble, limits.bubbleBytes);
}

function tooLarge(find: Finder, value: Bubble | Carousel, max: number): void {
  const bytes = utf8BytesOf(JSON.stringify(value));
  if (bytes > max) found(find, null, "too_large", max, bytes, "bytes");
}

function stylesProblems(find: Finder, styles: NonNullable<Bubble["styles"]>): void {
  for (const block of ["header", "hero", "body", "footer"] as const) {
    const style = styles[block];
    if (style === undefined) continue;
    const at = inside(find, block);
    matches(at, "backgroundColor", style.backgroundColor, colour);
    matches(at, "separatorColor", style.separatorColor, colour);
  }
}

function boxProblems(find: Finder, box: FlexBox): void {
  for (const key of gaps) matches(find, key, box[key], gap);
  for (const key of lengths) matches(find, key, box[key], pixels);
  matches(find, "backgroundColor", box.backgroundColor, colour);
  matches(find, "borderColor", box.borderColor, colour);
  share(find, box.flex);
  if (box.action !== undefined) actionProblems(inside(find, "action"), box.action, buttonAction);
  const within = inside(find, "contents");
  for (let at = 0; at < box.contents.length; at += 1) {
    const part = box.contents[at];
    if (part === undefined) continue;
    const place = inside(within, at);
    if (box.layout === "baseline" && part.type !== "text") found(place, "type", "not_in_baseline");
    else componentProblems(place, part);
  }
}

function componentProblems(find: Finder, part: FlexComponent): void {
  switch (part.type) {
    case "box":
      boxProblems(find, part);
      break;
    case "text":
      textProblems(find, part);
      break;
    case "image":
      imageProblems(find, part);
      break;
    case "button":
      matches(find, "margin", part.margin, gap);
      matches(find, "color", part.color, colour);
      actionProblems(inside(find, "action"), part.action, buttonAction);
      break;
    case "separator":
      matches(find, "margin", part.margin, gap);
      matches(find, "color", part.color, colour);
      break;
  }
}

function textProblems(find: Finder, part: FlexText): void {
  plainText(find, "text", part.text, limits.flexTextUnits, "units");
  matches(find, "size", part.size, letters);
  matches(find, "color", part.color, colour);
  matches(find, "margin", part.margin, gap);
  share(find, part.flex);
  if (part.maxLines !== undefined && !(Number.isInteger(part.maxLines) && part.maxLines >= 0)) {
    found(find, "maxLines", "bad_value");
  }
  if (part.contents === undefined) return;
  if (part.contents.length < 1) found(find, "contents", "too_few", 1, 0);
  const within = inside(find, "contents");
  part.contents.forEach((span, at) => {
    const place = inside(within, at);
    plainText(place, "text", span.text, limits.flexTextUnits, "units");
    matches(place, "size", span.size, letters);
    matches(place, "color", span.color, colour);
  });
}

function imageProblems(find: Finder, image: FlexImage): void {
  urlProblems(find, "url", image.url, limits.urlUnits, pictureSchemes);
  matches(find, "aspectRatio", image.aspectRatio, ratio);
  matches(find, "backgroundColor", image.backgroundColor, colour);
  matches(find, "margin", image.margin, gap);
  if (image.action !== undefined) actionProblems(inside(find, "action"), image.action, buttonAction);
}

const colour = /^#(?:[0-9a-f]{6}|[0-9a-f]{8})$/i;
const pixels = /^\d+(?:\.\d+)?px$/;
const gap = /^(?:none|xs|sm|md|lg|xl|xxl|\d+(?:\.\d+)?px)$/;
const letters = /^(?:xxs|xs|sm|md|lg|xl|xxl|[345]xl|\d+(?:\.\d+)?px)$/;
const ratio = /^[1-9]\d{0,5}(?:\.\d+)?:[1-9]\d{0,5}(?:\.\d+)?$/;
const gaps = [
  "spacing",
  "margin",
  "paddingAll",
  "paddingTop",
  "paddingBottom",
  "paddingStart",
  "paddingEnd",
  "cornerRadius",
] as const;
const lengths = ["width", "height", "borderWidth"] as const;

/** The types say keyword or pixels, and any number may stand before `px`. */
function matches(find: Finder, key: string, value: string | undefined, pattern: RegExp): void {
  if (value !== undefined && !pattern.test(value)) found(find, key, "bad_value");
}

function share(find: Finder, flex: number | undefined): void {
  if (flex !== undefined && !(Number.isInteger(flex) && flex >= 0)) found(find, "flex", "bad_value");
}
