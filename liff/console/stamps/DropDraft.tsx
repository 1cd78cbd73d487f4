import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { StampCardState } from "../../../shared/stamps/console.ts";
import type { StampCard } from "../../../shared/stamps/schema.ts";
import { useSay } from "../language.tsx";
import { useTell } from "../parts/Notice.tsx";
import { Trouble } from "../parts/States.tsx";
import { usePlace } from "../router.tsx";
import { useStampWrites } from "./api.ts";

/** Throws the draft away: of a card that was never issued the card itself, which an undo makes anew. */
export function DropDraft({ state, draft }: { readonly state: StampCardState; readonly draft: StampCard }) {
  const writes = useStampWrites();
  const { go } = usePlace();
  const tell = useTell();
  const say = useSay();
  const isNew = state.published === null;
  const dropping = useMutation({
    mutationFn: () => writes.drop(state.cardId, isNew),
    onSuccess: () => {
      if (isNew) go("stamp-cards");
      tell(
        isNew
          ? say(`下書き「${draft.name.ja}」を削除しました`, `The draft “${draft.name.ja}” is gone`)
          : say("未公開の変更を破棄しました", "The changes were thrown away"),
        () => (isNew ? writes.make(draft) : writes.save(state.cardId, draft, null)),
      );
    },
  });
  return (
    <>
      <Button variant="subtle" color="gray" loading={dropping.isPending} onClick={() => dropping.mutate()}>
        {isNew
          ? say("下書きを削除", "Delete the draft")
          : say("未公開の変更を破棄", "Throw the changes away")}
      </Button>
      <Trouble error={dropping.error} />
    </>
  );
}
