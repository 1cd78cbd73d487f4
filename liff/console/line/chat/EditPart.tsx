import { Grid, Paper, Stack, Switch, Text, Textarea } from "@mantine/core";
import type { ChatWords } from "../../../../shared/chat/schema.ts";
import type { Topic } from "../../../../shared/chat/topics.ts";
import { type Say, useSay } from "../../language.tsx";
import { useStaff } from "../../session.tsx";
import { AsSeen } from "./AsSeen.tsx";
import { useChatDraft } from "./draft.tsx";
import { Unpublished } from "./Unpublished.tsx";
import { WordList } from "./WordList.tsx";
import { type Part, type Problems, problemsIn, problemsOfPart } from "./words.ts";

/** One answer: its words and its sentences on the left, what the member sees of it on the right. */
export function EditPart({ part }: { readonly part: Part }) {
  const { draft } = useChatDraft();
  const { rights } = useStaff();
  const say = useSay();
  const problems = problemsOfPart(problemsIn(draft, say), part);
  return (
    <>
      <Unpublished />
      {!rights.messages && (
        <Text size="sm" c="dimmed">
          {say(
            "変更できるのは、全店のオーナー・店長・販促担当です。",
            "Owners, managers and marketers of the whole shop can change it.",
          )}
        </Text>
      )}
      <Grid>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Paper withBorder p="md">
            <fieldset className="plain" disabled={!rights.messages}>
              <Fields part={part} problems={problems} />
            </fieldset>
          </Paper>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <AsSeen part={part} />
        </Grid.Col>
      </Grid>
    </>
  );
}

function Fields({ part, problems }: { readonly part: Part; readonly problems: Problems }) {
  const { draft, set } = useChatDraft();
  if (part === "guest") {
    return <Texts text={draft.guest} problems={problems} onChange={(guest) => set({ guest })} />;
  }
  if (part === "newcomer" || part === "returning") {
    const greeting = draft.greeting[part];
    const change = (next: Partial<typeof greeting>): void =>
      set({ greeting: { ...draft.greeting, [part]: { ...greeting, ...next } } });
    return (
      <Stack>
        <OnOff on={greeting.on} onChange={(on) => change({ on })} />
        <Texts text={greeting.text} problems={inText(problems)} onChange={(text) => change({ text })} />
      </Stack>
    );
  }
  return <AnswerFields topic={part} problems={problems} />;
}

type Answer = ChatWords["answers"][Topic];

function AnswerFields({ topic, problems }: { readonly topic: Topic; readonly problems: Problems }) {
  const { draft, set } = useChatDraft();
  const say = useSay();
  const answer = draft.answers[topic];
  const change = (next: Partial<Answer>): void =>
    set({ answers: { ...draft.answers, [topic]: { ...answer, ...next } } });
  const wayOut = topic === "stop" || topic === "resume";
  return (
    <Stack>
      {wayOut ? (
        <Text size="sm" c="dimmed">
          {say(
            "配信を止める方法は、いつでも必要です。この返事は止められません。",
            "There must always be a way to end promotions: this answer cannot be turned off.",
          )}
        </Text>
      ) : (
        <OnOff on={answer.on} onChange={(on) => change({ on })} />
      )}
      <WordList
        label={say("言葉(日本語)", "Words in Japanese")}
        words={answer.words.ja}
        problem={problems["words.ja"]}
        onChange={(ja) => change({ words: { ...answer.words, ja } })}
      />
      <WordList
        label={say("言葉(英語)", "Words in English")}
        words={answer.words.en}
        problem={problems["words.en"]}
        onChange={(en) => change({ words: { ...answer.words, en } })}
      />
      <Texts
        text={answer.text}
        kinds={wayOut}
        problems={inText(problems)}
        onChange={(text) => change({ text })}
      />
    </Stack>
  );
}

/** `text.ja` as `ja`. */
function inText(problems: Problems): Problems {
  const named = Object.entries(problems).map(([field, problem]) => [field.replace(/^text\./, ""), problem]);
  return Object.fromEntries(named);
}

function OnOff({ on, onChange }: { readonly on: boolean; readonly onChange: (on: boolean) => void }) {
  const say = useSay();
  return (
    <Switch
      label={say("自動で返す", "Answer by itself")}
      checked={on}
      onChange={({ currentTarget }) => onChange(currentTarget.checked)}
    />
  );
}

type Text2 = Answer["text"];

function placeholders(kinds: boolean, say: Say): string {
  if (!kinds) return say("{shop} はお店の名前になります", "{shop} becomes the shop's name");
  return say(
    "{topics} は停止・再開した配信の種類、{shop} はお店の名前になります",
    "{topics} becomes the kinds of messages, {shop} the shop's name",
  );
}

function Texts(props: {
  readonly text: Text2;
  /** Whether it may, and must, say which kinds of messages it speaks of. */
  readonly kinds?: boolean;
  readonly problems: Problems;
  readonly onChange: (text: Text2) => void;
}) {
  const { text, kinds = false, problems, onChange } = props;
  const say = useSay();
  const labels = { ja: say("文面(日本語)", "Text in Japanese"), en: say("文面(英語)", "Text in English") };
  return (
    <Stack>
      {(["ja", "en"] as const).map((language) => (
        <Textarea
          key={language}
          label={labels[language]}
          description={language === "ja" ? placeholders(kinds, say) : undefined}
          autosize
          minRows={2}
          value={text[language]}
          error={problems[language]}
          onChange={({ currentTarget }) => onChange({ ...text, [language]: currentTarget.value })}
        />
      ))}
    </Stack>
  );
}
