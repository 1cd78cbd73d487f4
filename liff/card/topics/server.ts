import type { ChooseTopics, TopicSwitches } from "../../../shared/topics/schema.ts";
import type { MessageTopic } from "../../../shared/topics/topics.ts";
import { topicTextVersion } from "../../../shared/topics/words.ts";
import { ask } from "../../api/client.ts";
import { randomHex } from "../key/device.ts";

export type Switches = TopicSwitches;

const path = "/api/card/topics";

/** What the switches ask of the server. */
export const topicServer = {
  read: (): Promise<Switches> => ask(path),
  /** Each tap is a choice of its own; one without an answer is looked up and not repeated. */
  choose(topic: MessageTopic, wanted: boolean): Promise<Switches> {
    const body: ChooseTopics = { textVersion: topicTextVersion, wanted: { [topic]: wanted } };
    return ask(path, { method: "PUT", body, idempotencyKey: randomHex() });
  },
};
