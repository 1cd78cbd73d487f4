import { Pill, TagsInput } from "@mantine/core";
import { useSay } from "../../language.tsx";

/** The words of one answer in one language, each with a button that takes it away. */
export function WordList(props: {
  readonly label: string;
  readonly words: readonly string[];
  readonly problem: string | undefined;
  readonly onChange: (words: string[]) => void;
}) {
  const say = useSay();
  return (
    <TagsInput
      label={props.label}
      description={say(
        "ひらがな・カタカナ、全角・半角、大文字・小文字、末尾の「。」「!」は区別しません。Enterで追加します。",
        "Width, case, hiragana or katakana, and punctuation at the end make no difference. Enter adds one.",
      )}
      value={[...props.words]}
      error={props.problem}
      splitChars={[",", "、"]}
      acceptValueOnBlur
      comboboxProps={{ withinPortal: false }}
      renderPill={({ option, onRemove }) => (
        <Pill
          withRemoveButton
          onRemove={() => onRemove?.()}
          removeButtonProps={{ "aria-label": say(`「${option.label}」を外す`, `Remove “${option.label}”`) }}
        >
          {option.label}
        </Pill>
      )}
      onChange={props.onChange}
    />
  );
}
