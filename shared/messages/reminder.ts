import { cleaned, clipped, nameOf } from "./count.ts";
import { type CouponTold, couponInset } from "./coupon.ts";
import { bubble, flex, line, mainButton, row, sentence, small, uri } from "./family.ts";
import type { FlexComponent, LineMessage } from "./types.ts";
import { type Language, type Words, wordsOf } from "./words.ts";

/** One matter of a message that the shop sends by itself. */
export interface RemindedOf {
  readonly title: string;
  /** May be empty. */
  readonly text: string;
  /** What it is about in figures: what at the left, how much or until when at the right. */
  readonly rows: readonly { readonly label: string; readonly value: string }[];
  readonly coupon: CouponTold | null;
}

export interface Reminder {
  /** At least one; several that fall on one day are one message. */
  readonly about: readonly RemindedOf[];
  readonly shopName: string;
  readonly cardUrl: string;
  /** The word that ends such messages; null where something else says how. */
  readonly stopWord: string | null;
}

const shownMax = 6;
const textUnits = 1000;

/** お知らせ: what a member would miss or is wished, all of one day in one bubble. */
export function reminderMessages(reminder: Reminder, language: Language): LineMessage[] {
  const w = wordsOf(language);
  const { about, shopName, cardUrl, stopWord } = reminder;
  const shown = about.slice(0, shownMax);
  const titles = shown.map(({ title }) => nameOf(title, 120) || w.campaign.title);
  const [only = w.campaign.title] = titles;
  const many = about.length > 1;
  const left = about.length - shown.length;
  const parts = shown.flatMap((one, nth) =>
    many
      ? [
          ...(nth === 0 ? [] : [line()]),
          { ...sentence(titles[nth] ?? ""), weight: "bold" as const },
          ...textOf(one),
          ...partsOf(w, one),
        ]
      : partsOf(w, one),
  );
  return [
    flex(
      many
        ? clipped(w.reminder.alt(titles), 400)
        : [only, firstLine(shown[0]?.text ?? "")]
            .filter((said) => said !== "")
            .join(language === "ja" ? "：" : ": "),
      bubble({
        over: nameOf(shopName),
        title: many ? w.reminder.title(about.length) : only,
        said: many ? undefined : shown[0]?.text,
        parts: [
          ...parts,
          ...(left > 0 ? [small(w.reminder.more(left), "end")] : []),
          ...(stopWord === null ? [] : [small(w.campaign.stop(nameOf(stopWord, 40)))]),
        ],
        buttons: [mainButton(uri(w.openCard, cardUrl))],
      }),
    ),
  ];
}

function textOf({ text }: RemindedOf): FlexComponent[] {
  const said = clipped(cleaned(text), textUnits);
  return said === "" ? [] : [sentence(said)];
}

function partsOf(w: Words, { rows, coupon }: RemindedOf): FlexComponent[] {
  const more = rows.length - shownMax;
  return [
    ...rows.slice(0, shownMax).map(({ label, value }) => row(nameOf(label, 120) || "–", value)),
    ...(more > 0 ? [small(w.expiry.more(more), "end")] : []),
    ...(coupon === null ? [] : [couponInset(w, coupon)]),
  ];
}

function firstLine(text: string): string {
  return clipped(cleaned(text).split("\n", 1).join(""), 200);
}
