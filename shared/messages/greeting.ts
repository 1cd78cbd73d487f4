import { nameOf } from "./count.ts";
import { bubble, flex, mainButton, uri } from "./family.ts";
import type { LineMessage } from "./types.ts";
import { type Language, wordsOf } from "./words.ts";

export interface Greeted {
  readonly shopName: string;
  readonly cardUrl: string;
  /** Whether they have a card already. */
  readonly member: boolean;
  /** The shop's own sentence. */
  readonly said?: string | undefined;
}

/** あいさつ, to somebody who follows the account for the first time. */
export function greetingMessages(
  { shopName, cardUrl, member, said }: Greeted,
  language: Language,
): LineMessage[] {
  const w = wordsOf(language);
  const shop = nameOf(shopName);
  return [
    flex(
      w.greeting.alt(shop),
      bubble({
        title: w.greeting.title(shop),
        said: said ?? (member ? w.greeting.memberSaid : w.greeting.said),
        parts: [],
        buttons: [mainButton(uri(member ? w.openCard : w.becomeMember, cardUrl))],
      }),
    ),
  ];
}

/** おかえりなさい, to a member, or to somebody who has followed before. */
export function greetingBackMessages(
  { shopName, cardUrl, member, said }: Greeted,
  language: Language,
): LineMessage[] {
  const w = wordsOf(language);
  const shop = nameOf(shopName);
  return [
    flex(
      w.greeting.backAlt(shop),
      bubble({
        over: shop,
        title: w.greeting.backTitle,
        said: said ?? (member ? w.greeting.backSaid : w.greeting.backGuestSaid),
        parts: [],
        buttons: [mainButton(uri(member ? w.openCard : w.becomeMember, cardUrl))],
      }),
    ),
  ];
}
