import "./segments.css";
import { useEffect } from "react";
import type { Segment } from "../../../shared/segments/schema.ts";
import { useSay } from "../language.tsx";
import { useWrongs, Watched } from "../wrong.tsx";
import { BuilderFoot } from "./BuilderFoot.tsx";
import { GroupBox } from "./GroupBox.tsx";
import { isComplete } from "./problems.ts";
import { groupOf, keysIn, treeOf } from "./tree.ts";

/**
 * The builder of a tree, with what it says in words and how many it has, live. The tree may lack something while it is being
 * built: `isComplete` of `problems.ts` says whether it may be saved or sent by, and `onWrong` whether what stands in a field is
 * no value at all.
 */
export function SegmentBuilder({
  tree,
  onChange,
  onWrong,
}: {
  readonly tree: Segment;
  readonly onChange: (tree: Segment) => void;
  readonly onWrong?: (isWrong: boolean) => void;
}) {
  const say = useSay();
  const { wrongs, note } = useWrongs();
  const there = keysIn(tree);
  const isWrong = Object.keys(wrongs).some((field) => there.has(field.split(".")[0] ?? ""));
  useEffect(() => {
    onWrong?.(isWrong);
  }, [isWrong, onWrong]);
  return (
    <section className="segment-builder" aria-label={say("条件", "Conditions")}>
      <Watched by={{ wrongs, note }}>
        <GroupBox
          group={groupOf(tree)}
          depth={0}
          leaves={there.size}
          onChange={(group) => onChange(treeOf(group))}
        />
      </Watched>
      <BuilderFoot tree={isComplete(tree) && !isWrong ? tree : null} shown={tree} />
    </section>
  );
}
