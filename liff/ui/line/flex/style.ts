/**
 * Flex properties as CSS. Pure: a component's JSON in, a style object out.
 * A value LINE would refuse gives no style at all, so a mistake is visible instead of guessed at.
 */
import { child, flag, type Json, number, oneOf, text } from "../read.ts";

export type Css = Readonly<Record<string, string>>;
export type Layout = "horizontal" | "vertical" | "baseline";

type Keywords = Readonly<Record<string, string>>;

export const spaces: Keywords = {
  none: "0px",
  xs: "2px",
  sm: "4px",
  md: "8px",
  lg: "12px",
  xl: "16px",
  xxl: "20px",
};
const borders: Keywords = {
  none: "0px",
  light: "0.5px",
  normal: "1px",
  medium: "2px",
  "semi-bold": "3px",
  bold: "4px",
};
export const fontSizes: Keywords = {
  xxs: "11px",
  xs: "13px",
  sm: "14px",
  md: "16px",
  lg: "19px",
  xl: "22px",
  xxl: "29px",
  "3xl": "35px",
  "4xl": "48px",
  "5xl": "74px",
};
const imageSizes: Keywords = {
  xxs: "40px",
  xs: "60px",
  sm: "80px",
  md: "100px",
  lg: "120px",
  xl: "140px",
  xxl: "160px",
  "3xl": "180px",
  "4xl": "200px",
  "5xl": "220px",
  full: "100%",
};
export const bubbleWidths: Keywords = {
  nano: "120px",
  micro: "160px",
  deca: "220px",
  hecto: "241px",
  kilo: "260px",
  mega: "300px",
  giga: "386px",
};

/** A keyword, pixels or a percentage; pixels may be negative for offsets. */
export function length(value: string | undefined, keywords: Keywords = {}): string | undefined {
  if (value === undefined) return undefined;
  if (Object.hasOwn(keywords, value)) return keywords[value];
  return /^-?\d+(\.\d+)?(px|%)$/.test(value) ? value : undefined;
}

export function color(value: string | undefined): string | undefined {
  return value !== undefined && /^#([0-9a-f]{6}|[0-9a-f]{8})$/i.test(value) ? value : undefined;
}

/** Drops what is undefined, so that a style never overrides the stylesheet with nothing. */
export function css(properties: Readonly<Record<string, string | undefined>>): Css {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(properties)) if (value !== undefined) kept[name] = value;
  return kept;
}

export interface Place {
  readonly layout: Layout;
  /** The parent's `spacing`. */
  readonly spacing?: string | undefined;
  readonly first: boolean;
}

/** How a component sits in its box: its share of the space, the distance to the one before, its offsets. */
export function itemStyle(node: Json, place: Place): Css {
  const absolute = text(node, "position") === "absolute";
  const gap = place.first || absolute ? undefined : (text(node, "margin") ?? place.spacing);
  return css({
    flex: absolute ? undefined : share(node, place.layout),
    minWidth: place.layout === "vertical" || absolute ? undefined : "0",
    [place.layout === "vertical" ? "marginTop" : "marginInlineStart"]: length(gap, spaces),
    position: absolute ? "absolute" : "relative",
    top: length(text(node, "offsetTop"), spaces),
    bottom: length(text(node, "offsetBottom"), spaces),
    insetInlineStart: length(text(node, "offsetStart"), spaces),
    insetInlineEnd: length(text(node, "offsetEnd"), spaces),
  });
}

/**
 * Side by side, components share the width equally unless told otherwise; stacked, each takes what it needs.
 * The basis is 0% because that is nothing in a box of known height and the content's own height in any other.
 */
function share(node: Json, layout: Layout): string {
  const type = text(node, "type");
  const given = number(node, "flex");
  if (type === "separator" || type === "icon" || type === "spacer") return "0 0 auto";
  const ownSize = layout === "vertical" ? node.height : node.width;
  const usual = type === "filler" || (layout !== "vertical" && ownSize === undefined) ? 1 : 0;
  const ratio = given ?? usual;
  return ratio > 0 ? `${ratio} ${layout === "vertical" ? 0 : 1} 0%` : "0 0 auto";
}

export function boxStyle(node: Json): Css {
  const layout = layoutOf(node);
  const inset = (key: string) => length(text(node, key), spaces) ?? length(text(node, "paddingAll"), spaces);
  const radius = length(text(node, "cornerRadius"), spaces);
  const height = length(text(node, "height"));
  const border = length(text(node, "borderWidth"), borders);
  const clipped = radius !== undefined || height !== undefined || node.maxHeight !== undefined;
  return css({
    flexDirection: layout === "vertical" ? "column" : "row",
    alignItems:
      oneOf(text(node, "alignItems"), ["center", "flex-start", "flex-end"]) ??
      (layout === "baseline" ? "baseline" : undefined),
    justifyContent: oneOf(text(node, "justifyContent"), justify),
    paddingTop: inset("paddingTop"),
    paddingBottom: inset("paddingBottom"),
    paddingInlineStart: inset("paddingStart"),
    paddingInlineEnd: inset("paddingEnd"),
    width: length(text(node, "width")),
    maxWidth: length(text(node, "maxWidth")),
    height,
    maxHeight: length(text(node, "maxHeight")),
    backgroundColor: color(text(node, "backgroundColor")),
    backgroundImage: gradient(child(node, "background")),
    borderRadius: radius,
    borderStyle: border === undefined ? undefined : "solid",
    borderWidth: border,
    borderColor: border === undefined ? undefined : (color(text(node, "borderColor")) ?? "#d4d6da"),
    overflow: clipped ? "hidden" : undefined,
  });
}

