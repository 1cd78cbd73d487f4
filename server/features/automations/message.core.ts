import type { Automation } from "../../../shared/automations/schema.ts";
import type { Language } from "../../../shared/errors.ts";
import type { CouponTold } from "../../../shared/messages/coupon.ts";
import { type RemindedOf, reminderMessages } from "../../../shared/messages/reminder.ts";
import type { LineMessage } from "../../../shared/messages/types.ts";
import { filled } from "../../../shared/messages/variables.ts";
import { wordsOf } from "../../../shared/messages/words.ts";
import { grouped } from "../../../shared/points/programme/words.ts";
import type { DueFacts } from "./due.ts";

/** Who is spoken to. */
export interface Person {
  readonly name: string | null;
  readonly language: Language;
  readonly balance: number;
}

/** What things are called, in one language. */
export interface Names {
  coupon(couponId: string): string;
  card(cardId: string): string;
  rank(code: string): string;
}

/** One automation and what of it falls on this day for a member, at least one thing. */
export interface Matter {
  readonly automation: Pick<Automation, "words" | "trigger">;
  readonly dues: readonly DueFacts[];
  /** The coupon that comes with it. */
  readonly coupon: CouponTold | null;
}

export interface Shop {
  readonly shopName: string;
  readonly cardUrl: string;
  /** Null where every matter is of a kind that another word ends. */
  readonly stopWord: string | null;
}

/** One message about all of it. */
export function automationMessages(
  matters: readonly Matter[],
  person: Person,
  names: Names,
  shop: Shop,
): LineMessage[] {
  const about = matters.map((matter) => remindedOf(matter, person, names, shop));
  return reminderMessages({ about, ...shop }, person.language);
}

function remindedOf(
  { automation, dues, coupon }: Matter,
  person: Person,
  names: Names,
  shop: Shop,
): RemindedOf {
  const { language } = person;
  const sorted = [...dues].sort((a, b) => (endOf(a) < endOf(b) ? -1 : 1));
  const facts = { ...everyones(person, shop), ...blanksOf(sorted[0] ?? {}, language, names) };
  const words = automation.words[language];
  return {
    title: filled(words.title, facts),
    text: filled(words.text, facts),
    rows: sorted.flatMap((due) => rowsOf(due, language, names)),
    coupon,
  };
}

/** What ends first is spoken of first. */
function endOf({ expiring, coupon }: DueFacts): string {
  return expiring?.on ?? coupon?.untilOn ?? "";
}

function everyones({ name, balance }: Person, { shopName }: Shop): Record<string, string> {
  return { name: name ?? "", shop: shopName, points: grouped(balance) };
}

function blanksOf(due: DueFacts, language: Language, names: Names): Record<string, string> {
  const { visits, years, days, expiring, coupon, card, rank } = due;
  const w = wordsOf(language);
  return {
    ...(visits === undefined ? {} : { visits: grouped(visits) }),
    ...(years === undefined ? {} : { years: grouped(years) }),
    ...(days === undefined ? {} : { days: grouped(days) }),
    ...(expiring === undefined ? {} : { expiring: grouped(expiring.points), expiresOn: w.date(expiring.on) }),
    ...(coupon === undefined
      ? {}
      : { coupon: names.coupon(coupon.couponId), expiresOn: w.date(coupon.untilOn) }),
    ...(card === undefined ? {} : { card: names.card(card.cardId), missing: grouped(card.missing) }),
    ...(rank === undefined ? {} : { rank: names.rank(rank) }),
  };
}

/** The amount and the date stand in figures, whatever the words say. */
function rowsOf({ expiring, coupon }: DueFacts, language: Language, names: Names): RemindedOf["rows"] {
  const w = wordsOf(language);
  if (expiring !== undefined) return [{ label: w.until(expiring.on), value: w.points(expiring.points) }];
  if (coupon !== undefined) {
    return [{ label: names.coupon(coupon.couponId), value: w.until(coupon.untilOn) }];
  }
  return [];
}
