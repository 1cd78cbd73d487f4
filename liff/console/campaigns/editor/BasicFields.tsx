import { Fieldset, Stack, TextInput } from "@mantine/core";
import { topicNames } from "../../../../shared/topics/words.ts";
import { topicHints } from "../../automations/words.ts";
import { useLanguage, useSay } from "../../language.tsx";
import { Choice } from "../../parts/Fields.tsx";
import type { FormProps } from "./form-props.ts";

/** What it is called, and which of a member's choices it asks. */
export function BasicFields({ draft, set, wrong }: FormProps) {
  const { language } = useLanguage();
  const say = useSay();
  return (
    <Fieldset legend={say("配信", "Campaign")}>
      <Stack>
        <TextInput
          label={say("配信の名前(会員には見えません)", "Name, which members do not see")}
          required
          maw={420}
          maxLength={80}
          value={draft.name}
          error={wrong("name")}
          onChange={({ currentTarget }) => set({ name: currentTarget.value })}
        />
        <Choice
          label={say("種類(会員が止められる単位)", "Kind, which members can stop")}
          description={say(...topicHints[draft.topic])}
          w={420}
          value={draft.topic}
          options={{
            offers: topicNames.offers[language],
            reminders: topicNames.reminders[language],
            news: topicNames.news[language],
          }}
          onChange={(topic) => set({ topic })}
        />
      </Stack>
    </Fieldset>
  );
}
