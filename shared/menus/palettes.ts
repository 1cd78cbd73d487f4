/**
 * Ranks are the shop's own data and their menus are pictures drawn when the project is built, so a rank shows in its
 * menu by the nearest of these colours.
 */
export const palettes = {
  house: { ground: "#8e2c22", deep: "#6f1f17", ink: "#ffffff", accent: "#b03a2e" },
  bronze: { ground: "#8a5a2b", deep: "#6c4520", ink: "#ffffff", accent: "#7d5126" },
  silver: { ground: "#c3c9d1", deep: "#a9b1bb", ink: "#1e2328", accent: "#566270" },
  gold: { ground: "#d4af37", deep: "#b8942a", ink: "#241c04", accent: "#7a5f0c" },
  red: { ground: "#b3261e", deep: "#8e1b15", ink: "#ffffff", accent: "#a3261b" },
  green: { ground: "#2e6b3f", deep: "#225331", ink: "#ffffff", accent: "#2e6b3f" },
  blue: { ground: "#1f4e79", deep: "#163a5b", ink: "#ffffff", accent: "#1f4e79" },
  violet: { ground: "#6b3f86", deep: "#522f68", ink: "#ffffff", accent: "#6b3f86" },
  black: { ground: "#26262a", deep: "#111114", ink: "#f4ecd8", accent: "#3b3b42" },
} as const;

export interface Palette {
  /** The large tile, and its shade. */
  readonly ground: string;
  readonly deep: string;
  /** Words on both: 4.5:1 or more. */
  readonly ink: string;
  /** Drawings on paper: 4.5:1 or more. */
  readonly accent: string;
}

export type PaletteName = keyof typeof palettes;

export const paletteNames: readonly PaletteName[] = [
  ...(["house", "bronze", "silver", "gold", "red"] as const),
  ...(["green", "blue", "violet", "black"] as const),
];

/** The nearest palette to a rank's `#rrggbb`; never the house's own, which means that there are no ranks. */
export function paletteOf(colour: string): PaletteName {
  const wanted = labOf(colour);
  const ranked = paletteNames
    .filter((name) => name !== "house" && isGrey(labOf(palettes[name].ground)) === isGrey(wanted))
    .map((name) => ({ name, far: distance(wanted, labOf(palettes[name].ground)) }));
  return ranked.reduce((best, next) => (next.far < best.far ? next : best)).name;
}

type Lab = readonly [lightness: number, a: number, b: number];

/** A grey is shown by a grey, and a colour by a colour, however pale. */
function isGrey([, a, b]: Lab): boolean {
  return Math.hypot(a, b) < 0.03;
}

/** How far apart two colours look. Lightness weighs a third: a pale blue is still a blue. */
function distance(one: Lab, other: Lab): number {
  return Math.hypot((one[0] - other[0]) / 3, one[1] - other[1], one[2] - other[2]);
}

/** Oklab (Björn Ottosson, 2020), in which distances are as the eye sees them. */
function labOf(colour: string): Lab {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
