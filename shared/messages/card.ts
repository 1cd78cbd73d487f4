import { nameOf } from "./count.ts";
import { bubble, flex, mainButton, uri } from "./family.ts";
import type { LineMessage } from "./types.ts";
import { type Language, wordsOf } from "./words.ts";

export interface CardOffered {
  readonly shopName: string;
  readonly cardUrl: string;
  /** Whether they have one: who does not is shown how to get it. */
  readonly member: boolean;
  /** The shop's own sentence for it. */
  readonly said?: string | undefined;
}

/** 会員証: the way to the card, or to becoming a member. */
export function cardMessages(offered: CardOffered, language: Language): LineMessage[] {
  const { shopName, cardUrl, member, said } = offered;
  const w = wordsOf(language);
  const shop = nameOf(shopName);
  return [
    flex(
      member ? w.card.alt(shop) : w.card.guestAlt(shop),
      bubble({
        over: shop,
        title: member ? w.card.title : w.card.guestTitle,
        said: said ?? (member ? w.card.said : w.card.guestSaid),
        parts: [],
        buttons: [mainButton(uri(member ? w.openCard : w.becomeMember, cardUrl))],
      }),
    ),
  ];
}
