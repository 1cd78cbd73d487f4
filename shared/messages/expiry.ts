import { grouped } from "../points/programme/words.ts";
import type { ExpiringPoints } from "../points/schema.ts";
import { nameOf } from "./count.ts";
import { bubble, figure, flex, line, mainButton, row, small, uri } from "./family.ts";
import type { FlexComponent, LineMessage } from "./types.ts";
import { type Language, type Words, wordsOf } from "./words.ts";

export interface Expiring {
  /** What lapses on which day, soonest first; none of it for points that do not lapse. */
  readonly lots: readonly ExpiringPoints[];
  readonly balance: number;
  readonly shopName: string;
  readonly cardUrl: string;
  /** Whether we write first, because the first of them lapse soon; else it answers a question. */
  readonly soon: boolean;
  /** The shop's own sentence for it. */
  readonly said?: string | undefined;
}

const shownMax = 6;

/** 有効期限: what lapses when, the first of it large. */
export function expiryMessages(expiring: Expiring, language: Language): LineMessage[] {
  const w = wordsOf(language);
  const { lots, balance, shopName, cardUrl, soon, said } = expiring;
  const [first] = lots;
  const frame = {
    ...{ over: nameOf(shopName), said },
    buttons: [mainButton(uri(w.openCard, cardUrl))],
  };
  if (first === undefined) {
    const parts = [small(w.expiry.none(balance))];
    return [flex(w.expiry.noneAlt(balance), bubble({ ...frame, title: w.expiry.noneTitle, parts }))];
  }
  const alt = soon ? w.expiry.soonAlt : w.expiry.alt;
  return [
    flex(
      alt(first.points, first.expiresOn),
      bubble({
        ...frame,
        title: soon ? w.expiry.soonTitle : w.expiry.title,
        parts: [
          figure(grouped(first.points), w.unit(first.points)),
          small(w.until(first.expiresOn)),
          ...laterParts(w, lots.slice(1), balance - first.points),
        ],
      }),
    ),
  ];
}

function laterParts(w: Words, later: readonly ExpiringPoints[], left: number): FlexComponent[] {
  const shown = later.slice(0, shownMax);
  const rest = left - shown.reduce((sum, { points }) => sum + points, 0);
  const rows = [
    ...shown.map(({ points, expiresOn }) => row(w.until(expiresOn), w.points(points))),
    ...(rest > 0 ? [row(w.expiry.restAfter, w.points(rest))] : []),
  ];
  const more = later.length - shown.length;
  return [
    ...(rows.length === 0 ? [] : [line(), ...rows]),
    ...(more > 0 ? [small(w.expiry.more(more), "end")] : []),
  ];
}
