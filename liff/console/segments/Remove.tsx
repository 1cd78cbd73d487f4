import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { SegmentRow } from "../../../shared/segments/console.ts";
import { useSay } from "../language.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { useTell } from "../parts/Notice.tsx";
import { Trouble } from "../parts/States.tsx";
import { usePlace } from "../router.tsx";
import { useSegmentWrites } from "./api.ts";
import { UsedBy } from "./UsedBy.tsx";

/** What is used cannot be removed: it says by what, so that one can go there first. */
export function Remove({ row, onClose }: { readonly row: SegmentRow; readonly onClose: () => void }) {
  const writes = useSegmentWrites();
  const { go } = usePlace();
  const tell = useTell();
  const say = useSay();
  const { segmentId, name, usedBy } = row;
  const remove = useMutation({
    mutationFn: () => writes.remove(segmentId),
    onSuccess: () => {
      go("segments");
      tell(say(`「${name}」を削除しました`, `“${name}” was removed`));
    },
  });
  const isUsed = usedBy.length > 0;
  return (
    <Dialog onClose={onClose} title={say(`「${name}」を削除`, `Remove “${name}”`)}>
      <Stack>
        <Text>
          {isUsed
            ? say(
                "使われているため削除できません。先に次のものを変えてください。",
                "It is in use. Please change these first.",
              )
            : say(
                "条件と変更履歴が消え、元に戻せません。会員の情報は変わりません。",
                "Its conditions and history go, and cannot be brought back. Nothing about members changes.",
              )}
        </Text>
        {isUsed && <UsedBy uses={usedBy} most={20} />}
        <Trouble error={remove.error} />
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>
            {isUsed ? say("閉じる", "Close") : say("やめる", "Cancel")}
          </Button>
          {!isUsed && (
            <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
              {say("削除する", "Remove")}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  );
}
