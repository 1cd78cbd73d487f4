import type { CampaignWords } from "../../../shared/campaigns/schema.ts";
import { campaignMessages } from "../../../shared/messages/campaign.ts";
import type { LineMessage } from "../../../shared/messages/types.ts";
import type { Deps } from "../../deps.ts";
import { cardUrl } from "../../platform/line/links.ts";

/** The number of a stream's link, by which the card finds where it leads. */
export function linkUrl(deps: Pick<Deps, "settings">, runPublicId: string, link: number): string {
  return `${cardUrl(deps)}?go=${runPublicId}.${link}`;
}

/** What a stream is told; its button leads over the card, which knows whose tap it was. */
export function messagesOf(
  deps: Pick<Deps, "settings">,
  words: CampaignWords,
  at: { readonly runPublicId: string; readonly stream: number },
  stopWord: string | null,
): LineMessage[] {
  const { title, text, imageUrl, button } = words;
  const url = linkUrl(deps, at.runPublicId, at.stream);
  const told = {
    ...{ title, text, imageUrl, coupon: null, stopWord, shopName: deps.settings.shopName },
    button: button === null ? null : { label: button.label, url },
  };
  return campaignMessages(told, at.stream % 2 === 1 ? "en" : "ja");
}
