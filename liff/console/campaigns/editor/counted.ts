import { type CampaignDocument, campaignSchedule } from "../../../../shared/campaigns/schema.ts";
import { variablesIn } from "../../../../shared/messages/variables.ts";
import { personalBlanks } from "../blanks.ts";

/**
 * Of a document, what its table is counted from: so that typing a letter of the words asks for nothing anew, and a table
 * stands there before there are any words.
 */
export function counted(document: CampaignDocument): CampaignDocument {
  const said = document.variants
    .flatMap(({ ja, en }) => [ja, en ?? ja])
    .map(({ title, text }) => title + text);
  const blanks = said.flatMap(variablesIn);
  const isPersonal = blanks.some((blank) => personalBlanks.some((known) => known === blank));
  const words = { title: "", text: isPersonal ? "{name}" : "-", imageUrl: null, button: null };
  return {
    ...document,
    name: "-",
    variants: [{ share: 100, ja: words, en: null }],
    schedule: campaignSchedule.safeParse(document.schedule).data ?? { kind: "now" },
  };
}
