import { cleaned, clipped, nameOf } from "./count.ts";
import {
  bubble,
  carouselOf,
  flex,
  heroOf,
  inset,
  line,
  mainButton,
  sentence,
  small,
  thread,
  uri,
} from "./family.ts";
import type { Bubble, FlexBox, FlexComponent, LineMessage } from "./types.ts";
import { type Language, type Words, wordsOf } from "./words.ts";

export interface CouponTold {
  readonly title: string;
  /** What it gives and on which terms; may be empty. */
  readonly detail: string;
  /** Last day; null where it has none. */
  readonly untilOn: string | null;
  /** `https:`; null for none. */
  readonly imageUrl: string | null;
  /** Where it is used. */
  readonly url: string;
}

export interface CouponsTold {
  readonly coupons: readonly CouponTold[];
  readonly shopName: string;
  readonly cardUrl: string;
  /** Whether they have a card: who does not is shown how to get one. True where it is left out. */
  readonly member?: boolean;
  /** The shop's own sentence, said where there are none. */
  readonly said?: string | undefined;
}

/** クーポン: a bubble for each, side by side; what LINE has no room for is on the card. */
export function couponMessages(told: CouponsTold, language: Language): LineMessage[] {
  const w = wordsOf(language);
  const { coupons, shopName, cardUrl, member = true, said } = told;
  const over = nameOf(shopName);
  const open = [mainButton(uri(member ? w.openCard : w.becomeMember, cardUrl))];
  const [first] = coupons;
  if (first === undefined) {
    const none = bubble({
      over,
      title: w.coupon.noneTitle,
      said: said ?? w.coupon.none,
      parts: [],
      buttons: open,
    });
    return [flex(w.coupon.noneTitle, none)];
  }
  const title = titleOf(w, first);
  const alt =
    coupons.length === 1 ? w.coupon.alt(title, untilOf(w, first)) : w.coupon.altMany(coupons.length, title);
  const bubbles = coupons.slice(0, bubblesMade).map((coupon) => couponBubble(w, coupon, over));
  const rest = (left: number): Bubble => {
    const count = left + coupons.length - bubbles.length;
    return bubble({ over, title: w.coupon.moreTitle(count), said: w.coupon.more, parts: [], buttons: open });
  };
  const all = coupons.length > bubbles.length ? [...bubbles, rest(0)] : bubbles;
  return [flex(alt, carouselOf(all, rest))];
}

/** One more than a carousel holds, so that it knows of the rest; the thousands after them are only counted. */
const bubblesMade = 13;

function couponBubble(w: Words, coupon: CouponTold, over: string): Bubble {
  const use = uri(w.coupon.use, coupon.url);
  return bubble({
    over,
    title: titleOf(w, coupon),
    parts: couponDetails(w, coupon),
    buttons: [mainButton(use)],
    ...(coupon.imageUrl === null ? {} : { hero: heroOf(coupon.imageUrl, use) }),
  });
}

function couponDetails(w: Words, coupon: CouponTold): FlexComponent[] {
  const detail = clipped(cleaned(coupon.detail), 300);
  return [...(detail === "" ? [] : [sentence(detail)]), line(), small(untilOf(w, coupon))];
}

/** A coupon inside another message. */
export function couponInset(w: Words, coupon: CouponTold): FlexBox {
  return inset([
    { ...small(w.coupon.label), color: thread, weight: "bold" },
    { ...sentence(titleOf(w, coupon)), weight: "bold", size: "md" },
    ...(cleaned(coupon.detail) === "" ? [] : [small(clipped(cleaned(coupon.detail), 300))]),
    small(untilOf(w, coupon)),
  ]);
}

function titleOf(w: Words, { title }: CouponTold): string {
  return nameOf(title, 120) || w.coupon.label;
}

function untilOf(w: Words, { untilOn }: CouponTold): string {
  return untilOn === null ? w.coupon.noEnd : w.until(untilOn);
}
