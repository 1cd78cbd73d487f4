import { sampleMessages } from "../../../shared/automations/sample.ts";
import type { Automation } from "../../../shared/automations/schema.ts";
import { dateAt } from "../../../shared/dates.ts";
import type { Language } from "../../../shared/errors.ts";
import { wordsOf } from "../../../shared/messages/words.ts";
import type { Deps } from "../../deps.ts";
import type { Session } from "../../platform/auth/sessions.ts";
import { cardUrl } from "../../platform/line/links.ts";
import { wordsInForce } from "../chat/index.ts";
import { givable } from "../coupons/index.ts";
import { sendTrial } from "../reach/index.ts";
import type { ConsoleStaff } from "../stores/index.ts";

/** One automation as it is written, the language of the trial, and the key under which it is asked for. */
export interface AskedTrial {
  readonly automation: Automation;
  readonly language: Language;
  readonly key: string;
}

/** The message of the preview, with a sample's facts and marked as a trial, to the LINE of who asks. No coupon is given. */
export async function testSend(
  deps: Deps,
  staff: ConsoleStaff,
  session: Session,
  { automation, language, key }: AskedTrial,
) {
  const { trigger, words, couponId, name } = automation;
  const todayOn = dateAt(deps.clock.nowMs(), deps.settings.timeZone);
  const [{ words: said }, given] = await Promise.all([
    wordsInForce(deps),
    couponId === null ? null : givable(deps, couponId, todayOn),
  ]);
  const mark = wordsOf(language).campaign.trial;
  const told = words[language];
  const marked = { ...words, [language]: { ...told, title: `${mark}${told.title}` } };
  const shop = {
    ...{ shopName: deps.settings.shopName, cardUrl: cardUrl(deps), todayOn },
    stopWord: said.answers.stop.words[language][0] ?? null,
  };
  return sendTrial(deps, session, {
    ...{ staff, action: "automations.test_send", key },
    details: { name },
    messages: sampleMessages({ trigger, words: marked }, given?.coupon ?? null, shop, language),
  });
}
