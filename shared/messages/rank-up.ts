import { inkOn } from "../colour.ts";
import { ratioOf } from "../points/programme/words.ts";
import type { RankView } from "../ranks/schema.ts";
import { missingWords } from "./balance.ts";
import { nameOf } from "./count.ts";
import { bubble, flex, inset, mainButton, small, uri } from "./family.ts";
import type { Colour, FlexBox, FlexText, LineMessage } from "./types.ts";
import { type Language, wordsOf } from "./words.ts";

export interface RankReached {
  readonly rank: Pick<RankView, "name" | "colour" | "multiplierPerMille" | "untilOn" | "metric" | "next">;
  readonly shopName: string;
  readonly cardUrl: string;
}

/** ランクアップ: which rank it is now, what it gives and until when, on the rank's own colour. */
export function rankUpMessages({ rank, shopName, cardUrl }: RankReached, language: Language): LineMessage[] {
  const w = wordsOf(language);
  const name = nameOf(rank.name[language], 80) || w.rankUp.unnamed;
  const { multiplierPerMille, untilOn, next } = rank;
  const given = [
    ...(multiplierPerMille > 1000 ? [w.rankUp.times(ratioOf(multiplierPerMille, 1000))] : []),
    ...(untilOn === null ? [] : [w.rankUp.until(untilOn)]),
  ];
  const nextName = next === null ? "" : nameOf(next.name[language], 80);
  const missing = next === null ? "" : missingWords(w, rank.metric, next.missing);
  return [
    flex(
      [w.rankUp.alt(name), ...given].join(language === "ja" ? "。" : ", "),
      bubble({
        over: nameOf(shopName),
        title: w.rankUp.title(name),
        said: w.rankUp.said,
        parts: [
          plaque(colourOf(rank.colour), [w.rankUp.over, name, ...given]),
          ...(nextName === "" ? [] : [small(w.standing.toNext(missing, nextName))]),
        ],
        buttons: [mainButton(uri(w.openCard, cardUrl))],
      }),
    ),
  ];
}

function plaque(ground: Colour, [over = "", name = "", ...given]: readonly string[]): FlexBox {
  const color = inkOn(ground);
  const text = (said: string, size: "xs" | "sm" | "xl"): FlexText => {
    return { type: "text", text: said, size, color, weight: size === "xl" ? "bold" : "regular", wrap: true };
  };
  return inset([text(over, "xs"), text(name, "xl"), ...given.map((said) => text(said, "sm"))], ground);
}

/** A rank's colour comes out of its schema as `#rrggbb`; grey stands for anything else. */
function colourOf(written: string): Colour {
  const digits = /^#([0-9a-f]{6})$/i.exec(written)?.[1];
  return digits === undefined ? "#5b6472" : `#${digits}`;
}
