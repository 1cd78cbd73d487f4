export interface Fit {
  /** Device pixels of one module: whole, so that no edge falls between two pixels and turns grey. */
  readonly modulePx: number;
  /** CSS pixels of the whole symbol. */
  readonly widthCss: number;
}

/** The largest symbol of `modules` across that fits into `availableCss` on a screen of this pixel ratio. */
export function fitSymbol(modules: number, availableCss: number, pixelRatio: number): Fit {
  const modulePx = Math.max(1, Math.floor((availableCss * pixelRatio) / modules));
  return { modulePx, widthCss: (modulePx * modules) / pixelRatio };
}
