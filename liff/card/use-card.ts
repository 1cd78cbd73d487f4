import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { CardConfig } from "../../shared/card/schema.ts";
import type { CardApp } from "./app/card-app.ts";
import type { CardServer } from "./app/server.ts";
import type { CardState } from "./app/state.ts";

/** What every screen may use. */
export interface Card {
  readonly app: CardApp;
  readonly state: CardState;
  readonly server: CardServer;
  readonly config: CardConfig;
  /** Fetches the script of coupons and stamps, which the code does not wait for. */
  readonly openWallet: () => void;
}

export const CardContext = createContext<Card | null>(null);

export function useCard(): Card {
  const card = useContext(CardContext);
  if (card === null) throw new Error("a screen was drawn outside the card");
  return card;
}
