import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { useCard } from "../use-card.ts";
import { language } from "../words.ts";
import type { WalletDesk } from "./desk.ts";
import type { Moment } from "./when.ts";
import { walletWords } from "./words.ts";

export const DeskContext = createContext<WalletDesk | null>(null);

/** The wallet that these screens are part of. */
export function useDesk(): WalletDesk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error("a screen of the wallet was drawn outside of it");
  return desk;
}

/** Now, where and in which words. */
export function useMoment(): Moment {
  const { state, config } = useCard();
  return {
    nowMs: state.nowMs.value,
    timeZone: config.timeZone,
    language: language.value,
    words: walletWords.value,
  };
}
