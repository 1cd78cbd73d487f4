/** Contrast of 3:1 and more with the paper and with each other. */
export const colours = { now: "#b03a2e", before: "#7a6f62", other: "#2f6f8f", third: "#b7791f" } as const;
