import type { Language } from "../errors.ts";
import type { CouponTold } from "../messages/coupon.ts";
import type { Coupon } from "./schema.ts";
import { benefitWords, inLanguage } from "./sentences.ts";

/** A coupon as messages speak of it: its name, what it gives and on which terms. */
export function couponTold(
  { name, description, benefit }: Pick<Coupon, "name" | "description" | "benefit">,
  where: Pick<CouponTold, "untilOn" | "imageUrl" | "url">,
  language: Language,
): CouponTold {
  const terms = inLanguage(description, language);
  const gives = benefitWords(benefit, language);
  return {
    title: inLanguage(name, language),
    detail: terms === "" ? gives : `${gives}\n${terms}`,
    ...where,
  };
}
