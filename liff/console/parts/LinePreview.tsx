import { Alert, List, Stack } from "@mantine/core";
import { useEffect, useRef } from "react";
import { problemSentence } from "../../../shared/messages/problem-words.ts";
import { problemsOf } from "../../../shared/messages/problems.ts";
import type { LineMessage } from "../../../shared/messages/types.ts";
import { clearPreview, showPreview } from "../../ui/line/mount.ts";
import { useLanguage, useSay } from "../language.tsx";
import { config } from "../session.tsx";

/**
 * Messages as their reader will meet them, drawn by the same code as the emulator's phone, and above them why LINE would
 * refuse them, if it would. `language` is that of the messages; the console's own where it is left out.
 */
export function LinePreview({
  messages,
  language,
}: {
  readonly messages: readonly LineMessage[];
  readonly language?: "ja" | "en";
}) {
  const own = useLanguage().language;
  const say = useSay();
  const place = useRef<HTMLDivElement>(null);
  const problems = problemsOf(messages);
  useEffect(() => {
    const at = place.current;
    if (at === null) return;
    showPreview(at, { messages: messages.map(asJson), account: config.shopName, language: language ?? own });
  }, [messages, language, own]);
  useEffect(() => {
    const at = place.current;
    return () => {
      if (at !== null) clearPreview(at);
    };
  }, []);
  return (
    <Stack gap="sm">
      {problems.length > 0 && (
        <Alert color="red" title={say("このままではLINEで送れません", "LINE will not take this as it is")}>
          <List size="sm">
            {problems.map((problem) => (
              <List.Item key={`${problem.path} ${problem.code}`}>{problemSentence(problem, own)}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <div ref={place} />
    </Stack>
  );
}

/** The renderer reads messages of any kind field by field; ours are some of them. */
function asJson(message: LineMessage): Readonly<Record<string, unknown>> {
  return { ...message };
}
