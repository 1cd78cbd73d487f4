import { Paper, SegmentedControl, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { ChatPreview } from "../../../../shared/chat/schema.ts";
import type { Language } from "../../../../shared/errors.ts";
import type { LineMessage } from "../../../../shared/messages/types.ts";
import { useLanguage, useSay } from "../../language.tsx";
import { LinePreview } from "../../parts/LinePreview.tsx";
import { Loaded } from "../../parts/States.tsx";
import { useChatPreview } from "./api.ts";
import { useChatDraft } from "./draft.tsx";
import { type Part, problemsIn } from "./words.ts";

/** A breath after the last letter, so that not every letter asks the server. */
const pauseMs = 350;

/** What a sample member would see of the draft. */
export function AsSeen({ part }: { readonly part: Part }) {
  const { draft } = useChatDraft();
  const { language: own } = useLanguage();
  const say = useSay();
  const [language, setLanguage] = useState<Language>(own);
  const [asked] = useDebouncedValue(draft, pauseMs);
  const wrong = Object.keys(problemsIn(asked, say)).length > 0;
  const preview = useChatPreview(asked, language, !wrong);
  return (
    <Paper withBorder p="md" component="section" aria-label={say("プレビュー", "Preview")}>
      <Stack gap="sm">
        <Text fw={700} component="h2">
          {say("会員に見える姿(例)", "As a member sees it, an example")}
        </Text>
        <SegmentedControl
          value={language}
          onChange={(value) => setLanguage(value === "en" ? "en" : "ja")}
          aria-label={say("プレビューの言語", "Language of the preview")}
          data={[
            { value: "ja", label: "日本語" },
            { value: "en", label: "English" },
          ]}
        />
        {wrong && (
          <Text size="sm" c="red" role="status">
            {say(
              "直してほしいところがあるため、その前の姿を表示しています。",
              "Something is to be put right; this is how it looked before.",
            )}
          </Text>
        )}
        {(!wrong || preview.data !== undefined) && (
          <Loaded query={preview}>
            {(answer) => <LinePreview messages={messagesOf(answer, part)} language={language} />}
          </Loaded>
        )}
      </Stack>
    </Paper>
  );
}

function messagesOf(preview: ChatPreview<LineMessage>, part: Part): readonly LineMessage[] {
  if (part === "guest") return preview.guest;
  return part === "newcomer" || part === "returning" ? preview.greeting[part] : preview.answers[part];
}
