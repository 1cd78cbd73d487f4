import { Paper, Stack, Text } from "@mantine/core";
import { useSay } from "../language.tsx";

/** What a message says, as the member sees it. */
export function Said({ messages }: { readonly messages: readonly unknown[] }) {
  const say = useSay();
  return (
    <Stack gap="xs" role="group" aria-label={say("会員に見える姿", "As the member sees it")}>
      {messages.map((message, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sent message never changes its order
        <Paper withBorder p="sm" key={index}>
          <Text size="sm" style={{ whiteSpace: "pre-wrap" }}>
            {textOf(message)}
          </Text>
        </Paper>
      ))}
    </Stack>
  );
}

function textOf(message: unknown): string {
  if (typeof message !== "object" || message === null) return "";
  if ("text" in message && typeof message.text === "string") return message.text;
  if ("altText" in message && typeof message.altText === "string") return message.altText;
  return "";
}
