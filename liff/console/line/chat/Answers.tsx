import { topics } from "../../../../shared/chat/topics.ts";
import { useSay } from "../../language.tsx";
import { Heading, Loaded } from "../../parts/States.tsx";
import { To } from "../../parts/To.tsx";
import { useChat } from "./api.ts";
import { ChatDraft } from "./draft.tsx";
import { EditPart } from "./EditPart.tsx";
import { Overview } from "./Overview.tsx";
import { PublishWords } from "./PublishWords.tsx";
import { others, type Part, partWords } from "./words.ts";

/** What the chat answers by itself: an overview, each answer beside what the member sees, and publishing. */
export function AnswersScreen({ part }: { readonly part: string }) {
  const chat = useChat();
  return (
    <Loaded query={chat}>
      {(current) => (
        <ChatDraft current={current}>
          <Page part={part} />
        </ChatDraft>
      )}
    </Loaded>
  );
}

const parts: readonly Part[] = [...topics, ...others];

function Page({ part }: { readonly part: string }) {
  const say = useSay();
  if (part === "publish") return <PublishWords />;
  const chosen = parts.find((one) => one === part);
  if (chosen === undefined) return <Overview />;
  return (
    <>
      <Heading title={partWords(chosen, say)}>
        <To to="answers">{say("自動応答の一覧へ", "All answers")}</To>
        <To to="answers/publish">{say("確認して公開", "Review and publish")}</To>
      </Heading>
      <EditPart part={chosen} key={chosen} />
    </>
  );
}
