import type { ScreenEntry } from "../screen.ts";

/** The screens about stamp cards, for `addresses.tsx`. */
export const stampScreens: readonly ScreenEntry[] = [];
