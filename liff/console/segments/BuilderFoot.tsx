import type { Segment } from "../../../shared/segments/schema.ts";
import { useSay } from "../language.tsx";
import { Count } from "./Count.tsx";
import { useSentence } from "./names.ts";

/** What the tree says, and how many it has, while it is being built; it stays in sight. */
export function BuilderFoot({
  tree,
  shown,
}: {
  /** Null: it lacks something. */
  readonly tree: Segment | null;
  readonly shown: Segment;
}) {
  const say = useSay();
  const sentence = useSentence([shown]);
  return (
    <div className="segment-foot">
      <Count tree={tree} />
      <p className="segment-words">
        {tree === null
          ? say("入力が終わると、人数が出ます。", "The number stands here once everything is filled in.")
          : sentence(shown)}
      </p>
    </div>
  );
}
