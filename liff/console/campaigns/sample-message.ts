import type { CampaignVariable, CampaignWords } from "../../../shared/campaigns/schema.ts";
import { validityOf } from "../../../shared/coupons/periods.ts";
import type { Coupon } from "../../../shared/coupons/schema.ts";
import { inLanguage } from "../../../shared/coupons/sentences.ts";
import { couponTold } from "../../../shared/coupons/told.ts";
import type { CalendarDate } from "../../../shared/dates.ts";
import type { Language } from "../../../shared/errors.ts";
import { campaignMessages } from "../../../shared/messages/campaign.ts";
import type { LineMessage } from "../../../shared/messages/types.ts";
import { filled } from "../../../shared/messages/variables.ts";
import { wordsOf } from "../../../shared/messages/words.ts";

export interface SampleShop {
  readonly shopName: string;
  readonly cardUrl: string;
  readonly stopWord: string | null;
  readonly todayOn: CalendarDate;
}

/** The message as a member would get it, who is called 糸井 あかり and has 1,280 points. */
export function sampleMessages(
  { title, text, imageUrl, button }: CampaignWords,
  coupon: Coupon | null,
  shop: SampleShop,
  language: Language,
): LineMessage[] {
  const facts = factsOf(coupon, shop, language);
  const where = { untilOn: untilOf(coupon, shop.todayOn), imageUrl: null, url: shop.cardUrl };
  return campaignMessages(
    {
      ...{ title: filled(title, facts), text: filled(text, facts), imageUrl, button },
      coupon: coupon === null ? null : couponTold(coupon, where, language),
      ...{ shopName: shop.shopName, stopWord: shop.stopWord },
    },
    language,
  );
}

function untilOf(coupon: Coupon | null, todayOn: CalendarDate): CalendarDate | null {
  return coupon === null ? null : validityOf(coupon, todayOn).untilOn;
}

function factsOf(
  coupon: Coupon | null,
  { shopName, todayOn }: SampleShop,
  language: Language,
): Readonly<Record<CampaignVariable, string>> {
  const ja = language === "ja";
  const untilOn = untilOf(coupon, todayOn);
  return {
    ...{ name: ja ? "糸井 あかり" : "Akari Itoi", shop: shopName, points: "1,280" },
    rank: ja ? "ゴールド" : "Gold",
    coupon: coupon === null ? "" : inLanguage(coupon.name, language),
    couponUntil: untilOn === null ? "" : wordsOf(language).date(untilOn),
  };
}
