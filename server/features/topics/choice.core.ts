import type { ChoiceSource, MessageTopic } from "../../../shared/topics/topics.ts";

/** What a person said about one kind of messages. */
export interface TopicChoice {
  /** Of the event or request that said it: one choice a topic, ever. */
  readonly choiceId: string;
  readonly lineUserId: string;
  readonly topic: MessageTopic;
  readonly wanted: boolean;
  /** Of the text it was said to: `chat:VERSION`, `card:VERSION`, `staff:VERSION` of the names that staff read out. */
  readonly textVersion: string;
  readonly source: ChoiceSource;
  /** In the chat, LINE's own time of it. */
  readonly chosenAtMs: number;
}

/** The later choice holds, in whatever order they are heard of; at the same moment, that nothing is sent. */
export function isLater(known: TopicChoice | undefined, choice: TopicChoice): boolean {
  if (known === undefined) return true;
  if (choice.chosenAtMs !== known.chosenAtMs) return choice.chosenAtMs > known.chosenAtMs;
  return known.wanted && !choice.wanted;
}

/** The one that holds of each person's and topic's. */
export function lastChoices(choices: readonly TopicChoice[]): readonly TopicChoice[] {
  const last = new Map<string, TopicChoice>();
  for (const choice of choices) {
    const key = `${choice.topic} ${choice.lineUserId}`;
    if (isLater(last.get(key), choice)) last.set(key, choice);
  }
  return [...last.values()];
}
