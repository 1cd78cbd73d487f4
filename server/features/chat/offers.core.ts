/** What a person said about promotional messages (お得な情報). */
export interface OfferChoice {
  /** Of the event that said it: one choice each, ever. */
  readonly choiceId: string;
  readonly lineUserId: string;
  readonly wanted: boolean;
  /** Of the words in which they were answered. */
  readonly wordsVersion: number;
  /** Where they said it. */
  readonly source: "chat";
  /** LINE's own time of it. */
  readonly chosenAtMs: number;
}

/** The later choice holds, in whatever order they are heard of; at the same moment, that nothing is sent. */
export function isLater(known: OfferChoice | undefined, choice: OfferChoice): boolean {
  if (known === undefined) return true;
  if (choice.chosenAtMs !== known.chosenAtMs) return choice.chosenAtMs > known.chosenAtMs;
  return known.wanted && !choice.wanted;
}

/** The one that holds of each person's. */
export function lastChoices(choices: readonly OfferChoice[]): readonly OfferChoice[] {
  const last = new Map<string, OfferChoice>();
  for (const choice of choices) {
    if (isLater(last.get(choice.lineUserId), choice)) last.set(choice.lineUserId, choice);
  }
  return [...last.values()];
}
