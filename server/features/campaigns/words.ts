import type { CampaignWords } from "../../../shared/campaigns/schema.ts";
import type { Language } from "../../../shared/errors.ts";
import { campaignMessages } from "../../../shared/messages/campaign.ts";
import type { LineMessage } from "../../../shared/messages/types.ts";
import type { Deps } from "../../deps.ts";
import { cardUrl } from "../../platform/line/links.ts";

/** The number of a stream's link, by which the card finds where it leads. */
export function linkUrl(deps: Pick<Deps, "settings">, runPublicId: string, link: number): string {
  return `${cardUrl(deps)}?go=${runPublicId}.${link}`;
}

/** What is told in one language; its button leads over the card, which knows whose tap it was, unless it is a trial. */
export function messagesOf(
  deps: Pick<Deps, "settings">,
  words: CampaignWords,
  at: { readonly runPublicId: string; readonly stream: number } | null,
  language: Language,
  stopWord: string | null,
): LineMessage[] {
  const { title, text, imageUrl, button } = words;
  const told = {
    ...{ title, text, imageUrl, coupon: null, stopWord, shopName: deps.settings.shopName },
    button:
      button === null
        ? null
        : { label: button.label, url: at === null ? button.url : linkUrl(deps, at.runPublicId, at.stream) },
  };
  return campaignMessages(told, language);
}
