import { Text } from "@mantine/core";
import { useLanguage, useSay } from "../language.tsx";
import { LinePhone } from "../parts/LinePreview.tsx";

/** What a message says, as the member sees it. */
export function Said({ messages }: { readonly messages: readonly unknown[] }) {
  const say = useSay();
  const { language } = useLanguage();
  return (
    <section aria-label={say("会員に見える姿", "As the member sees it")}>
      {messages.length === 0 ? (
        <Text size="sm" c="dimmed">
          {say(
            "文面はありません。退会した人に送った文面は、退会のときに消されます。",
            "No words are left: those sent to a person go when their membership ends.",
          )}
        </Text>
      ) : (
        <LinePhone messages={messages} language={language} />
      )}
    </section>
  );
}
