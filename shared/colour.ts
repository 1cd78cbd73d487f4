/** Relative luminance of `#rrggbb` (WCAG 2.2). */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** How far two luminances are apart: 4.5 is AA for text. */
function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Black or white, whichever is read better on a colour: on every colour one of them has at least 4.58:1. */
export function inkOn(colour: string): "#000000" | "#ffffff" {
  const ground = luminance(colour);
  return contrast(ground, 0) >= contrast(ground, 1) ? "#000000" : "#ffffff";
}

export function contrastOf(a: string, b: string): number {
  return contrast(luminance(a), luminance(b));
}
