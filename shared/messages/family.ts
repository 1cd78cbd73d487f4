import { cleaned, clipped, utf8BytesOf } from "./count.ts";
import { limits } from "./limits.ts";
import type {
  Action,
  Bubble,
  BubbleSize,
  Carousel,
  Colour,
  FlexBox,
  FlexButton,
  FlexComponent,
  FlexImage,
  FlexMessage,
  FlexText,
} from "./types.ts";

/** What all our bubbles share, so that a member knows the shop's messages at a glance: ink on paper under a red thread. */

export const ink: Colour = "#1e1b18";
/** On white 7:1. */
export const soft: Colour = "#5c554d";
/** On white 6:1, and white on it. */
export const thread: Colour = "#b03a2e";
export const paper: Colour = "#faf7f2";
const hairline: Colour = "#e6dfd4";

/** What a bubble says. */
export interface Said {
  /** Above the title, small: which shop or store. Left out where empty. */
  readonly over?: string;
  readonly title: string;
  readonly titleColour?: Colour;
  /** A sentence under the title; the shop's own words where it has some. */
  readonly said?: string | undefined;
  readonly parts: readonly FlexComponent[];
  readonly buttons: readonly FlexButton[];
  readonly hero?: FlexImage;
  readonly size?: BubbleSize;
}

const saidUnits = 1000;

export function bubble(told: Said): Bubble {
  const { over = "", title, titleColour = ink, said = "", parts, buttons, hero, size = "kilo" } = told;
  const heading: FlexText = {
    type: "text",
    text: title,
    weight: "bold",
    size: size === "mega" ? "lg" : "md",
    color: titleColour,
    wrap: true,
  };
  const above: FlexText[] = over === "" ? [] : [small(over)];
  const under = clipped(cleaned(said), saidUnits);
  return {
    type: "bubble",
    size,
    ...(hero === undefined ? { header: redThread } : { hero }),
    body: {
      type: "box",
      layout: "vertical",
      spacing: "md",
      paddingAll: "20px",
      contents: [
        { type: "box", layout: "vertical", spacing: "xs", contents: [...above, heading] },
        ...(under === "" ? [] : [sentence(under)]),
        ...parts,
      ],
    },
    ...(buttons.length === 0 ? {} : { footer: footerOf(buttons) }),
  };
}

/** 縁: the thread along the top of every bubble without a picture. */
const redThread: FlexBox = {
  type: "box",
  layout: "vertical",
  contents: [],
  height: "4px",
  paddingAll: "none",
  backgroundColor: thread,
};

function footerOf(buttons: readonly FlexButton[]): FlexBox {
  return {
    type: "box",
    layout: "vertical",
    spacing: "sm",
    paddingTop: "none",
    paddingStart: "16px",
    paddingEnd: "16px",
    paddingBottom: "16px",
    contents: [...buttons],
  };
}

/** The one thing to do. */
export function mainButton(action: Action): FlexButton {
  return { type: "button", style: "primary", color: thread, height: "sm", action };
}

/** A further thing to do. */
export function otherButton(action: Action): FlexButton {
  return { type: "button", style: "link", color: thread, height: "sm", action };
}

export function uri(label: string, address: string): Action {
  return { type: "uri", label: clipped(label, limits.flexLabelGraphemes, "graphemes"), uri: address };
}

/** A sentence. */
export function sentence(text: string, colour: Colour = ink): FlexText {
  return { type: "text", text, size: "sm", color: colour, wrap: true };
}

/** What stands beside the matter: a date, a number, a condition. */
export function small(text: string, align: "start" | "end" = "start"): FlexText {
  return { type: "text", text, size: "xs", color: soft, align, wrap: true };
}

/** The number the message is about, with its unit. */
export function figure(count: string, unit: string): FlexText {
  return {
    type: "text",
    text: `${count}${unit}`,
    contents: [
      { type: "span", text: count, size: "xxl", weight: "bold", color: thread },
      { type: "span", text: ` ${unit}`, size: "sm", weight: "bold", color: thread },
    ],
    wrap: true,
  };
}

/**
 * What it is at the left, how much at the right. A short value takes the room it needs and leaves the rest to the label;
 * a long one would leave it none, so it has its share.
 */
export function row(label: string, value: string): FlexBox {
  const [labelShare, valueShare] = halfWidthsOf(value) <= shortValueHalfWidths ? [1, 0] : [4, 3];
  return {
    type: "box",
    layout: "baseline",
    spacing: "md",
    contents: [
      { type: "text", text: label, size: "sm", color: soft, flex: labelShare, wrap: true },
      { type: "text", text: value, size: "sm", color: ink, align: "end", flex: valueShare, wrap: true },
    ],
  };
}

/** `1,234ポイント`: about three sevenths of a bubble. */
const shortValueHalfWidths = 13;

/** Room on a line: kana and kanji are about twice as wide as Latin letters and digits. */
function halfWidthsOf(text: string): number {
  let widths = 0;
  for (const letter of text) widths += letter < "\u2e80" ? 1 : 2;
  return widths;
}

/** The row that sums up. */
export function sumRow(label: string, count: string, unit: string): FlexBox {
  return {
    type: "box",
    layout: "baseline",
    contents: [
      { type: "text", text: label, size: "sm", color: soft, flex: 2 },
      { ...figure(count, unit), align: "end", flex: 5 },
    ],
  };
}

export function line(): FlexComponent {
  return { type: "separator", color: hairline };
}

/** Something to hold in the hand: a coupon, a rank. */
export function inset(contents: readonly FlexComponent[], backgroundColor: Colour = paper): FlexBox {
  return {
    type: "box",
    layout: "vertical",
    spacing: "xs",
    paddingAll: "14px",
    cornerRadius: "10px",
    backgroundColor,
    contents: [...contents],
  };
}

/** A picture along the top, in the shape that LINE's own cards have. */
export function heroOf(url: string, action: Action | null): FlexImage {
  return {
    ...{ type: "image", url, size: "full", aspectRatio: "20:13", aspectMode: "cover" },
    backgroundColor: paper,
    ...(action === null ? {} : { action }),
  };
}

/** As many of the bubbles as LINE takes in one message, from the first; `rest` makes the last for those that are left out. */
export function carouselOf(bubbles: readonly Bubble[], rest: (count: number) => Bubble): Bubble | Carousel {
  const [only] = bubbles;
  if (only !== undefined && bubbles.length === 1) return only;
  const all: Carousel = { type: "carousel", contents: [...bubbles] };
  if (bubbles.length <= limits.bubbles && bytesOf(all) <= limits.carouselBytes) return all;
  for (let kept = Math.min(bubbles.length, limits.bubbles) - 1; kept > 0; kept -= 1) {
    const some: Carousel = {
      type: "carousel",
      contents: [...bubbles.slice(0, kept), rest(bubbles.length - kept)],
    };
    if (bytesOf(some) <= limits.carouselBytes) return some;
  }
  return rest(bubbles.length);
}

function bytesOf(value: Carousel): number {
  return utf8BytesOf(JSON.stringify(value));
}

/** A Flex message; `altText` is what is read where the bubble cannot be seen, so it says the matter itself. */
export function flex(altText: string, contents: Bubble | Carousel): FlexMessage {
  return { type: "flex", altText: clipped(altText, limits.altTextUnits), contents };
}
