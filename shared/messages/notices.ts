import { cleaned, nameOf } from "./count.ts";
import { bubble, flex, mainButton, small, thread, uri } from "./family.ts";
import { textMessages, withReplies } from "./text.ts";
import type { LineMessage } from "./types.ts";
import { type Language, wordsOf } from "./words.ts";

/** The words by which offers end and begin again; empty where the shop has none. */
export interface OfferWords {
  readonly stopWord: string;
  readonly resumeWord: string;
  /** The shop's own sentence. */
  readonly said?: string | undefined;
}

/** 配信停止: confirms that offers have ended, with the way back. */
export function stoppedMessages({ resumeWord, said }: OfferWords, language: Language): LineMessage[] {
  const word = nameOf(resumeWord, 60);
  const text = cleaned(said ?? "") || wordsOf(language).stop.stopped(word);
  return withReplies(textMessages(text), [word]);
}

/** 配信再開: confirms that offers come again, with the way out. */
export function resumedMessages({ stopWord, said }: OfferWords, language: Language): LineMessage[] {
  const word = nameOf(stopWord, 60);
  const text = cleaned(said ?? "") || wordsOf(language).stop.resumed(word);
  return withReplies(textMessages(text), [word]);
}

/** A used code of theirs was shown at a second till: somebody may have a picture of their screen. */
export function replayAlertMessages(
  { storeName, cardUrl }: { readonly storeName: string; readonly cardUrl: string },
  language: Language,
): LineMessage[] {
  const w = wordsOf(language);
  const store = nameOf(storeName);
  return [
    flex(
      w.safety.replayAlt(store),
      bubble({
        title: w.safety.replayTitle,
        titleColour: thread,
        said: w.safety.replayed(store),
        parts: [small(w.safety.replayHint)],
        buttons: [mainButton(uri(w.openCard, cardUrl))],
      }),
    ),
  ];
}

/** The card came alive on another phone. */
export function newDeviceMessages(
  { shopName, cardUrl }: { readonly shopName: string; readonly cardUrl: string },
  language: Language,
): LineMessage[] {
  const w = wordsOf(language);
  return [
    flex(
      w.safety.deviceAlt,
      bubble({
        over: nameOf(shopName),
        title: w.safety.deviceTitle,
        said: w.safety.deviceHint,
        parts: [],
        buttons: [mainButton(uri(w.openCard, cardUrl))],
      }),
    ),
  ];
}
