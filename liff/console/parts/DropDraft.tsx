import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useSay } from "../language.tsx";
import { usePlace } from "../router.tsx";
import { useTell } from "./Notice.tsx";
import { Trouble } from "./States.tsx";

/** Throws a draft away: of what was never published the thing itself. 元に戻す makes it anew. */
export function DropDraft({
  name,
  isNew,
  list,
  drop,
  restore,
}: {
  readonly name: string;
  /** Never published: there is nothing left, and the screen goes to `list`. */
  readonly isNew: boolean;
  readonly list: string;
  readonly drop: () => Promise<unknown>;
  readonly restore: () => Promise<unknown>;
}) {
  const { go } = usePlace();
  const tell = useTell();
  const say = useSay();
  const dropping = useMutation({
    mutationFn: drop,
    onSuccess: () => {
      if (isNew) go(list);
      tell(
        isNew
          ? say(`下書き「${name}」を削除しました`, `The draft “${name}” is gone`)
          : say("未公開の変更を破棄しました", "The changes were thrown away"),
        restore,
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
