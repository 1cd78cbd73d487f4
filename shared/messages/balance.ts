import { grouped } from "../points/programme/words.ts";
import type { PointsView } from "../points/schema.ts";
import type { RankView } from "../ranks/schema.ts";
import { nameOf } from "./count.ts";
import { bubble, figure, flex, line, mainButton, row, small, uri } from "./family.ts";
import type { FlexComponent, LineMessage } from "./types.ts";
import { type Language, type Words, wordsOf } from "./words.ts";

export interface Standing {
  readonly points: PointsView;
  /** Null where the shop has no ranks. */
  readonly rank: Pick<RankView, "name" | "metric" | "next"> | null;
  readonly shopName: string;
  readonly cardUrl: string;
  /** The shop's own sentence for it. */
  readonly said?: string | undefined;
}

/** ポイント残高: how many points there are, what lapses first, and the way to the next rank. */
export function balanceMessages(standing: Standing, language: Language): LineMessage[] {
  const w = wordsOf(language);
  const { points, rank, shopName, cardUrl, said } = standing;
  const { balance, nextExpiry, pending, held, debt } = points;
  const expiry =
    nextExpiry === null ? w.receipt.noExpiry : w.receipt.expiry(nextExpiry.points, nextExpiry.expiresOn);
  const rows = [
    ...(held > 0 ? [row(w.standing.held, w.points(held))] : []),
    ...(debt > 0 ? [row(w.standing.debt, w.points(debt))] : []),
    ...(rank === null ? [] : rankRows(w, rank, language)),
  ];
  const parts: FlexComponent[] = [
    figure(grouped(balance), w.unit(balance)),
    small(expiry),
    ...pending.slice(0, 3).map((later) => small(w.standing.pending(later.points, later.activatesOn))),
    ...(rows.length === 0 ? [] : [line(), ...rows]),
  ];
  const alt = [w.standing.alt(balance)];
  if (nextExpiry !== null) alt.push(w.standing.altExpiry(nextExpiry.points, nextExpiry.expiresOn));
  return [
    flex(
      alt.join(language === "ja" ? "。" : ", "),
      bubble({
        over: nameOf(shopName),
        title: w.standing.title,
        said,
        parts,
        buttons: [mainButton(uri(w.openCard, cardUrl))],
      }),
    ),
  ];
}

function rankRows(w: Words, rank: NonNullable<Standing["rank"]>, language: Language): FlexComponent[] {
  const name = nameOf(rank.name[language], 80);
  const { next } = rank;
  if (name === "") return [];
  if (next === null) return [row(w.standing.rank, name)];
  const missing = missingWords(w, rank.metric, next.missing);
  return [
    row(w.standing.rank, name),
    small(w.standing.toNext(missing, nameOf(next.name[language], 80)), "end"),
  ];
}

/** ¥3,200, 2 visits or 50 points: what is missing to a rank, in the ladder's own measure. */
export function missingWords(w: Words, metric: RankView["metric"], missing: number): string {
  switch (metric) {
    case "yen":
      return w.standing.yen(missing);
    case "visits":
      return w.standing.visits(missing);
    case "points":
      return w.standing.earned(missing);
  }
}
