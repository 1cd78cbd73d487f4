import type { CampaignRendered, TestSendAsked } from "../../../shared/campaigns/console.ts";
import type { CampaignWords } from "../../../shared/campaigns/schema.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import { audienceOf } from "./audience.ts";
import { speechOf } from "./speech.ts";
import { factsOfSome } from "./store-facts.ts";
import { messagesOf } from "./words.ts";

/** What one of the audience would be told now, with their facts in the blanks; by chance, and the same one at each look. */
export async function rendered(deps: Deps, asked: TestSendAsked): Promise<CampaignRendered> {
  const { document, language } = asked;
  const words = wordsIn(asked);
  const [speech, some] = await Promise.all([
    speechOf(deps, document),
    audienceOf(deps, document, null).then((audience) => factsOfSome(deps, audience, language)),
  ]);
  const facts = some === undefined ? undefined : { ...some, points: Number(some.points) };
  return {
    messages: messagesOf(deps, words, null, language, speech, facts),
    member: some === undefined ? null : { memberId: some.public_id, name: some.name },
  };
}

/** The words of a variant; who reads English is told in Japanese where there are no others. @throws Refusal request.invalid */
export function wordsIn({ document, variant, language }: TestSendAsked): CampaignWords {
  const words = document.variants[variant]?.[language] ?? document.variants[variant]?.ja;
  if (words !== undefined) return words;
  const fields = [{ field: "variant", problem: "there is no such variant" }];
  throw new Refusal("request.invalid", { fields });
}
