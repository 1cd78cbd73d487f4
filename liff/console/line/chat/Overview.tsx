import { Badge, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { topics } from "../../../../shared/chat/topics.ts";
import { useLanguage, useSay } from "../../language.tsx";
import { NumField } from "../../parts/Fields.tsx";
import { Heading } from "../../parts/States.tsx";
import { useLink } from "../../router.tsx";
import { useStaff } from "../../session.tsx";
import { useChatDraft } from "./draft.tsx";
import { Unpublished } from "./Unpublished.tsx";
import { others, type Part, partWords, problemsIn, problemsOfPart } from "./words.ts";

/** Every answer with its words, and what is said without being asked. */
export function Overview() {
  const link = useLink();
  const say = useSay();
  return (
    <>
      <Heading
        title={say("自動応答", "Answers")}
        about={say(
          "会員がトークに書いた言葉に、無料の返信でお答えします。登録した言葉のほかには何も返さず、スタッフのチャットに任せます。",
          "Words that members write in the chat are answered by a free reply. Nothing else is: that is left to your staff.",
        )}
      >
        <Button component="a" {...link("answers/publish")}>
          {say("確認して公開", "Review and publish")}
        </Button>
      </Heading>
      <Unpublished />
      <Section title={say("言葉への返事", "Answers to words")} parts={topics} />
      <Section title={say("会員でない方・友だち追加", "Guests and new friends")} parts={others} />
      <Late />
    </>
  );
}

function Section({ title, parts }: { readonly title: string; readonly parts: readonly Part[] }) {
  return (
    <Stack gap="xs" component="section" aria-label={title}>
      <Text fw={700} component="h2">
        {title}
      </Text>
      {parts.map((part) => (
        <Row part={part} key={part} />
      ))}
    </Stack>
  );
}

function Row({ part }: { readonly part: Part }) {
  const { draft } = useChatDraft();
  const { language } = useLanguage();
  const link = useLink();
  const say = useSay();
  const { on, text, words } = contentOf(part, draft);
  const problems = Object.keys(problemsOfPart(problemsIn(draft, say), part)).length;
  return (
    <Paper withBorder p="md" component="a" className="rule-row" {...link(`answers/${part}`)}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Group gap="xs">
            <Text fw={600}>{partWords(part, say)}</Text>
            {!on && (
              <Badge color="gray" variant="light">
                {say("返さない", "Off")}
              </Badge>
            )}
            {problems > 0 && (
              <Badge color="red" variant="light">
                {say(`要修正 ${problems}件`, `${problems} to put right`)}
              </Badge>
            )}
          </Group>
          {words.length > 0 && <Text size="sm">{words.map((word) => `「${word}」`).join(" ")}</Text>}
          <Text size="sm" c="dimmed" lineClamp={2}>
            {text[language]}
          </Text>
        </div>
        <Text size="sm" c="thread" flex="none" aria-hidden>
          {say("編集", "Edit")}
        </Text>
      </Group>
    </Paper>
  );
}

type Words = ReturnType<typeof useChatDraft>["draft"];

function contentOf(part: Part, draft: Words) {
  if (part === "guest") return { on: true, text: draft.guest, words: [] };
  if (part === "newcomer" || part === "returning") return { ...draft.greeting[part], words: [] };
  const { on, text, words } = draft.answers[part];
  return { on, text, words: [...words.ja, ...words.en] };
}

/** What happens to an answer that comes too late for a free reply. */
function Late() {
  const { draft, set } = useChatDraft();
  const { rights } = useStaff();
  const say = useSay();
  return (
    <Paper withBorder p="md" component="section" aria-label={say("遅れた返事", "Late answers")}>
      <Text fw={700} component="h2" mb="xs">
        {say("遅れた返事", "Late answers")}
      </Text>
      <NumField
        at="pushForMinutes"
        label={say("質問から何分までなら、遅れても送るか", "For how many minutes after the question")}
        description={say(
          "無料の返信は約1分以内だけです。送信の停止や通信の問題で遅れた返事は、この時間内なら通常のメッセージ(1通に数えます)として送ります。0なら送りません。",
          "A free reply is possible for about a minute. An answer that is later than that, because sending was stopped or LINE was away, goes out as a push, which counts as one message, for so many minutes; 0: never.",
        )}
        unit={say("分", "min")}
        min={0}
        max={60}
        w={320}
        value={draft.pushForMinutes}
        disabled={!rights.messages}
        onChange={(pushForMinutes) => set({ pushForMinutes })}
      />
    </Paper>
  );
}
