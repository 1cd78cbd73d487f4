import { Alert, List, Stack } from "@mantine/core";
import { useEffect, useRef } from "react";
import { problemSentence } from "../../../shared/messages/problem-words.ts";
import { problemsOf } from "../../../shared/messages/problems.ts";
import type { LineMessage } from "../../../shared/messages/types.ts";
import { clearPreview, showPreview } from "../../ui/line/mount.ts";
import { isRecord } from "../../ui/line/read.ts";
import { useLanguage, useSay } from "../language.tsx";
import { config } from "../session.tsx";

/**
 * Messages that are being made, as their reader will meet them, and above them why LINE would refuse them, if it would.
 * `language` is that of the messages; the console's own where it is left out.
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
  const problems = problemsOf(messages);
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
      <LinePhone messages={messages} language={language ?? own} />
    </Stack>
  );
}

/** Messages of any kind as a phone shows them, drawn by the same code as the emulator's. */
export function LinePhone({
  messages,
  language,
}: {
  readonly messages: readonly unknown[];
  readonly language: "ja" | "en";
}) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const at = place.current;
    if (at !== null) {
      showPreview(at, { messages: messages.filter(isRecord), account: config.shopName, language });
    }
  }, [messages, language]);
  useEffect(() => {
    const at = place.current;
    return () => {
      if (at !== null) clearPreview(at);
    };
  }, []);
  return <div ref={place} />;
}
