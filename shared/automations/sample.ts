import { validityOf } from "../coupons/periods.ts";
import type { Coupon } from "../coupons/schema.ts";
import { couponTold } from "../coupons/told.ts";
import { addDays, type CalendarDate } from "../dates.ts";
import type { Language } from "../errors.ts";
import { type RemindedOf, reminderMessages } from "../messages/reminder.ts";
import type { LineMessage } from "../messages/types.ts";
import { filled } from "../messages/variables.ts";
import { wordsOf } from "../messages/words.ts";
import type { Automation, Trigger } from "./schema.ts";

export interface SampleShop {
  readonly shopName: string;
  readonly cardUrl: string;
  readonly stopWord: string | null;
  readonly todayOn: CalendarDate;
}

/** The message as a member would get it, who is called 糸井 あかり and has 1,280 points: for the preview and for a test send. */
export function sampleMessages(
  { trigger, words }: Pick<Automation, "trigger" | "words">,
  coupon: Coupon | null,
  shop: SampleShop,
  language: Language,
): LineMessage[] {
  const facts = factsOf(trigger, shop, language);
  const said = words[language];
  const about: RemindedOf = {
    title: filled(said.title, facts),
    text: filled(said.text, facts),
    rows: rowsOf(trigger, facts, shop, language),
    coupon:
      coupon === null
        ? null
        : couponTold(
            coupon,
            { untilOn: validityOf(coupon, shop.todayOn).untilOn, imageUrl: null, url: shop.cardUrl },
            language,
          ),
  };
  return reminderMessages({ about: [about], ...shop }, language);
}

function factsOf(trigger: Trigger, shop: SampleShop, language: Language): Readonly<Record<string, string>> {
  const ja = language === "ja";
  const w = wordsOf(language);
  return {
    name: ja ? "糸井 あかり" : "Akari Itoi",
    shop: shop.shopName,
    points: "1,280",
    visits: String(trigger.kind === "nth_visit" ? trigger.nth : 2),
    years: "1",
    days: String(trigger.kind === "dormant" ? trigger.days : 60),
    expiring: "320",
    expiresOn: w.date(endOf(trigger, shop.todayOn)),
    coupon: ja ? "500円引き" : "¥500 off",
    card: ja ? "来店スタンプ" : "Visits",
    missing: String(trigger.kind === "stamp_near" ? trigger.missingMax : 2),
    rank: ja ? "ゴールド" : "Gold",
  };
}

/** As far off as the first step of the reminder. */
function endOf(trigger: Trigger, todayOn: CalendarDate): CalendarDate {
  const isStepped = trigger.kind === "points_expiring" || trigger.kind === "coupon_expiring";
  return addDays(todayOn, isStepped ? (trigger.daysBefore[0] ?? 7) : 7);
}

/** The same figures that the server puts below the words. */
function rowsOf(
  trigger: Trigger,
  facts: Readonly<Record<string, string>>,
  shop: SampleShop,
  language: Language,
): RemindedOf["rows"] {
  const w = wordsOf(language);
  const until = w.until(endOf(trigger, shop.todayOn));
  if (trigger.kind === "points_expiring") return [{ label: until, value: w.points(320) }];
  if (trigger.kind === "coupon_expiring") return [{ label: facts.coupon ?? "", value: until }];
  return [];
}
