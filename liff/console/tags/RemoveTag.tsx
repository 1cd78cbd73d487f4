import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { TagList } from "../../../shared/members/profile.ts";
import { grouped } from "../../../shared/points/programme/words.ts";
import { useSay } from "../language.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { useTell } from "../parts/Notice.tsx";
import { Trouble } from "../parts/States.tsx";
import { useTagWrites } from "./api.ts";

/** Who had it is not kept, so this is asked beforehand instead of undone afterwards. */
export function RemoveTag({
  tag,
  onClose,
}: {
  readonly tag: TagList["tags"][number];
  readonly onClose: () => void;
}) {
  const writes = useTagWrites();
  const tell = useTell();
  const say = useSay();
  const { name, members } = tag;
  const remove = useMutation({
    mutationFn: () => writes.remove(tag.tagId),
    onSuccess: () => {
      tell(say(`タグ「${name}」を削除しました`, `The tag “${name}” was removed`));
      onClose();
    },
  });
  return (
    <Dialog onClose={onClose} title={say(`「${name}」を削除`, `Remove “${name}”`)}>
      <Stack>
        <Text>
          {members === 0
            ? say("このタグが付いている会員はいません。", "No member has this tag.")
            : say(
                `${grouped(members)}人の会員に付いています。削除すると全員から外れ、元に戻せません。`,
                `${grouped(members)} ${members === 1 ? "member has" : "members have"} it. It is taken off all of them, and cannot be brought back.`,
              )}
        </Text>
        <Trouble error={remove.error} />
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>
            {say("やめる", "Cancel")}
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
            {say("削除する", "Remove")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
