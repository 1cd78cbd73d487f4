import { late } from "../late.tsx";
import type { ScreenEntry } from "../screen.ts";

const ResultPeopleScreen = late(async () => (await import("./People.tsx")).ResultPeopleScreen);

/** The lists behind numbers of results, for `addresses.tsx`: opened from a number and not from the list at the side. */
export const resultScreens: readonly ScreenEntry[] = [
  {
    at: "results",
    name: ["結果の会員", "People of results"],
    group: "line",
    may: () => false,
    draw: ([kind, id = ""]) => (
      <ResultPeopleScreen of={{ kind: kind === "automation" ? "automation" : "campaign", id }} />
    ),
  },
];
