import { Button, Fieldset, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useRef } from "react";
import { type Variable, variablesOf } from "../../../../shared/automations/kinds.ts";
import type { SaidWords } from "../../../../shared/automations/schema.ts";
import { useSay } from "../../language.tsx";
import { variableWords } from "../words.ts";
import type { FormProps } from "./form-props.ts";

type Field = keyof SaidWords;

/** A name with its honorific, or what is said to who has none. */
const names = { ja: "{name|お客}さま", en: "{name|there}" } as const;

/** What it says, in Japanese and in English. */
export function WordFields(props: FormProps) {
  const say = useSay();
  return (
    <Fieldset legend={say("文面", "Words")}>
      <Stack gap="lg">
        <Text size="sm" c="dimmed">
          {say(
            "ボタンで、会員ごとに変わる言葉を差し込めます。{name|お客}さま の「|」の後は、名前がないときの言葉です。",
            "The buttons insert what differs from member to member. After the “|” stands what is said where there is no name.",
          )}
        </Text>
        <InLanguage {...props} language="ja" />
        <InLanguage {...props} language="en" />
      </Stack>
    </Fieldset>
  );
}

function InLanguage({ automation, set, wrong, language }: FormProps & { readonly language: "ja" | "en" }) {
  const say = useSay();
  const words = automation.words[language];
  const fields = {
    title: useRef<HTMLInputElement>(null),
    text: useRef<HTMLTextAreaElement>(null),
  };
  const last = useRef<Field>("text");
  const put = (change: Partial<SaidWords>): void =>
    set({ words: { ...automation.words, [language]: { ...words, ...change } } });
  const insert = (variable: Variable): void => {
    const field = last.current;
    const at = fields[field].current;
    const text = words[field];
    const [from, to] = [at?.selectionStart ?? text.length, at?.selectionEnd ?? text.length];
    const blank = variable === "name" ? names[language] : `{${variable}}`;
    put({ [field]: `${text.slice(0, from)}${blank}${text.slice(to)}` });
    requestAnimationFrame(() => {
      at?.focus();
      at?.setSelectionRange(from + blank.length, from + blank.length);
    });
  };
  const isEnglish = language === "en";
  const inWords = isEnglish ? say("英語", "English") : say("日本語", "Japanese");
  const hint = isEnglish ? say("空欄なら日本語を送ります", "Japanese where it is empty") : undefined;
  return (
    <Stack gap="sm">
      <TextInput
        ref={fields.title}
        label={
          isEnglish
            ? say("見出し(英語・任意)", "Title in English, optional")
            : say("見出し", "Title in Japanese")
        }
        description={hint}
        required={!isEnglish}
        maxLength={60}
        value={words.title}
        error={wrong(`words.${language}.title`)}
        onFocus={() => (last.current = "title")}
        onChange={({ currentTarget }) => put({ title: currentTarget.value })}
      />
      <Textarea
        ref={fields.text}
        label={
          isEnglish
            ? say("本文(英語・任意)", "Text in English, optional")
            : say("本文(任意)", "Text in Japanese, optional")
        }
        autosize
        minRows={3}
        maxRows={12}
        maxLength={1000}
        value={words.text}
        error={wrong(`words.${language}.text`)}
        onFocus={() => (last.current = "text")}
        onChange={({ currentTarget }) => put({ text: currentTarget.value })}
      />
      <Group
        gap="xs"
        role="group"
        aria-label={say(`${inWords}の文面に差し込む`, `Insert into the ${inWords} words`)}
      >
        {variablesOf(automation.trigger.kind).map((variable) => (
          <Button key={variable} variant="default" size="compact-md" h={44} onClick={() => insert(variable)}>
            ＋ {say(...variableWords[variable])}
          </Button>
        ))}
      </Group>
    </Stack>
  );
}
