import type { ScreenEntry } from "../screen.ts";
import { NewStampCard, StampCardScreen } from "./Card.tsx";
import { StampCardsScreen } from "./Cards.tsx";
import { StampResultsScreen } from "./Results.tsx";

/** The screens about stamp cards, for `addresses.tsx`. */
export const stampScreens: readonly ScreenEntry[] = [
  {
    at: "stamp-cards",
    name: ["スタンプカード", "Stamp cards"],
    group: "offers",
    draw: ([cardId, part]) => {
      if (cardId === undefined) return <StampCardsScreen />;
      if (cardId === "new") return <NewStampCard />;
      return part === "results" ? (
        <StampResultsScreen cardId={cardId} key={cardId} />
      ) : (
        <StampCardScreen cardId={cardId} key={cardId} />
      );
    },
  },
];
