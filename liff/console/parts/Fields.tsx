import { Select, TagsInput, TextInput } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { grouped } from "../../../shared/points/programme/words.ts";
import { useSay } from "../language.tsx";
import { useTyped } from "../wrong.tsx";

interface NumFieldProps {
  /** Of the field in its form or part of one, in every language the same. */
  readonly at: string;
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (value: number) => void;
  readonly min?: number;
  readonly max?: number;
  /** `¥`, `P`, `%` … */
  readonly unit?: string;
  /** What is shown is the value divided by this, e.g. 10 for per mille as percent. */
  readonly scale?: number;
  readonly description?: string;
  readonly error?: string | undefined;
  readonly disabled?: boolean;
  readonly w?: number | string;
  readonly placeholder?: string;
}

/** A whole number. What was typed stays as it was typed; only what is a number in its limits is taken over. */
export function NumField(props: NumFieldProps) {
  const { value, onChange, min = 0, max = 100_000_000, scale = 1 } = props;
  const say = useSay();
  return (
    <Typed
      {...props}
      shown={value === null ? "" : scale === 1 ? grouped(value) : String(value / scale)}
      isShown={(text) => numberIn(text, scale) === value}
      onText={(text) => {
        const next = numberIn(text, scale);
        if (next === null) return say("数字で入力してください", "Please enter a number");
        if (next < min || next > max)
          return say(
            `${min / scale}〜${max / scale}で入力してください`,
            `From ${min / scale} to ${max / scale}`,
          );
        return () => onChange(next);
      }}
    />
  );
}

/** The text of a field that stands for something else. What does not is kept apart, and counts as an error. */
function Typed(
  props: Omit<NumFieldProps, "value" | "onChange" | "min" | "max"> & {
    readonly shown: string;
    readonly isShown: (text: string) => boolean;
    /** What is wrong, or what to do with it. */
    readonly onText: (text: string) => string | (() => void);
  },
) {
  const { shown, isShown, onText } = props;
  const { wrong, note } = useTyped(props.at, props.label);
  const [text, setText] = useState(shown);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another value came from outside, such as a discarded draft
  useEffect(() => {
    setText((typed) => (isShown(typed) ? typed : shown));
  }, [shown]);
  const found = wrong === null ? null : onText(wrong);
  const unit = props.unit ?? "";
  return (
    <TextInput
      label={props.label}
      description={props.description}
      value={wrong ?? text}
      placeholder={props.placeholder}
      inputMode={props.scale === undefined || props.scale === 1 ? "numeric" : "decimal"}
      disabled={props.disabled ?? false}
      w={props.w ?? 180}
      maw="100%"
      leftSection={unit === "¥" ? unit : undefined}
      leftSectionPointerEvents="none"
      rightSection={unit === "¥" ? undefined : unit}
      rightSectionPointerEvents="none"
      rightSectionWidth={40}
      error={typeof found === "string" ? found : props.error}
      onChange={({ currentTarget }) => {
        const typed = currentTarget.value;
        const next = onText(typed);
        if (typeof next === "string") return note(typed);
        note(null);
        setText(typed);
        next();
      }}
    />
  );
}

function numberIn(text: string, scale: number): number | null {
  const plain = text.normalize("NFKC").replace(/[,\s]/g, "");
  if (!/^-?\d+(\.\d+)?$/.test(plain)) return null;
  const value = Math.round(Number(plain) * scale);
  return Number.isSafeInteger(value) && (scale !== 1 || !plain.includes(".")) ? value : null;
}

/** A limit that may be absent. */
export function OptionalNum({
  onChange,
  ...props
}: Omit<NumFieldProps, "onChange"> & {
  readonly onChange: (value: number | null) => void;
}) {
  const { value, min = 0, max = 10_000_000 } = props;
  const say = useSay();
  return (
    <Typed
      {...props}
      placeholder={props.placeholder ?? say("なし", "None")}
      shown={value === null ? "" : grouped(value)}
      isShown={(text) => numberIn(text, 1) === value}
      onText={(text) => {
        if (text.trim() === "") return () => onChange(null);
        const next = numberIn(text, 1);
        if (next === null || next < min || next > max) {
          return say(
            `${grouped(min)}〜${grouped(max)}の整数で入力してください`,
            `A whole number from ${grouped(min)} to ${grouped(max)}`,
          );
        }
        return () => onChange(next);
      }}
    />
  );
}

/** Codes of items, categories, brands or payment methods; none means any. */
export function Codes({
  label,
  value,
  onChange,
  description,
}: {
  readonly label: string;
  readonly value: readonly string[] | null;
  readonly onChange: (value: string[] | null) => void;
  readonly description?: ReactNode;
}) {
  const say = useSay();
  return (
    <TagsInput
      label={label}
      description={description}
      value={[...(value ?? [])]}
      onChange={(codes) => onChange(codes.length === 0 ? null : codes)}
      placeholder={value === null || value.length === 0 ? say("Enterで追加", "Enter adds one") : ""}
      splitChars={[",", "、"]}
      clearable
    />
  );
}

/** One of a few. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  onChange,
  description,
  w = 260,
  error,
}: {
  readonly label: string;
  readonly value: Value;
  readonly options: Readonly<Record<Value, string>>;
  readonly onChange: (value: Value) => void;
  readonly description?: string;
  readonly w?: number | string;
  readonly error?: string | undefined;
}) {
  const values = keysOf(options);
  return (
    <Select
      label={label}
      description={description}
      data={values.map((key) => ({ value: key, label: options[key] }))}
      value={value}
      allowDeselect={false}
      w={w}
      maw="100%"
      error={error}
      comboboxProps={{ withinPortal: false }}
      onChange={(chosen) => {
        const found = values.find((key) => key === chosen);
        if (found !== undefined) onChange(found);
      }}
    />
  );
}

/** A record's keys have its key type: these records are written out in full where they are used. */
function keysOf<Value extends string>(options: Readonly<Record<Value, string>>): readonly Value[] {
  return Object.keys(options) as Value[];
}

export function DateField({
  label,
  value,
  onChange,
  error,
  description,
  w = 180,
}: {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly error?: string | undefined;
  readonly description?: string;
  readonly w?: number;
}) {
  return (
    <TextInput
      type="date"
      label={label}
      description={description}
      value={value ?? ""}
      w={w}
      error={error}
      onChange={({ currentTarget }) => onChange(currentTarget.value === "" ? null : currentTarget.value)}
    />
  );
}
