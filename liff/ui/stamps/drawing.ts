import { inkOn } from "../../../shared/colour.ts";
import type { MemberStampCard } from "../../../shared/stamps/views.ts";
import { stampIcons } from "./icons.ts";

/**
 * A stamp card as a small tree of SVG, so that the card and the till (Preact) and the console (React) draw the same: each
 * gives its own `h` or `createElement` to `drawn`. No attribute has a hyphen, since the two write those differently.
 */
export interface Shape {
  readonly tag: "svg" | "g" | "circle" | "path" | "text" | "title" | "rect";
  readonly attributes: Readonly<Record<string, string | number>>;
  /** CSS; set as properties, which a strict CSP allows. */
  readonly style?: Readonly<Record<string, string | number>>;
  readonly children: readonly (Shape | string)[];
}

/** Any `h`: the element's name, its attributes, its children. */
export type Make<E> = (tag: string, attributes: Record<string, unknown>, ...children: (E | string)[]) => E;

export function drawn<E>(make: Make<E>, { tag, attributes, style, children }: Shape, key = "card"): E {
  const all: Record<string, unknown> = { ...attributes, key, ...(style === undefined ? {} : { style }) };
  return make(
    tag,
    all,
    ...children.map((child, nth) => (typeof child === "string" ? child : drawn(make, child, String(nth)))),
  );
}

export type DrawnCard = Pick<MemberStampCard, "name" | "goal" | "count" | "colour" | "icon" | "milestones">;

export const columns = 5;
const cell = 60;
const radius = 24;

/** The whole card: five places a row, what was stamped, what waits at which place, and the goal. */
export function cardDrawing(card: DrawnCard, language: "ja" | "en"): Shape {
  const rows = Math.ceil(card.goal / columns);
  return {
    tag: "svg",
    attributes: { viewBox: `0 0 ${columns * cell} ${rows * cell}`, width: "100%", role: "img" },
    children: [
      shape("title", {}, cardSentence(card, language)),
      ...Array.from({ length: card.goal }, (_, nth) => place(card, nth + 1)),
    ],
  };
}

/** What the drawing says to who cannot see it. */
export function cardSentence(card: DrawnCard, language: "ja" | "en"): string {
  const next = card.milestones.find(({ at, reached }) => !reached && at > card.count);
  if (language === "en") {
    const name = card.name.en || card.name.ja;
    const waits = next === undefined ? "" : `; ${next.at - card.count} more for ${next.label.en}`;
    return `${name}: ${card.count} of ${card.goal} stamps${waits}`;
  }
  const waits = next === undefined ? "" : `、あと${next.at - card.count}個で${next.label.ja}`;
  return `${card.name.ja}：${card.goal}個のうち${card.count}個${waits}`;
}

/** Where the place of a stamp has its middle, for whoever animates it. */
export function middleOf(at: number): { readonly x: number; readonly y: number } {
  const nth = at - 1;
  return { x: (nth % columns) * cell + cell / 2, y: Math.floor(nth / columns) * cell + cell / 2 };
}

function place(card: DrawnCard, at: number): Shape {
  const { x, y } = middleOf(at);
  const stamped = at <= card.count;
  const isGift = card.milestones.some((milestone) => milestone.at === at);
  const parts = [
    ...(isGift ? [ring(card.colour)] : []),
    ...(stamped ? stamp(card, at) : [empty(at, at === card.goal)]),
    ...(isGift ? [gift(card.colour, at === card.goal)] : []),
  ];
  return {
    tag: "g",
    attributes: { transform: `translate(${x} ${y})` },
    children: parts,
  };
}

function empty(at: number, isGoal: boolean): Shape {
  return {
    tag: "g",
    attributes: {},
    children: [
      {
        ...shape("circle", { r: radius - 3, fill: "none", stroke: "currentColor" }),
        style: { strokeWidth: 1.5, strokeDasharray: isGoal ? "none" : "3 4", strokeOpacity: 0.55 },
      },
      {
        ...shape("text", { y: 5, fill: "currentColor" }, String(at)),
        style: { textAnchor: "middle", fontSize: "15px", fontVariantNumeric: "tabular-nums" },
      },
    ],
  };
}

/** Each a little askew, as a hand would do it, and always the same. */
function stamp({ colour, icon }: DrawnCard, at: number): Shape[] {
  const turned = ((at * 37) % 19) - 9;
  const face: Shape = {
    tag: "g",
    attributes: { transform: `rotate(${turned})` },
    children: [
      shape("circle", { r: radius - 2, fill: colour }),
      {
        ...shape("path", {
          d: stampIcons[icon],
          fill: inkOn(colour),
          transform: "translate(-14.4 -14.4) scale(1.2)",
        }),
        style: { fillRule: "evenodd" },
      },
    ],
  };
  return [face];
}

function ring(colour: string): Shape {
  return { ...shape("circle", { r: radius + 2, fill: "none", stroke: colour }), style: { strokeWidth: 2.5 } };
}

/** A parcel at the corner of a place where something waits; with a crown of its own at the goal. */
function gift(colour: string, isGoal: boolean): Shape {
  const ink = inkOn(colour);
  const parcel = "M-5 -1H5V6H-5ZM-6 -4H6V-2H-6ZM-1 -4H1V6H-1ZM0 -4C-2 -7 -5 -7 -4 -4ZM0 -4C2 -7 5 -7 4 -4Z";
  const crown = "M-6 5L-7 -4L-3 -1L0 -6L3 -1L7 -4L6 5Z";
  return {
    tag: "g",
    attributes: { transform: `translate(${radius - 6} ${-radius + 7})` },
    children: [
      shape("circle", { r: 11, fill: colour, stroke: ink }),
      shape("path", { d: isGoal ? crown : parcel, fill: ink }),
    ],
  };
}

function shape(tag: Shape["tag"], attributes: Shape["attributes"], ...children: string[]): Shape {
  return { tag, attributes, children };
}
