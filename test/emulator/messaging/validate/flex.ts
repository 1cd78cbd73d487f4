import type { Problem } from "../../http/call.ts";
import { isJsonObject, objectsAt } from "../../json.ts";
import { flexAction, flexButtonAction } from "./actions.ts";
import {
  anything,
  bool,
  byType,
  type Check,
  type Fields,
  list,
  matching,
  number,
  oneOf,
  problem,
  shape,
  text,
  under,
  url,
  type Where,
} from "./kit.ts";

/**
 * The structure of Flex messages (Messaging API reference, Flex Message), each size in the units it may
 * have.
 */

const color = matching(/^#([0-9a-f]{6}|[0-9a-f]{8})$/i, "invalid color");
const steps = "xs|sm|md|lg|xl|xxl";
const letterSteps = `xxs|${steps}|3xl|4xl|5xl`;
const px = "\\d+(\\.\\d+)?px";
const percent = "\\d+(\\.\\d+)?%";
const sized = (...forms: readonly string[]): Check => matching(new RegExp(`^(${forms.join("|")})$`));

const letterSize = sized(letterSteps, px);
const imageSize = sized(letterSteps, "full", px, percent);
const gap = sized("none", steps, px);
const inset = sized("none", steps, px, percent);
const extent = sized(px, percent);
const radius = sized("none", steps, px);
const border = sized("none", "light", "normal", "semi-bold", "bold", px);
const ratio = matching(/^[1-9]\d{0,5}(\.\d+)?:[1-9]\d{0,5}(\.\d+)?$/, "invalid aspectRatio");
const flexShare = number(0, Number.MAX_SAFE_INTEGER, true);
const gravity = oneOf("top", "bottom", "center");
const align = oneOf("start", "end", "center");

const place: Fields = {
  ...{ flex: flexShare, margin: gap, position: oneOf("relative", "absolute") },
  ...{ offsetTop: inset, offsetBottom: inset, offsetStart: inset, offsetEnd: inset },
};
const writing: Fields = {
  ...{ size: letterSize, color, weight: oneOf("regular", "bold"), style: oneOf("normal", "italic") },
  decoration: oneOf("none", "underline", "line-through"),
};

const span = shape({ type: oneOf("span"), text: text(2000) }, writing);

const textComponent = shape(
  { type: oneOf("text") },
  {
    ...{ ...place, ...writing, text: text(2000), contents: list(span, 1, 100), align, gravity, wrap: bool },
    ...{ lineSpacing: sized(px), maxLines: number(0, 1000, true), adjustMode: oneOf("shrink-to-fit") },
    ...{ scaling: bool, action: flexAction },
  },
  (value, at, problems) => {
    if (value.text === undefined && value.contents === undefined) {
      problem(problems, under(at, "text"), "must be non-empty text");
    }
  },
);

const button = shape(
  { type: oneOf("button"), action: flexButtonAction },
  {
    ...{ ...place, height: oneOf("sm", "md"), style: oneOf("primary", "secondary", "link"), color, gravity },
    ...{ adjustMode: oneOf("shrink-to-fit"), scaling: bool },
  },
);

const image = shape(
  { type: oneOf("image"), url: url(2000, "https") },
  {
    ...{ ...place, align, gravity, size: imageSize, aspectRatio: ratio, aspectMode: oneOf("cover", "fit") },
    ...{ backgroundColor: color, action: flexAction, animated: bool },
  },
);

const icon = shape(
  { type: oneOf("icon"), url: url(2000, "https") },
  { ...place, size: letterSize, aspectRatio: ratio, scaling: bool },
);

const separator = shape({ type: oneOf("separator") }, { margin: gap, color });
const filler = shape({ type: oneOf("filler") }, { flex: flexShare });
const spacer = shape({ type: oneOf("spacer") }, { size: sized(steps) });

const gradient = shape(
  { type: oneOf("linearGradient"), angle: matching(/^\d+(\.\d+)?deg$/), startColor: color, endColor: color },
  { centerColor: color, centerPosition: sized(percent) },
);

/** Boxes hold boxes, so the check of what they hold is looked up when it is needed. */
const component: Check = (value, at, problems) => components(value, at, problems);
const baselinePart = byType({ text: textComponent, icon, filler });

const box = shape(
  {
    type: oneOf("box"),
    layout: oneOf("horizontal", "vertical", "baseline"),
    contents: anything,
  },
  {
    ...{ ...place, spacing: gap, width: extent, maxWidth: extent, height: extent, maxHeight: extent },
    ...{ backgroundColor: color, borderColor: color, borderWidth: border, cornerRadius: radius },
    ...{ paddingAll: inset, paddingTop: inset, paddingBottom: inset, paddingStart: inset, paddingEnd: inset },
    ...{ action: flexAction, background: gradient },
    justifyContent: oneOf(
      "flex-start",
      "center",
      "flex-end",
      "space-between",
      "space-around",
      "space-evenly",
    ),
    alignItems: oneOf("flex-start", "center", "flex-end"),
  },
  (value, at, problems) => {
    const part = value.layout === "baseline" ? baselinePart : component;
    if (value.contents !== undefined) list(part, 0, 1000)(value.contents, under(at, "contents"), problems);
  },
);

const components = byType({ box, button, image, text: textComponent, separator, filler, spacer });

const video = shape(
  { type: oneOf("video"), url: url(2000, "https"), previewUrl: url(2000, "https") },
  { altContent: byType({ box, image }), aspectRatio: ratio, action: flexAction },
);

const blockStyle = shape({}, { backgroundColor: color, separator: bool, separatorColor: color });
const blocks = ["header", "hero", "body", "footer"] as const;

const bubble = shape(
  { type: oneOf("bubble") },
  {
    ...{
      header: byType({ box }),
      hero: byType({ box, image, video }),
      body: byType({ box }),
      footer: byType({ box }),
    },
    size: oneOf("nano", "micro", "deca", "hecto", "kilo", "mega", "giga"),
    direction: oneOf("ltr", "rtl"),
    styles: shape({}, { header: blockStyle, hero: blockStyle, body: blockStyle, footer: blockStyle }),
    action: flexAction,
  },
  (value, at, problems) => {
    if (blocks.every((name) => value[name] === undefined)) {
      problem(problems, at, "At least one block must be specified");
    }
  },
);

const carousel = shape(
  { type: oneOf("carousel"), contents: list(byType({ bubble }), 1, 12) },
  {},
  (value, at, problems) => {
    const sizes = new Set(objectsAt(value, "contents").map((each) => each.size ?? "mega"));
    if (sizes.size > 1) problem(problems, under(at, "contents"), "All bubbles must have the same size");
  },
);

/** 30 KB for a bubble, 50 KB for a carousel. Sizes are of the JSON in UTF-8 (INFER). */
function sizeProblems(value: unknown, at: Where, problems: Problem[], kilobyte: number): void {
  if (!isJsonObject(value)) return;
  const kilobytes = value.type === "carousel" ? 50 : 30;
  if (Buffer.byteLength(JSON.stringify(value)) > kilobytes * kilobyte) {
    problem(problems, at, `Too large flex message. The maximum size of JSON data is ${kilobytes} KB`);
  }
  if (value.type !== "carousel") return;
  const inside = under(at, "contents");
  for (const [index, each] of objectsAt(value, "contents").entries()) {
    sizeProblems(each, under(inside, index), problems, kilobyte);
  }
}

const container = byType({ bubble, carousel });

/**
 * What is wrong inside the `contents` of a Flex message; properties are written from its root, as
 * `/body/…`. `kilobyte` is what a KB of their size has.
 */
export function flexProblems(contents: unknown, kilobyte = 1024): Problem[] {
  const problems: Problem[] = [];
  const root: Where = { property: "/", style: "pointer" };
  container(contents, root, problems);
  sizeProblems(contents, root, problems, kilobyte);
  return isJsonObject(contents) ? problems : [{ message: "must be specified", property: "/" }];
}
