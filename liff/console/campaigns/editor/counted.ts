import type { CampaignDocument, CampaignSchedule } from "../../../../shared/campaigns/schema.ts";
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
    schedule: isWhole(document.schedule) ? document.schedule : { kind: "now" },
  };
}

/** A time that is being typed is not asked about. */
function isWhole(schedule: CampaignSchedule): boolean {
  if (schedule.kind === "now") return true;
  const date = schedule.kind === "at" ? schedule.on : schedule.until;
  const isSome = schedule.kind === "at" || schedule.weekdays.length > 0;
  return isSome && /^\d{4}-\d\d-\d\d$/.test(date) && /^\d\d:\d\d$/.test(schedule.time);
}
