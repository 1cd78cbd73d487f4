import { late } from "../late.tsx";
import type { ScreenEntry } from "../screen.ts";

const ResultsScreen = late(async () => (await import("./Results.tsx")).ResultsScreen);

/** Results as a page of their own, and the lists behind their numbers: opened from a campaign and not from the list at the side. */
export const resultScreens: readonly ScreenEntry[] = [
  {
    at: "results",
    name: ["結果", "Results"],
    group: "line",
    may: () => false,
    draw: ([kind, id = ""]) => (
      <ResultsScreen of={{ kind: kind === "automation" ? "automation" : "campaign", id }} key={id} />
    ),
  },
];
