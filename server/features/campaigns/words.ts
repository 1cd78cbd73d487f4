import { type CampaignVariable, type CampaignWords, variantsMax } from "../../../shared/campaigns/schema.ts";
import type { Coupon } from "../../../shared/coupons/schema.ts";
import { inLanguage } from "../../../shared/coupons/sentences.ts";
import { couponTold } from "../../../shared/coupons/told.ts";
import type { Language } from "../../../shared/errors.ts";
import { campaignMessages } from "../../../shared/messages/campaign.ts";
import type { LineMessage } from "../../../shared/messages/types.ts";
import { filled } from "../../../shared/messages/variables.ts";
import { wordsOf } from "../../../shared/messages/words.ts";
import { grouped } from "../../../shared/points/programme/words.ts";
import type { Deps } from "../../deps.ts";
import { cardUrl } from "../../platform/line/links.ts";
import type { Speech } from "./speech.ts";

/** The coupon that comes with it, with its last day in the hands of who gets it today. */
export interface Attached {
  readonly coupon: Coupon;
  readonly untilOn: string | null;
}

/** What is known of the member who is told; null where it is not, and then what the blank itself says stands there. */
export interface ToldFacts {
  readonly name: string | null;
  readonly points: number | null;
  readonly rank: string | null;
}

/** Which words of which run: by them a tap is told apart. Null: a trial, whose buttons lead straight on. */
export type Place = { readonly runPublicId: string; readonly stream: number } | null;

/** Links of coupons come after those of buttons: `stream` and `stream + couponLinks`. */
export const couponLinks = variantsMax * 2;

/** The number of a stream's link, by which the card finds where it leads. */
function linkUrl(deps: Pick<Deps, "settings">, runPublicId: string, link: number): string {
  return `${cardUrl(deps)}?go=${runPublicId}.${link}`;
}

/** What one person, or all of a stream, is told. Buttons lead over the card, which knows whose tap it was. */
export function messagesOf(
  deps: Pick<Deps, "settings">,
  words: CampaignWords,
  at: Place,
  language: Language,
  speech: Speech,
  facts: ToldFacts = nobody,
): LineMessage[] {
  const blanks = blanksOf(deps, language, speech, facts);
  const linkOf = (offset: number, straight: string): string =>
    at === null ? straight : linkUrl(deps, at.runPublicId, at.stream + offset);
  const { imageUrl, button } = words;
  const coupon =
    speech.coupon === null
      ? null
      : couponTold(
          speech.coupon.coupon,
          { untilOn: speech.coupon.untilOn, imageUrl: null, url: linkOf(couponLinks, cardUrl(deps)) },
          language,
        );
  const told = {
    ...{ title: filled(words.title, blanks), text: filled(words.text, blanks), imageUrl, coupon },
    ...{ stopWord: speech.stopWord(language), shopName: deps.settings.shopName },
    button: button === null ? null : { label: button.label, url: linkOf(0, button.url) },
  };
  return campaignMessages(told, language);
}

const nobody: ToldFacts = { name: null, points: null, rank: null };

function blanksOf(
  deps: Pick<Deps, "settings">,
  language: Language,
  { coupon, rankName }: Speech,
  { name, points, rank }: ToldFacts,
): Readonly<Record<CampaignVariable, string>> {
  const until = coupon?.untilOn ?? null;
  return {
    shop: deps.settings.shopName,
    name: name ?? "",
    points: points === null ? "" : grouped(points),
    rank: points === null ? "" : rankName(rank, language),
    coupon: coupon === null ? "" : inLanguage(coupon.coupon.name, language),
    couponUntil: until === null ? "" : wordsOf(language).date(until),
  };
}
