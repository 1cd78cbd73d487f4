import type { TopicSaid } from "../../../shared/topics/schema.ts";
import { type MessageTopic, messageTopics, type Wanted } from "../../../shared/topics/topics.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { lastChoices, type TopicChoice } from "./choice.core.ts";
import * as store from "./store.ts";

/** The statements that keep what people chose: each choice in the log, and what holds now for each person and topic. */
export function planTopics(choices: readonly TopicChoice[], nowMs: number): Bound[] {
  if (choices.length === 0) return [];
  const flag = (wanted: boolean): number => (wanted ? 1 : 0);
  const log = choices.map((choice) => [
    ...[choice.choiceId, choice.topic, choice.lineUserId, flag(choice.wanted), choice.textVersion],
    ...[choice.source, choice.chosenAtMs, nowMs],
  ]);
  const last = lastChoices(choices).map(({ lineUserId, topic, wanted, chosenAtMs }) => [
    ...[lineUserId, topic, flag(wanted), chosenAtMs],
  ]);
  return [store.insertChoices.with(log), store.moveStates.with(last)];
}

/**
 * What holds for this person: everything is wanted until they say otherwise, and then not until they say so again;
 * blocking, following again, joining and leaving change nothing about it. Receipts and the like do not ask.
 */
export async function topicsOf(deps: Pick<Deps, "database">, lineUserId: string): Promise<Wanted> {
  const rows = await deps.database.all(store.statesOf, { lineUserId });
  const refused = new Set(rows.filter(({ wanted }) => wanted === 0).map(({ topic }) => topic));
  return { offers: !refused.has("offers"), reminders: !refused.has("reminders"), news: !refused.has("news") };
}

export async function wantsTopic(
  deps: Pick<Deps, "database">,
  lineUserId: string,
  topic: MessageTopic,
): Promise<boolean> {
  return (await topicsOf(deps, lineUserId))[topic];
}

/** Those of many LINE users who are not to be sent messages of a topic. */
export async function topicRefusedAmong(
  deps: Pick<Deps, "database">,
  lineUserIds: readonly string[],
  topic: MessageTopic,
): Promise<ReadonlySet<string>> {
  if (lineUserIds.length === 0) return new Set();
  const rows = await deps.database.all(store.refusedAmong, { ids: JSON.stringify(lineUserIds), topic });
  return new Set(rows.map((row) => row.line_user_id));
}

/** Everything a person has said about it, newest first. */
export async function topicsSaidBy(
  deps: Pick<Deps, "database">,
  lineUserId: string,
): Promise<readonly TopicSaid[]> {
  const rows = await deps.database.all(store.choicesOf, { lineUserId });
  return rows.map((row) => ({
    topic: row.topic,
    wanted: row.wanted === 1,
    textVersion: row.text_version,
    source: row.source,
    chosenAtMs: row.chosen_at_ms,
  }));
}

/** The order in which people are shown them. */
export function inOrder(wanted: Wanted): { topic: MessageTopic; wanted: boolean }[] {
  return messageTopics.map((topic) => ({ topic, wanted: wanted[topic] }));
}
