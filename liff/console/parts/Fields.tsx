import { Select, TagsInput, TextInput } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { grouped } from "../../../shared/points/programme/words.ts";
import { useSay } from "../language.tsx";

interface NumFieldProps {
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
  const shown = value === null ? "" : scale === 1 ? grouped(value) : String(value / scale);
  const [text, setText] = useState(shown);
  const say = useSay();
  useEffect(() => {
    // Another value came from outside, such as a discarded draft.
    setText((typed) => (numberIn(typed, scale) === value ? typed : shown));
  }, [shown, value, scale]);
  const typed = numberIn(text, scale);
  const wrong =
    typed === null
      ? say("数字で入力してください", "Please enter a number")
      : typed < min || typed > max
        ? say(`${min / scale}〜${max / scale}で入力してください`, `From ${min / scale} to ${max / scale}`)
        : undefined;
  return (
    <TextInput
      label={props.label}
      description={props.description}
      value={text}
      inputMode={scale === 1 ? "numeric" : "decimal"}
      disabled={props.disabled ?? false}
      w={props.w ?? 180}
      rightSection={props.unit}
      rightSectionPointerEvents="none"
      rightSectionWidth={40}
      error={wrong ?? props.error}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        const next = numberIn(currentTarget.value, scale);
        if (next !== null && next >= min && next <= max) onChange(next);
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
  value,
  onChange,
  ...props
}: Omit<NumFieldProps, "onChange"> & {
  readonly onChange: (value: number | null) => void;
}) {
  const say = useSay();
  const [text, setText] = useState(value === null ? "" : grouped(value));
  useEffect(() => {
    setText((typed) => (numberIn(typed, 1) === value ? typed : value === null ? "" : grouped(value)));
  }, [value]);
  const typed = numberIn(text, 1);
  const { min = 0, max = 10_000_000 } = props;
  const outside = typed !== null && (typed < min || typed > max);
  const wrong =
    text.trim() !== "" && (typed === null || outside)
      ? say(`${min}〜${max}の整数で入力してください`, `A whole number from ${min} to ${max}`)
      : undefined;
  return (
    <TextInput
      label={props.label}
      description={props.description}
      value={text}
      placeholder={props.placeholder ?? say("なし", "None")}
      inputMode="numeric"
      w={props.w ?? 180}
      disabled={props.disabled ?? false}
      rightSection={props.unit}
      rightSectionPointerEvents="none"
      rightSectionWidth={40}
      error={wrong ?? props.error}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        if (currentTarget.value.trim() === "") onChange(null);
        const next = numberIn(currentTarget.value, 1);
        if (next !== null && next >= min && next <= max) onChange(next);
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
