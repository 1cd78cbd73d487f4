import { Button, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import type { CampaignVariable } from "../../../../shared/campaigns/schema.ts";
import { grouped } from "../../../../shared/points/programme/words.ts";
import { useSay } from "../../language.tsx";
import { useInsert } from "../../parts/form/useInsert.ts";
import { blankText, blankWordsOf, couponBlanks, knownBlanks } from "../blanks.ts";
import { type DraftVariant, type DraftWords, hasWords } from "../draft.ts";
import { ImageField } from "./ImageField.tsx";

interface VariantProps {
  /** `variants.0` */
  readonly part: string;
  readonly variant: DraftVariant;
  readonly hasCoupon: boolean;
  readonly wrong: (field: string) => string | undefined;
  readonly onChange: (variant: DraftVariant) => void;
}

/** One message: its words, picture and button, in Japanese and, opened where there is any, in English. */
export function VariantFields(props: VariantProps) {
  const { part, variant, wrong, onChange } = props;
  const say = useSay();
  const { ja } = variant;
  const put = (change: Partial<DraftWords>): void => onChange({ ...variant, ja: { ...ja, ...change } });
  return (
    <Stack gap="md">
      <Said {...props} language="ja" />
      <ImageField
        url={ja.imageUrl}
        error={wrong(`${part}.ja.imageUrl`)}
        onChange={(imageUrl) => put({ imageUrl })}
      />
      <ButtonFields {...props} language="ja" />
      <details className="campaign-english" open={hasWords(variant.en) ? true : undefined}>
        <summary className="tap">{say("英語の文面(任意)", "English words, optional")}</summary>
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            {say(
              "スマートフォンが英語の会員に届きます。空欄の項目は日本語のまま届きます。",
              "For members whose phone is in English. What is empty is sent in Japanese.",
            )}
          </Text>
          <Said {...props} language="en" />
          <ButtonFields {...props} language="en" />
        </Stack>
      </details>
    </Stack>
  );
}

type InLanguage = VariantProps & { readonly language: "ja" | "en" };

const titleMax = 60;
const textMax = 1500;

function Said({ part, variant, hasCoupon, wrong, onChange, language }: InLanguage) {
  const say = useSay();
  const words = variant[language];
  const put = (change: Partial<DraftWords>): void =>
    onChange({ ...variant, [language]: { ...words, ...change } });
  const insert = useInsert("text", { title: words.title, text: words.text }, (field, text) =>
    put({ [field]: text }),
  );
  const isEnglish = language === "en";
  const shown = knownBlanks.filter((blank) => hasCoupon || !couponBlanks.includes(blank));
  return (
    <Stack gap="sm">
      <TextInput
        {...insert.of("title")}
        label={isEnglish ? say("見出し(英語)", "Title in English") : say("見出し", "Title")}
        description={
          isEnglish
            ? undefined
            : say(
                "空欄にして本文だけにすると、ふつうのテキストで届きます",
                "With a text alone it is sent as a plain message",
              )
        }
        maxLength={titleMax}
        value={words.title}
        error={wrong(`${part}.${language}.title`)}
        onChange={({ currentTarget }) => put({ title: currentTarget.value })}
      />
      <Textarea
        {...insert.of("text")}
        label={isEnglish ? say("本文(英語)", "Text in English") : say("本文", "Text")}
        description={<Count text={words.text} />}
        inputWrapperOrder={["label", "input", "description", "error"]}
        autosize
        minRows={4}
        maxRows={16}
        maxLength={textMax}
        value={words.text}
        error={wrong(`${part}.${language}.text`)}
        onChange={({ currentTarget }) => put({ text: currentTarget.value })}
      />
      <Blanks language={language} shown={shown} onInsert={insert.put} />
    </Stack>
  );
}

/** As LINE counts: some letters, such as emoji, are two. */
function Count({ text }: { readonly text: string }) {
  const say = useSay();
  return (
    <span className="numbers">
      {say(
        `${grouped(text.length)} / ${grouped(textMax)}文字`,
        `${grouped(text.length)} of ${grouped(textMax)} letters`,
      )}
    </span>
  );
}

function Blanks({
  language,
  shown,
  onInsert,
}: {
  readonly language: "ja" | "en";
  readonly shown: readonly CampaignVariable[];
  readonly onInsert: (text: string) => void;
}) {
  const say = useSay();
  const inWords = language === "en" ? say("英語", "English") : say("日本語", "Japanese");
  return (
    <Stack gap={4}>
      <Group
        gap="xs"
        role="group"
        aria-label={say(`${inWords}の文面に差し込む`, `Insert into the ${inWords} words`)}
      >
        {shown.map((blank) => (
          <Button
            key={blank}
            variant="default"
            size="compact-md"
            h={44}
            onClick={() => onInsert(blankText(blank, language))}
          >
            ＋ {say(...blankWordsOf[blank])}
          </Button>
        ))}
      </Group>
      <Text size="xs" c="dimmed">
        {say(
          "{name|お客}さま の「|」の後は、分からないときに入る言葉です。",
          "After the “|” stands what is said where it is not known.",
        )}
      </Text>
    </Stack>
  );
}

function ButtonFields({ part, variant, wrong, onChange, language }: InLanguage) {
  const say = useSay();
  const words = variant[language];
  const put = (change: Partial<DraftWords>): void =>
    onChange({ ...variant, [language]: { ...words, ...change } });
  const isEnglish = language === "en";
  return (
    <Group align="flex-start" gap="sm">
      <TextInput
        label={
          isEnglish
            ? say("ボタンの言葉(英語)", "Button in English")
            : say("ボタンの言葉(任意)", "Button, optional")
        }
        placeholder={isEnglish ? "See more" : say("くわしく見る", "See more")}
        w={220}
        maw="100%"
        maxLength={20}
        value={words.label}
        error={wrong(`${part}.${language}.label`)}
        onChange={({ currentTarget }) => put({ label: currentTarget.value })}
      />
      <TextInput
        label={
          isEnglish
            ? say("ボタンの行き先(英語・空欄なら同じ)", "Where it leads in English; the same where empty")
            : say("ボタンの行き先", "Where it leads")
        }
        placeholder="https://"
        type="url"
        inputMode="url"
        flex="1 1 260px"
        maxLength={1000}
        value={words.url}
        error={wrong(`${part}.${language}.url`)}
        onChange={({ currentTarget }) => put({ url: currentTarget.value })}
      />
    </Group>
  );
}
