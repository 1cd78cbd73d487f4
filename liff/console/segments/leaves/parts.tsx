import { Chip, Group, Input, MultiSelect, Select, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Leaf } from "../../../../shared/segments/schema.ts";
import { useSay } from "../../language.tsx";
import { Choice, NumField, OptionalNum } from "../../parts/Fields.tsx";
import type { LeafKind } from "../kinds.ts";

/** What the fields of a condition are given. */
export interface LeafProps<Kind extends LeafKind> {
  readonly leaf: Extract<Leaf, { readonly kind: Kind }>;
  readonly onChange: (leaf: Extract<Leaf, { readonly kind: Kind }>) => void;
}

export const daysMax = 3_660;

interface Bounds {
  readonly min: number | null;
  readonly max: number | null;
}

/** At least, and at most; either may be absent. */
export function BoundFields({
  value,
  onChange,
  unit,
  max = 1_000_000_000,
}: {
  readonly value: Bounds;
  readonly onChange: (bounds: Bounds) => void;
  readonly unit: string;
  readonly max?: number;
}) {
  const say = useSay();
  const field = { unit, max, w: 150, placeholder: say("問わない", "Any") };
  return (
    <>
      <OptionalNum
        {...field}
        at="min"
        label={say("以上", "At least")}
        value={value.min}
        onChange={(min) => onChange({ min, max: value.max })}
      />
      <OptionalNum
        {...field}
        at="max"
        label={say("以下", "At most")}
        value={value.max}
        onChange={(most) => onChange({ min: value.min, max: most })}
      />
    </>
  );
}

/** In the last days, or ever. */
export function LastDays({
  value,
  onChange,
  label,
  ever,
}: {
  readonly value: number | null;
  readonly onChange: (days: number | null) => void;
  readonly label?: string;
  /** What is meant where no days are. */
  readonly ever?: string;
}) {
  const say = useSay();
  return (
    <>
      <Choice
        label={label ?? say("期間", "When")}
        w={170}
        value={value === null ? "ever" : "days"}
        options={{ ever: ever ?? say("これまでずっと", "Ever"), days: say("直近の日数", "In the last days") }}
        onChange={(chosen) => onChange(chosen === "ever" ? null : 90)}
      />
      {value !== null && (
        <NumField
          at="days"
          label={say("日数", "Days")}
          unit={say("日", "d")}
          min={1}
          max={daysMax}
          w={110}
          value={value}
          onChange={onChange}
        />
      )}
    </>
  );
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** One of what the shop has made. What is there no more stays until another is chosen, and says so. */
export function Pick({
  label,
  options,
  value,
  onChange,
  none,
  w = 280,
}: {
  readonly label: string;
  /** Undefined until they are known. */
  readonly options: readonly Option[] | undefined;
  /** Empty: none yet. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What stands there where the shop has none: how to come to one. */
  readonly none?: ReactNode;
  readonly w?: number;
}) {
  const say = useSay();
  if (options?.length === 0 && value === "") return none === undefined ? null : <Text size="sm">{none}</Text>;
  const isGone = options !== undefined && value !== "" && !options.some((one) => one.value === value);
  const gone = isGone ? [{ value, label: say("なくなったもの", "One that is gone") }] : [];
  return (
    <Select
      label={label}
      w={w}
      maw="100%"
      data={[...(options ?? []), ...gone]}
      value={value === "" ? null : value}
      placeholder={options === undefined ? say("読み込み中…", "Loading…") : say("選択", "Choose")}
      searchable={(options?.length ?? 0) > 8}
      allowDeselect={false}
      nothingFoundMessage={say("ありません", "None")}
      error={isGone ? say("選び直してください", "Please choose another") : undefined}
      comboboxProps={{ withinPortal: false }}
      onChange={(chosen) => chosen !== null && onChange(chosen)}
    />
  );
}

export function PickSome({
  label,
  options,
  value,
  onChange,
}: {
  readonly label: string;
  readonly options: readonly Option[] | undefined;
  readonly value: readonly string[];
  readonly onChange: (value: string[]) => void;
}) {
  const say = useSay();
  const known = options ?? [];
  const gone = value.filter((one) => options !== undefined && !known.some((option) => option.value === one));
  return (
    <MultiSelect
      label={label}
      w={360}
      maw="100%"
      data={[...known, ...gone.map((one) => ({ value: one, label: one }))]}
      value={[...value]}
      placeholder={value.length === 0 ? say("選択", "Choose") : ""}
      searchable={known.length > 8}
      nothingFoundMessage={say("ありません", "None")}
      comboboxProps={{ withinPortal: false }}
      onChange={onChange}
    />
  );
}

/** Some of a few, all of which are seen. */
export function Chips({
  label,
  options,
  value,
  onChange,
}: {
  readonly label: string;
  readonly options: readonly Option[];
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}) {
  return (
    <Input.Wrapper label={label} labelElement="div">
      <Chip.Group
        multiple
        value={[...value]}
        onChange={(chosen) =>
          onChange(options.map((option) => option.value).filter((one) => chosen.includes(one)))
        }
      >
        <Group gap={6} role="group" aria-label={label}>
          {options.map((option) => (
            <Chip key={option.value} value={option.value} variant="outline">
              {option.label}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  );
}
