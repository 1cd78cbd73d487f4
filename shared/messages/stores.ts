import { nameOf } from "./count.ts";
import { bubble, flex, ink, line, mainButton, sentence, small, thread, uri } from "./family.ts";
import type { Action, FlexBox, FlexComponent, FlexText, LineMessage } from "./types.ts";
import { type Language, type Words, wordsOf } from "./words.ts";

export interface StoreTold {
  readonly name: string;
  /** Address, hours, a telephone number, a map: whatever the shop has told. */
  readonly lines?: readonly string[];
  readonly mapUrl?: string | null;
  readonly phone?: string | null;
}

export interface StoresTold {
  readonly stores: readonly StoreTold[];
  readonly shopName: string;
  readonly cardUrl: string;
  /** Whether they have a card: who does not is shown how to get one. True where it is left out. */
  readonly member?: boolean;
  /** The shop's own sentence. */
  readonly said?: string | undefined;
}

const shownMax = 10;

/** 店舗: the stores one below the other. */
export function storesMessages(
  { stores, shopName, cardUrl, member = true, said }: StoresTold,
  language: Language,
): LineMessage[] {
  const w = wordsOf(language);
  const named = stores.filter(({ name }) => nameOf(name) !== "");
  const shown = named.slice(0, shownMax);
  const more = named.length - shown.length;
  const first = nameOf(named[0]?.name ?? "");
  const list = bubble({
    over: nameOf(shopName),
    title: w.stores.title,
    said: shown.length === 0 ? w.stores.none : said,
    parts: [
      ...shown.flatMap((store) => [line(), storeRow(w, store)]),
      ...(more > 0 ? [line(), small(w.stores.more(more), "end")] : []),
    ],
    buttons: [mainButton(uri(member ? w.openCard : w.becomeMember, cardUrl))],
  });
  return [flex(first === "" ? w.stores.none : w.stores.alt(named.length, first), list)];
}

function storeRow(w: Words, { name, lines = [], mapUrl = null, phone = null }: StoreTold): FlexComponent {
  const told = lines.map((said) => nameOf(said)).filter((said) => said !== "");
  const number = (phone ?? "").replace(/[^0-9+]/g, "");
  const links = [
    ...(mapUrl === null ? [] : [link(uri(w.stores.map, mapUrl))]),
    ...(number === "" ? [] : [link(uri(w.stores.call, `tel:${number}`))]),
  ];
  return {
    type: "box",
    layout: "vertical",
    spacing: "xs",
    contents: [
      { ...sentence(nameOf(name), ink), weight: "bold" },
      ...told.slice(0, 3).map((said) => small(said)),
      ...(links.length === 0 ? [] : [{ ...linkRow, contents: links }]),
    ],
  };
}

const linkRow: FlexBox = {
  type: "box",
  layout: "horizontal",
  spacing: "lg",
  paddingTop: "6px",
  contents: [],
};

function link(action: Action): FlexBox {
  const text: FlexText = { ...small(action.label), color: thread, weight: "bold" };
  return {
    type: "box",
    layout: "vertical",
    paddingTop: "8px",
    paddingBottom: "8px",
    flex: 0,
    action,
    contents: [text],
  };
}
