import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { MessageTopic } from "../../../shared/topics/topics.ts";
import { topicHints, topicNames } from "../../../shared/topics/words.ts";
import { useCard } from "../use-card.ts";
import { language } from "../words.ts";
import { type Switches, topicServer } from "./server.ts";
import { topicScreenWords } from "./words.ts";

/** Which kinds of messages the member wants: a switch each, which the server has heard of when it has moved. */
export function Topics() {
  const switches = useSignal<Switches | null>(null);
  const trouble = useSignal<"unread" | "failed" | null>(null);
  const words = topicScreenWords.value;
  const load = async (): Promise<void> => {
    trouble.value = null;
    try {
      switches.value = await topicServer.read();
    } catch {
      trouble.value = "unread";
    }
  };
  useEffect(() => void load(), []);
  return (
    <section class="panel topics" aria-labelledby="topics-title">
      <h2 class="panel-title" id="topics-title">
        {words.title}
      </h2>
      <p class="small soft">{words.lead}</p>
      {trouble.value !== null && (
        <p class="notice bad" role="alert">
          {words[trouble.value]}
        </p>
      )}
      {switches.value === null && trouble.value === null && <p role="status">{words.loading}</p>}
      {switches.value === null && trouble.value === "unread" && (
        <button type="button" class="button second wide" onClick={() => void load()}>
          {words.again}
        </button>
      )}
      {switches.value !== null && <List switches={switches} trouble={trouble} />}
    </section>
  );
}

interface ListProps {
  readonly switches: { value: Switches | null };
  readonly trouble: { value: "unread" | "failed" | null };
}

function List({ switches, trouble }: ListProps) {
  const { state } = useCard();
  const saving = useSignal<MessageTopic | null>(null);
  const offline = state.connection.value === "offline";
  const choose = async (topic: MessageTopic, wanted: boolean): Promise<void> => {
    saving.value = topic;
    trouble.value = null;
    try {
      switches.value = await topicServer.choose(topic, wanted);
    } catch {
      trouble.value = "failed";
      // Without an answer nobody knows whether it was heard: what is shown is what the server has.
      switches.value = await topicServer.read().catch(() => switches.value);
    }
    saving.value = null;
  };
  return (
    <>
      {offline && <p class="small soft">{topicScreenWords.value.offline}</p>}
      {(switches.value?.topics ?? []).map(({ topic, wanted }) => (
        <label key={topic} class="topic">
          <span>
            {topicNames[topic][language.value]}
            <span class="small soft" id={`topic-${topic}`}>
              {topicHints[topic][language.value]}
            </span>
          </span>
          <input
            type="checkbox"
            role="switch"
            aria-label={topicNames[topic][language.value]}
            aria-describedby={`topic-${topic}`}
            aria-checked={saving.value === topic ? !wanted : wanted}
            checked={saving.value === topic ? !wanted : wanted}
            disabled={offline || saving.value !== null}
            onChange={() => void choose(topic, !wanted)}
          />
        </label>
      ))}
    </>
  );
}
