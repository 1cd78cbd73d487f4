import type { CampaignDocument } from "../../../shared/campaigns/schema.ts";
import { type CalendarDate, dateAt } from "../../../shared/dates.ts";
import type { Language } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import { wordsInForce } from "../chat/index.ts";
import { givable, kindBy } from "../coupons/index.ts";
import { ladderInForce } from "../ranks/index.ts";
import type { Attached } from "./words.ts";

/** What a campaign's words speak of that is the same for all who are told on a day. */
export interface Speech {
  readonly on: CalendarDate;
  readonly coupon: Attached | null;
  /** The word that ends such messages, as the chat knows it. */
  stopWord(language: Language): string | null;
  /** What a rank is called; of a member without one, the first. */
  rankName(code: string | null, language: Language): string;
}

export async function speechOf(deps: Deps, { couponId }: CampaignDocument): Promise<Speech> {
  const on = dateAt(deps.clock.nowMs(), deps.settings.timeZone);
  const [{ words }, ladder, coupon] = await Promise.all([
    wordsInForce(deps),
    ladderInForce(deps),
    couponId === null ? null : attached(deps, couponId, on),
  ]);
  return {
    ...{ on, coupon },
    stopWord: (language) => words.answers.stop.words[language][0] ?? null,
    rankName: (code, language) => {
      if (!ladder.enabled) return "";
      const rank =
        ladder.ranks.find((one) => one.code === code) ?? (code === null ? ladder.ranks[0] : undefined);
      return rank?.name[language] ?? "";
    },
  };
}

/** As it is given today; one that may not be given is spoken of in a trial all the same, without a last day. */
async function attached(deps: Deps, couponId: string, on: CalendarDate): Promise<Attached | null> {
  const now = await givable(deps, couponId, on);
  if (now !== null) return now;
  const found = await kindBy(deps, couponId);
  return found === null ? null : { coupon: found.coupon, untilOn: null };
}
