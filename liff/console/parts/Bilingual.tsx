import { SimpleGrid, Textarea, TextInput } from "@mantine/core";
import { useSay } from "../language.tsx";

interface Texts {
  readonly ja: string;
  readonly en: string;
}

/** A text in Japanese, and beside it the same in English, which may be left empty: then members read the Japanese. */
export function Bilingual({
  label,
  value,
  max,
  onChange,
  error,
  description,
  required = false,
  long = false,
}: {
  readonly label: readonly [ja: string, en: string];
  readonly value: Texts;
  readonly max: number;
  readonly onChange: (value: Texts) => void;
  readonly error?: string | undefined;
  readonly description?: string;
  readonly required?: boolean;
  readonly long?: boolean;
}) {
  const say = useSay();
  const Field = long ? LongText : ShortText;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
      <Field
        label={say(label[0], `${label[1]} in Japanese`)}
        description={description}
        required={required}
        max={max}
        value={value.ja}
        error={error}
        onChange={(ja) => onChange({ ...value, ja })}
      />
      <Field
        label={say(`${label[0]}(英語・任意)`, `${label[1]} in English, optional`)}
        description={
          description === undefined ? undefined : say("空欄なら日本語を表示", "Japanese where it is empty")
        }
        required={false}
        max={max}
        value={value.en}
        error={undefined}
        onChange={(en) => onChange({ ...value, en })}
      />
    </SimpleGrid>
  );
}

interface FieldProps {
  readonly label: string;
  readonly description: string | undefined;
  readonly required: boolean;
  readonly max: number;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (text: string) => void;
}

function ShortText({ max, onChange, ...props }: FieldProps) {
  return (
    <TextInput {...props} maxLength={max} onChange={({ currentTarget }) => onChange(currentTarget.value)} />
  );
}

function LongText({ max, onChange, ...props }: FieldProps) {
  return (
    <Textarea
      {...props}
      autosize
      minRows={2}
      maxRows={10}
      maxLength={max}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
