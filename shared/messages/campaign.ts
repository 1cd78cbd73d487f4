import { cleaned, clipped, nameOf } from "./count.ts";
import { type CouponTold, couponInset } from "./coupon.ts";
import { bubble, flex, heroOf, mainButton, otherButton, sentence, small, uri } from "./family.ts";
import { limits } from "./limits.ts";
import { textMessages } from "./text.ts";
import type { Action, LineMessage } from "./types.ts";
import { type Language, type Words, wordsOf } from "./words.ts";

export interface CampaignTold {
  /** May be empty; with a text alone it is a plain message. */
  readonly title: string;
  readonly text: string;
  readonly imageUrl: string | null;
  readonly button: { readonly label: string; readonly url: string } | null;
  readonly coupon: CouponTold | null;
  readonly shopName: string;
  /** The word that ends such messages; null where something else says how. */
  readonly stopWord: string | null;
}

const textUnits = 1500;

/** What the shop tells many: title, text, picture, one thing to do, and a coupon if there is one. */
export function campaignMessages(told: CampaignTold, language: Language): LineMessage[] {
  const w = wordsOf(language);
  const title = nameOf(told.title, 120);
  const text = clipped(cleaned(told.text), textUnits);
  const stop = stopLine(w, told.stopWord);
  if (title === "" && told.imageUrl === null && told.button === null && told.coupon === null) {
    return textMessages(stop === "" || text === "" ? text : `${text}\n\n${stop}`);
  }
  const actions = actionsOf(w, told);
  const over = nameOf(told.shopName);
  const first = text.split("\n", 1).join("");
  return [
    flex(
      [title || w.campaign.title, first].filter((part) => part !== "").join(language === "ja" ? "：" : ": "),
      bubble({
        ...{ over, title: title || w.campaign.title, size: "mega" },
        parts: [
          ...(text === "" ? [] : [sentence(text)]),
          ...(told.coupon === null ? [] : [couponInset(w, told.coupon)]),
          ...(stop === "" ? [] : [small(stop)]),
        ],
        buttons: actions.map((action, at) => (at === 0 ? mainButton(action) : otherButton(action))),
        ...(told.imageUrl === null ? {} : { hero: heroOf(told.imageUrl, actions[0] ?? null) }),
      }),
    ),
  ];
}

function actionsOf(w: Words, { button, coupon }: CampaignTold): Action[] {
  const label = nameOf(button?.label ?? "", limits.flexLabelGraphemes);
  return [
    ...(coupon === null ? [] : [uri(w.coupon.use, coupon.url)]),
    ...(button === null ? [] : [uri(label || w.openCard, button.url)]),
  ];
}

function stopLine(w: Words, word: string | null): string {
  const said = nameOf(word ?? "", 40);
  return said === "" ? "" : w.campaign.stop(said);
}
