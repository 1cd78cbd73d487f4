import { late } from "../late.tsx";
import type { ScreenEntry } from "../screen.ts";

const NewStampCard = late(async () => (await import("./Card.tsx")).NewStampCard);
const StampCardScreen = late(async () => (await import("./Card.tsx")).StampCardScreen);
const StampCardsScreen = late(async () => (await import("./Cards.tsx")).StampCardsScreen);
const StampResultsScreen = late(async () => (await import("./Results.tsx")).StampResultsScreen);

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
