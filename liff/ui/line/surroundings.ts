import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Json } from "./read.ts";
import { type LineWords, lineWords } from "./words.ts";

/** What stands around a message: a phone that does what is touched, or a preview that only says what would happen. */
export interface Surroundings {
  readonly perform: (action: Json) => void;
  readonly words: LineWords;
}

export const SurroundingsContext = createContext<Surroundings>({
  perform: () => {},
  words: lineWords.ja,
});

export function useSurroundings(): Surroundings {
  return useContext(SurroundingsContext);
}
