import { Button, CloseButton, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Segment } from "../../../shared/segments/schema.ts";
import { useSay } from "../language.tsx";
import { AddLeaf } from "./AddLeaf.tsx";
import { useFocusOnce } from "./focus.ts";
import { JoinField } from "./JoinField.tsx";
import { LeafBox } from "./LeafBox.tsx";
import {
  type Group as Condition,
  groupOf,
  groupsDeepMax,
  inPlaceOf,
  keyOf,
  leavesMax,
  rowOf,
  treeOf,
  treeOfRow,
} from "./tree.ts";

/** Some parts and what binds them. */
export function GroupBox({
  group,
  depth,
  leaves,
  fresh: isFresh = false,
  onChange,
  onRemove,
}: {
  readonly group: Condition;
  readonly depth: number;
  /** Of the whole tree. */
  readonly leaves: number;
  /** Just added: the keyboard goes on in it. */
  readonly fresh?: boolean;
  readonly onChange: (group: Condition) => void;
  readonly onRemove?: () => void;
}) {
  const say = useSay();
  /** What was just added, which the keyboard goes on in. */
  const [fresh, setFresh] = useState<string | null>(null);
  const box = useFocusOnce<HTMLFieldSetElement>(isFresh);
  const { join, parts } = group;
  const put = (next: readonly Segment[]): void => onChange({ join, parts: next });
  const add = (part: Segment): void => {
    setFresh(keyOf(part));
    put([...parts, part]);
  };
  const isFull = leaves >= leavesMax;
  return (
    <fieldset
      ref={box}
      className="plain segment-group"
      data-depth={depth}
      aria-label={depth === 0 ? say("すべての条件", "All conditions") : say("条件のグループ", "Group")}
    >
      <Group justify="space-between" align="flex-end" wrap="nowrap" gap="xs">
        <JoinField join={join} onChange={(next) => onChange({ join: next, parts })} />
        {onRemove !== undefined && (
          <CloseButton aria-label={say("このグループを消す", "Remove this group")} onClick={onRemove} />
        )}
      </Group>
      {parts.length > 0 ? (
        <Stack component="ul" gap="sm" className="segment-parts">
          {parts.map((part, index) => (
            <Part
              key={keyOf(part)}
              part={part}
              depth={depth}
              leaves={leaves}
              fresh={keyOf(part) === fresh}
              onChange={(next) => put(parts.with(index, inPlaceOf(part, next)))}
              onRemove={() => put(parts.toSpliced(index, 1))}
              onCopy={() => put(parts.toSpliced(index + 1, 0, structuredClone(part)))}
              full={isFull}
            />
          ))}
        </Stack>
      ) : (
        <Text size="sm" c="dimmed" my="sm">
          {depth === 0 && (join === "all" || join === "none")
            ? say(
                "条件がないので、すべての会員が入ります。",
                "There are no conditions: all members are in it.",
              )
            : say("条件を1つ以上追加してください。", "Please add at least one condition.")}
        </Text>
      )}
      {isFull ? (
        <Text size="sm">{say(`条件は${leavesMax}件までです。`, `${leavesMax} conditions at the most.`)}</Text>
      ) : (
        <Group gap="sm" align="flex-end">
          <AddLeaf onAdd={add} />
          {depth + 1 < groupsDeepMax && (
            <Button variant="default" onClick={() => add(join === "any" ? { all: [] } : { any: [] })}>
              {say("グループを追加", "Add a group")}
            </Button>
          )}
        </Group>
      )}
    </fieldset>
  );
}

/** A group in the group, or a condition. */
function Part({
  part,
  depth,
  leaves,
  onChange,
  onRemove,
  ...row
}: {
  readonly part: Segment;
  readonly depth: number;
  readonly leaves: number;
  readonly fresh: boolean;
  readonly full: boolean;
  readonly onChange: (part: Segment) => void;
  readonly onRemove: () => void;
  readonly onCopy: () => void;
}) {
  const condition = rowOf(part);
  return (
    <li>
      {condition === null ? (
        <GroupBox
          group={groupOf(part)}
          depth={depth + 1}
          leaves={leaves}
          onChange={(next) => onChange(treeOf(next))}
          onRemove={onRemove}
          fresh={row.fresh}
        />
      ) : (
        <LeafBox
          {...row}
          name={keyOf(part)}
          row={condition}
          onChange={(next) => onChange(treeOfRow(next))}
          onRemove={onRemove}
        />
      )}
    </li>
  );
}
