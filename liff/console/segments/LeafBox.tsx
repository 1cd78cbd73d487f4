import { Button, CloseButton, Group, Switch, Text } from "@mantine/core";
import { useSay } from "../language.tsx";
import { Within } from "../wrong.tsx";
import { useFocusOnce } from "./focus.ts";
import { kindWords } from "./kinds.ts";
import { LeafFields } from "./leaves/LeafFields.tsx";
import { problemOf } from "./problems.ts";
import type { Row } from "./tree.ts";

/** One condition: its fields, and whether it is of those it does not fit. */
export function LeafBox({
  name,
  row,
  fresh,
  full,
  onChange,
  onRemove,
  onCopy,
}: {
  /** Its fields are named from it on. */
  readonly name: string;
  readonly row: Row;
  readonly fresh: boolean;
  /** No further condition may be added. */
  readonly full: boolean;
  readonly onChange: (row: Row) => void;
  readonly onRemove: () => void;
  readonly onCopy: () => void;
}) {
  const say = useSay();
  const box = useFocusOnce<HTMLFieldSetElement>(fresh);
  const { leaf, isNot } = row;
  const title = say(...kindWords[leaf.kind]);
  const problem = problemOf(leaf);
  return (
    <fieldset ref={box} aria-label={title} className="plain segment-leaf" data-not={isNot || undefined}>
      <Within part={name}>
        <Group align="flex-start" gap="sm" className="segment-leaf-fields">
          <Text fw={700} w="100%" component="h3" size="md">
            {title}
            {isNot && <span className="segment-not">{say("でない", "not")}</span>}
          </Text>
          <LeafFields leaf={leaf} onChange={(next) => onChange({ leaf: next, isNot })} />
        </Group>
      </Within>
      {problem !== null && (
        <Text size="sm" className="segment-lacks">
          {say(...problem)}
        </Text>
      )}
      <Group gap={4} className="segment-leaf-does">
        <Switch
          label={say("当てはまらない人", "Members who do not match")}
          checked={isNot}
          onChange={({ currentTarget }) => onChange({ leaf, isNot: currentTarget.checked })}
        />
        <span className="segment-gap" />
        {!full && (
          <Button variant="subtle" color="gray" onClick={onCopy}>
            {say("複製", "Copy")}
          </Button>
        )}
        <CloseButton aria-label={say(`「${title}」を消す`, `Remove: ${title}`)} onClick={onRemove} />
      </Group>
    </fieldset>
  );
}
