import { Select } from "@mantine/core";
import { useState } from "react";
import type { Leaf } from "../../../shared/segments/schema.ts";
import { useSay } from "../language.tsx";
import { useStaff } from "../session.tsx";
import { blankLeaves, kindGroups, kindWords } from "./kinds.ts";

/** All kinds of conditions, by what they are about; a word of its name finds one. */
export function AddLeaf({ onAdd }: { readonly onAdd: (leaf: Leaf) => void }) {
  const say = useSay();
  const { businessDate } = useStaff();
  const [typed, setTyped] = useState("");
  const kinds = kindGroups.flatMap((group) => group.kinds);
  return (
    <Select
      label={say("条件を追加", "Add a condition")}
      placeholder={say("選ぶか、言葉で探す", "Choose, or type to find")}
      w={280}
      maw="100%"
      searchable
      data={kindGroups.map(({ name, kinds: some }) => ({
        group: say(...name),
        items: some.map((kind) => ({ value: kind, label: say(...kindWords[kind]) })),
      }))}
      value={null}
      searchValue={typed}
      onSearchChange={setTyped}
      maxDropdownHeight={320}
      nothingFoundMessage={say("その言葉の条件はありません", "No condition of that name")}
      comboboxProps={{ withinPortal: false }}
      onChange={(chosen) => {
        const kind = kinds.find((one) => one === chosen);
        if (kind === undefined) return;
        setTyped("");
        onAdd(blankLeaves[kind](businessDate));
      }}
    />
  );
}
