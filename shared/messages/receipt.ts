import type { UsedCoupon } from "../coupons/views.ts";
import { grouped, yenOf } from "../points/programme/words.ts";
import type { PointsView } from "../points/schema.ts";
import type { Receipt, Refund } from "../purchases/schema.ts";
import type { StampsGained } from "../stamps/views.ts";
import { nameOf } from "./count.ts";
import { bubble, flex, ink, line, mainButton, row, small, sumRow, thread, uri } from "./family.ts";
import type { Colour, LineMessage } from "./types.ts";
import { type Language, type Words, wordsOf } from "./words.ts";

/** What the messages about a sale ask of it. */
export type ReceiptTold = Pick<
  Receipt,
  "status" | "storeName" | "amountYen" | "pointsUsed" | "pointsEarned" | "points" | "receiptNumber"
> &
  Partial<Pick<Receipt, "coupons" | "stamps">>;
export type RefundTold = Pick<Refund, "amountYen" | "pointsGivenBack" | "pointsTakenBack" | "points"> & {
  readonly couponsGivenBack?: Refund["couponsGivenBack"];
  readonly purchase: Pick<Receipt, "storeName" | "receiptNumber">;
};

/** Title, sums, and how the member stands: the form of the receipt and of what takes it back. */
interface Slip {
  readonly title: string;
  readonly colour: Colour;
  readonly storeName: string;
  readonly sums: readonly (readonly [label: string, value: string])[];
  readonly points: PointsView;
  readonly receiptNumber: string;
  /** What happened, in a few words for the notification. */
  readonly alt: string;
  readonly amountYen: number;
  readonly cardUrl: string;
}

/** The receipt of a sale; of one that was undone, the notice of that. */
export function receiptMessages(receipt: ReceiptTold, cardUrl: string, language: Language): LineMessage[] {
  const w = wordsOf(language);
  const { pointsUsed, pointsEarned, amountYen, coupons = [], stamps = [] } = receipt;
  const voided = receipt.status === "voided";
  const r = w.receipt;
  return slip(w, {
    ...receipt,
    cardUrl,
    title: voided ? r.voided : r.title,
    colour: voided ? thread : ink,
    sums: [
      ...(voided ? couponsBack(w, coupons) : couponsUsed(coupons, language)),
      [r.amount, yenOf(amountYen)],
      ...(pointsUsed > 0 ? [[voided ? r.givenBack : r.used, w.points(pointsUsed)] as const] : []),
      [voided ? r.takenBack : r.earned, w.points(pointsEarned)],
      ...(voided ? [] : stampsGained(stamps, language)),
    ],
    alt: voided ? r.voided : whatMoved(w, pointsUsed, pointsEarned),
  });
}

/** More than so many would push the sums out of sight; the rest is on the card. */
const namedMax = 3;

type Row = readonly [label: string, value: string];

/** Each coupon by its name, with what it took off; points that it gave stand in the sum of points. */
function couponsUsed(coupons: readonly UsedCoupon[], language: Language): readonly Row[] {
  return coupons.slice(0, namedMax).map(({ name, yen, handOver }) => {
    const said =
      yen > 0 ? `−${yenOf(yen)}` : handOver === null ? "✓" : nameOf(inWords(handOver, language), 40);
    return [nameOf(inWords(name, language), 40), said];
  });
}

function couponsBack({ receipt }: Words, coupons: readonly UsedCoupon[]): readonly Row[] {
  const back = coupons.filter(({ givenBack }) => givenBack);
  return back.length === 0 ? [] : [[receipt.couponsBack, receipt.couponCount(back.length)]];
}

function stampsGained(stamps: readonly StampsGained[], language: Language): readonly Row[] {
  return stamps
    .filter(({ gained }) => gained > 0)
    .slice(0, namedMax)
    .map(({ name, gained, count, goal, completed }) => {
      const now = completed ? "🎉" : `${count}/${goal}`;
      return [nameOf(inWords(name, language), 40), `+${gained} (${now})`];
    });
}

function inWords(words: { readonly ja: string; readonly en: string }, language: Language): string {
  return language === "en" && words.en !== "" ? words.en : words.ja;
}

function whatMoved({ receipt }: Words, used: number, earned: number): string {
  if (used > 0) return earned > 0 ? receipt.altUsedAndEarned(used, earned) : receipt.altUsed(used);
  return earned > 0 ? receipt.altEarned(earned) : receipt.title;
}

/** The notice of a return. */
export function returnMessages(refund: RefundTold, cardUrl: string, language: Language): LineMessage[] {
  const w = wordsOf(language);
  const { amountYen, pointsGivenBack, pointsTakenBack, points, purchase, couponsGivenBack = [] } = refund;
  const r = w.receipt;
  return slip(w, {
    ...{ ...purchase, amountYen, points, cardUrl },
    title: r.returned,
    colour: thread,
    sums: [
      [r.amountReturned, yenOf(amountYen)],
      ...(pointsGivenBack > 0 ? [[r.givenBack, w.points(pointsGivenBack)] as const] : []),
      ...(pointsTakenBack > 0 ? [[r.takenBack, w.points(pointsTakenBack)] as const] : []),
      ...couponsBack(w, couponsGivenBack),
    ],
    alt: r.returned,
  });
}

function slip(w: Words, said: Slip): LineMessage[] {
  const { pending, debt, nextExpiry, balance } = said.points;
  const storeName = nameOf(said.storeName);
  const later = pending.reduce((sum, { points }) => sum + points, 0);
  const rows = [
    ...said.sums,
    ...(later > 0 ? [[w.receipt.pending, w.points(later)] as const] : []),
    ...(debt > 0 ? [[w.receipt.debt, w.points(debt)] as const] : []),
  ];
  const expiry =
    nextExpiry === null ? w.receipt.noExpiry : w.receipt.expiry(nextExpiry.points, nextExpiry.expiresOn);
  const where = [storeName, yenOf(said.amountYen)].filter((part) => part !== "").join(" ");
  return [
    flex(
      w.receipt.alt(said.alt, balance, where),
      bubble({
        over: storeName,
        title: said.title,
        titleColour: said.colour,
        parts: [
          line(),
          ...rows.map(([label, value]) => row(label, value)),
          line(),
          sumRow(w.balance, grouped(balance), w.unit(balance)),
          small(expiry, "end"),
          small(w.receipt.number(nameOf(said.receiptNumber, 60)), "end"),
        ],
        buttons: [mainButton(uri(w.openCard, said.cardUrl))],
      }),
    ),
  ];
}
