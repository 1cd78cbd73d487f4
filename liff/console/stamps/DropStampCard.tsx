import type { StampCardState } from "../../../shared/stamps/console.ts";
import type { StampCard } from "../../../shared/stamps/schema.ts";
import { DropDraft } from "../parts/DropDraft.tsx";
import { useStampWrites } from "./api.ts";

export function DropStampCard({
  state,
  draft,
}: {
  readonly state: StampCardState;
  readonly draft: StampCard;
}) {
  const writes = useStampWrites();
  const isNew = state.published === null;
  return (
    <DropDraft
      name={draft.name.ja}
      isNew={isNew}
      list="stamp-cards"
      drop={() => writes.drop(state.cardId, isNew)}
      restore={() => (isNew ? writes.make(draft) : writes.save(state.cardId, draft, null))}
    />
  );
}
