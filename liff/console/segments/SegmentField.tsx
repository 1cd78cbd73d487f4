import "./segments.css";
import { Group, MultiSelect, Select, Stack, Text } from "@mantine/core";
import type { SegmentView } from "../../../shared/segments/console.ts";
import { useSay } from "../language.tsx";
import { To } from "../parts/To.tsx";
import { useSegments } from "./api.ts";
import { Count } from "./Count.tsx";
import { useSentence } from "./names.ts";

/** One of the saved segments, with what it says and how many it has now; null: all members, where that may be. */
export function SegmentField({
  label,
  description,
  value,
  onChange,
  allowAll = true,
  error,
}: {
  readonly label: string;
  readonly description?: string;
  readonly value: string | null;
  readonly onChange: (segmentId: string | null) => void;
  readonly allowAll?: boolean;
  readonly error?: string | undefined;
}) {
  const say = useSay();
  const segments = useSegments().data?.segments;
  const chosen = segments?.find(({ segmentId }) => segmentId === value);
  const isGone = segments !== undefined && value !== null && chosen === undefined;
  const all = allowAll ? [{ value: "", label: say("すべての会員", "All members") }] : [];
  const gone = isGone ? [{ value, label: say("なくなったセグメント", "A segment that is gone") }] : [];
  return (
    <Stack gap={6}>
      <Select
        label={label}
        description={description}
        w={420}
        maw="100%"
        data={[...all, ...optionsOf(segments), ...gone]}
        value={value ?? (allowAll ? "" : null)}
        placeholder={segments === undefined ? say("読み込み中…", "Loading…") : say("選択", "Choose")}
        searchable={(segments?.length ?? 0) > 8}
        allowDeselect={false}
        nothingFoundMessage={say("ありません", "None")}
        error={error ?? (isGone ? say("選び直してください", "Please choose another") : undefined)}
        comboboxProps={{ withinPortal: false }}
        onChange={(next) => next !== null && onChange(next === "" ? null : next)}
      />
      <Chosen segment={chosen} all={allowAll && value === null} />
    </Stack>
  );
}

function Chosen({ segment, all }: { readonly segment: SegmentView | undefined; readonly all: boolean }) {
  const say = useSay();
  const trees = segment === undefined ? [] : [segment.tree];
  const sentence = useSentence(trees);
  return (
    <>
      {segment !== undefined && <Text size="sm">{sentence(segment.tree)}</Text>}
      <Group gap="md">
        {(segment !== undefined || all) && <Count tree={segment?.tree ?? everybody} />}
        <Text size="sm">
          {segment === undefined ? (
            <To to="segments/new">{say("新しいセグメントを作る", "Make a segment")}</To>
          ) : (
            <To to={`segments/${segment.segmentId}`}>{say("条件を見る・変える", "See or change it")}</To>
          )}
        </Text>
      </Group>
    </>
  );
}

const everybody = { all: [] };

/** Some of the saved segments, such as those who are left out. */
export function SegmentsField({
  label,
  description,
  value,
  onChange,
  error,
}: {
  readonly label: string;
  readonly description?: string;
  readonly value: readonly string[];
  readonly onChange: (segmentIds: string[]) => void;
  readonly error?: string | undefined;
}) {
  const say = useSay();
  const segments = useSegments().data?.segments;
  const gone = value.filter((id) => segments?.every(({ segmentId }) => segmentId !== id));
  const named = gone.map((id) => ({
    value: id,
    label: say("なくなったセグメント", "A segment that is gone"),
  }));
  return (
    <MultiSelect
      label={label}
      description={description}
      w={420}
      maw="100%"
      data={[...optionsOf(segments), ...named]}
      value={[...value]}
      placeholder={value.length === 0 ? say("なし", "None") : ""}
      searchable={(segments?.length ?? 0) > 8}
      nothingFoundMessage={say("ありません", "None")}
      error={
        error ??
        (gone.length > 0 ? say("なくなったものを外してください", "Please take out what is gone") : undefined)
      }
      comboboxProps={{ withinPortal: false }}
      onChange={onChange}
    />
  );
}

function optionsOf(segments: readonly SegmentView[] | undefined) {
  return (segments ?? []).map(({ segmentId, name }) => ({ value: segmentId, label: name }));
}
