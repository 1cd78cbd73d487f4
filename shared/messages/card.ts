import { nameOf } from "./count.ts";
import { bubble, flex, mainButton, sentence, uri } from "./family.ts";
import type { LineMessage } from "./types.ts";
import { type Language, wordsOf } from "./words.ts";

export interface CardOffered {
  readonly shopName: string;
  readonly cardUrl: string;
  /** Whether they have one: who does not is shown how to get it. */
  readonly member: boolean;
}

/** 会員証: the way to the card, or to becoming a member. */
export function cardMessages({ shopName, cardUrl, member }: CardOffered, language: Language): LineMessage[] {
  const w = wordsOf(language);
  const shop = nameOf(shopName);
  return [
    flex(
      member ? w.card.alt(shop) : w.card.guestAlt(shop),
      bubble({
        over: shop,
        title: member ? w.card.title : w.card.guestTitle,
        parts: [sentence(member ? w.card.said : w.card.guestSaid)],
        buttons: [mainButton(uri(member ? w.openCard : w.becomeMember, cardUrl))],
      }),
    ),
  ];
}