const justify: readonly string[] = [
  "center",
  "flex-start",
  "flex-end",
  "space-between",
  "space-around",
  "space-evenly",
];

export function layoutOf(node: Json): Layout {
  return oneOf(text(node, "layout"), ["horizontal", "baseline"]) ?? "vertical";
}

export function gradient(background: Json | undefined): string | undefined {
  if (background === undefined || text(background, "type") !== "linearGradient") return undefined;
  const start = color(text(background, "startColor"));
  const end = color(text(background, "endColor"));
  const angle = text(background, "angle");
  if (start === undefined || end === undefined || angle === undefined) return undefined;
  if (!/^\d+(\.\d+)?deg$/.test(angle)) return undefined;
  const middle = color(text(background, "centerColor"));
  const at = length(text(background, "centerPosition")) ?? "50%";
  const stops = middle === undefined ? [start, end] : [start, `${middle} ${at}`, end];
  return `linear-gradient(${angle}, ${stops.join(", ")})`;
}

/** What a text and a span share. */
export function letterStyle(node: Json): Css {
  return css({
    fontSize: length(text(node, "size"), fontSizes),
    color: color(text(node, "color")),
    fontWeight: text(node, "weight") === "bold" ? "700" : undefined,
    fontStyle: text(node, "style") === "italic" ? "italic" : undefined,
    textDecorationLine: oneOf(text(node, "decoration"), ["underline", "line-through"]),
  });
}

export function textStyle(node: Json): Css {
  const lines = number(node, "maxLines") ?? 0;
  const extra = length(text(node, "lineSpacing"));
  return {
    ...letterStyle(node),
    ...css({
      textAlign: oneOf(text(node, "align"), ["start", "end", "center"]),
      lineHeight: extra === undefined ? undefined : `calc(1.4em + ${extra})`,
      "--lines": flag(node, "wrap") && lines > 0 ? String(lines) : undefined,
    }),
  };
}

const gravities: Keywords = { top: "flex-start", center: "center", bottom: "flex-end" };
const sides: Keywords = { start: "flex-start", center: "center", end: "flex-end" };

/** Where a text, picture or button stands in a place taller than itself. */
export function gravityStyle(node: Json): Css {
  return css({ justifyContent: gravities[text(node, "gravity") ?? "top"] });
}

/** The place of a picture: as wide as the picture may become. */
export function pictureItemStyle(node: Json): Css {
  const size = length(text(node, "size") ?? "md", imageSizes);
  return css({
    ...gravityStyle(node),
    alignItems: sides[text(node, "align") ?? "center"] ?? "center",
    width: size?.endsWith("%") === true ? "100%" : undefined,
  });
}

export function pictureStyle(node: Json): Css {
  return css({
    width: length(text(node, "size") ?? "md", imageSizes),
    aspectRatio: ratio(text(node, "aspectRatio")) ?? "1 / 1",
    objectFit: text(node, "aspectMode") === "cover" ? "cover" : "contain",
    backgroundColor: color(text(node, "backgroundColor")),
  });
}

/** LINE writes `20:13`, and takes no picture taller than three times its width. */
export function ratio(value: string | undefined): string | undefined {
  const match = /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/.exec(value ?? "");
  if (match === null || Number(match[1]) === 0 || Number(match[2]) > 3 * Number(match[1])) return undefined;
  return `${match[1]} / ${match[2]}`;
}

export function iconStyle(node: Json): Css {
  return css({
    height: length(text(node, "size") ?? "md", fontSizes),
    aspectRatio: ratio(text(node, "aspectRatio")) ?? "1 / 1",
  });
}

/** `color` is the ground of a filled button and the words of a link. */
export function buttonStyle(node: Json): Css {
  const given = color(text(node, "color"));
  const filled = ["primary", "secondary"].includes(text(node, "style") ?? "link");
  return css({ backgroundColor: filled ? given : undefined, color: filled ? undefined : given });
}

/** `bubble.styles.header` and its sisters. */
export function blockStyle(styles: Json | undefined): Css {
  if (styles === undefined) return {};
  return css({
    backgroundColor: color(text(styles, "backgroundColor")),
    borderTop: flag(styles, "separator")
      ? `1px solid ${color(text(styles, "separatorColor")) ?? "#d4d6da"}`
      : undefined,
  });
}
