import { useLanguage, useSay } from "../language.tsx";
import { LinePhone } from "../parts/LinePreview.tsx";

/** What a message says, as the member sees it. */
export function Said({ messages }: { readonly messages: readonly unknown[] }) {
  const say = useSay();
  const { language } = useLanguage();
  return (
    <section aria-label={say("会員に見える姿", "As the member sees it")}>
      <LinePhone messages={messages} language={language} />
    </section>
  );
}
