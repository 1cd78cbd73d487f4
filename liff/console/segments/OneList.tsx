import "./segments.css";
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { MemberListRow } from "../../../shared/segments/console.ts";
import { momentOf, useSay } from "../language.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { useTell } from "../parts/Notice.tsx";
import { Empty, Heading, Loaded, Trouble } from "../parts/States.tsx";
import { Export } from "../parts/table/Export.tsx";
import { useLink, usePlace } from "../router.tsx";
import { useStaff } from "../session.tsx";
import { listPath, useListWrites, useMemberLists } from "./api.ts";
import { Count } from "./Count.tsx";
import { Sample } from "./Sample.tsx";
import { UsedBy } from "./UsedBy.tsx";

/** One list of members: who is in it still, and what uses it. */
export function MemberListScreen({ listId }: { readonly listId: string }) {
  const lists = useMemberLists();
  const say = useSay();
  return (
    <Loaded query={lists}>
      {({ lists: all }) => {
        const list = all.find((one) => one.listId === listId);
        if (list !== undefined) return <Whole list={list} />;
        return (
          <>
            <Heading
              from={["segments/lists", say("会員リスト", "Member lists")]}
              title={say("会員リスト", "Member list")}
            />
            <Empty>{say("このリストはありません。", "There is no such list.")}</Empty>
          </>
        );
      }}
    </Loaded>
  );
}

function Whole({ list }: { readonly list: MemberListRow }) {
  const { rights, timeZone } = useStaff();
  const [removing, setRemoving] = useState(false);
  const link = useLink();
  const say = useSay();
  const { listId, name, members, madeAtMs, usedBy } = list;
  const tree = { kind: "list", listId } as const;
  const builder = `segments/new?tree=${encodeURIComponent(JSON.stringify({ all: [tree] }))}`;
  return (
    <>
      <Heading from={["segments/lists", say("会員リスト", "Member lists")]} title={name}>
        <Export source={{ from: "server", path: listPath(listId, "/members.csv"), query: {} }} file={name} />
        {rights.messages && (
          <>
            <Button component="a" variant="default" {...link(builder)}>
              {say("このリストでセグメントを作る", "Make a segment of it")}
            </Button>
            <Button variant="subtle" color="red" onClick={() => setRemoving(true)}>
              {say("削除", "Remove")}
            </Button>
          </>
        )}
      </Heading>
      <Count tree={tree} />
      <Text size="sm" c="dimmed">
        {say(
          `${momentOf(madeAtMs, timeZone)}に${members}人で作成。退会した会員は数えません。`,
          `Made ${momentOf(madeAtMs, timeZone)} of ${members}. Who has left does not count.`,
        )}
      </Text>
      <Stack component="section" gap="sm" aria-label={say("使っているもの", "Used by")}>
        <Title order={2} size="h4">
          {say("使っているもの", "Used by")}
        </Title>
        <UsedBy uses={usedBy} most={50} />
      </Stack>
      <Stack component="section" gap="sm" aria-label={say("会員の例", "Some of the members")}>
        <Title order={2} size="h4">
          {say("会員の例", "Some of the members")}
        </Title>
        <Sample tree={tree} />
      </Stack>
      {removing && <Remove list={list} onClose={() => setRemoving(false)} />}
    </>
  );
}

function Remove({ list, onClose }: { readonly list: MemberListRow; readonly onClose: () => void }) {
  const writes = useListWrites();
  const { go } = usePlace();
  const tell = useTell();
  const say = useSay();
  const isUsed = list.usedBy.length > 0;
  const remove = useMutation({
    mutationFn: () => writes.remove(list.listId),
    onSuccess: () => {
      go("segments/lists");
      tell(say(`「${list.name}」を削除しました`, `“${list.name}” was removed`));
    },
  });
  return (
    <Dialog onClose={onClose} title={say(`「${list.name}」を削除`, `Remove “${list.name}”`)}>
      <Stack>
        <Text>
          {isUsed
            ? say(
                "使われているため削除できません。先に次のものを変えてください。",
                "It is in use. Please change these first.",
              )
            : say(
                "リストが消え、元に戻せません。会員の情報は変わりません。",
                "The list goes. Members stay as they are.",
              )}
        </Text>
        {isUsed && <UsedBy uses={list.usedBy} most={20} />}
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
