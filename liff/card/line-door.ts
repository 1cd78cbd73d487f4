/** LINE's SDK is loaded only by whoever needs it: the two buttons below, and the app itself. */
export async function loginByTap(): Promise<void> {
  (await import("../line.ts")).loginByTap();
}

/** Closes the page inside LINE. */
export async function closeLine(): Promise<void> {
  (await import("../line.ts")).closeLine();
}
