import { Button, Group } from "@mantine/core";
import { useState } from "react";
import type { TagList } from "../../../shared/members/profile.ts";
import { grouped } from "../../../shared/points/programme/words.ts";
import { useSay } from "../language.tsx";
import { useTags } from "../member/api.ts";
import { Heading, Loaded } from "../parts/States.tsx";
import { TagBadge } from "../parts/TagBadge.tsx";
import { Teach } from "../parts/Teach.tsx";
import type { Column } from "../parts/table/columns.ts";
import { ListHere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import { useStaff } from "../session.tsx";
import { RemoveTag } from "./RemoveTag.tsx";
import { TagForm } from "./TagForm.tsx";

type TagRow = TagList["tags"][number];

/** What is open above the list: a new tag, or a change of one, or the question whether one may go. */
type Open = { readonly work: "make" } | { readonly work: "change" | "remove"; readonly tag: TagRow };

/** All tags of the shop and how many members have each; given and taken in the member's page, made and changed here. */
export function TagsScreen() {
  const tags = useTags();
  const { rights } = useStaff();
  const listing = useListing("name");
  const say = useSay();
  const [open, setOpen] = useState<Open | null>(null);
  const close = (): void => setOpen(null);
  const make = <Button onClick={() => setOpen({ work: "make" })}>{say("タグを作る", "Make a tag")}</Button>;
  return (
    <>
      <Heading
        title={say("タグ", "Tags")}
        about={say(
          "会員に付ける目印です。会員ページの概要で付け外しします。会員には見えません。",
          "Marks on members, given and taken on a member's overview. Members do not see them.",
        )}
      >
        {rights.members && make}
      </Heading>
      <Loaded query={tags}>
        {({ tags: rows }) => (
          <ListHere
            name={["タグ", "Tags"]}
            columns={columnsOf(say, rights.members ? setOpen : null)}
            rows={rows}
            rowKey={({ tagId }) => tagId}
            listing={listing}
            search={say("名前", "Name")}
            empty={
              <Teach title={say("まだタグがありません", "No tags yet")} action={rights.members && make}>
                {say(
                  "「常連」「アレルギーあり」のように、接客やセグメントに使う目印を作れます。",
                  "Make marks such as “regular” or “has an allergy”, to serve people by and to find them.",
                )}
              </Teach>
            }
          />
        )}
      </Loaded>
      {open?.work === "make" && <TagForm tag={null} onClose={close} />}
      {open?.work === "change" && <TagForm tag={open.tag} onClose={close} />}
      {open?.work === "remove" && <RemoveTag tag={open.tag} onClose={close} />}
    </>
  );
}

function columnsOf(
  say: ReturnType<typeof useSay>,
  onOpen: ((open: Open) => void) | null,
): readonly Column<TagRow>[] {
  const columns: readonly Column<TagRow>[] = [
    {
      key: "name",
      name: ["タグ", "Tag"],
      sorts: true,
      value: ({ name }) => name,
      cell: (tag) => <TagBadge tag={tag} />,
    },
    {
      key: "members",
      name: ["会員", "Members"],
      sorts: true,
      numeric: true,
      first: "down",
      value: ({ members }) => members,
      cell: ({ members }) => say(`${grouped(members)}人`, grouped(members)),
    },
  ];
  if (onOpen === null) return columns;
  return [...columns, { key: "work", name: ["", ""], cell: (tag) => <Work tag={tag} onOpen={onOpen} /> }];
}

function Work({ tag, onOpen }: { readonly tag: TagRow; readonly onOpen: (open: Open) => void }) {
  const say = useSay();
  return (
    <Group gap={4} justify="inherit" wrap="nowrap">
      <Button
        size="compact-md"
        variant="subtle"
        aria-label={say(`変更: ${tag.name}`, `Change: ${tag.name}`)}
        onClick={() => onOpen({ work: "change", tag })}
      >
        {say("変更", "Change")}
      </Button>
      <Button
        size="compact-md"
        variant="subtle"
        color="red"
        aria-label={say(`削除: ${tag.name}`, `Remove: ${tag.name}`)}
        onClick={() => onOpen({ work: "remove", tag })}
      >
        {say("削除", "Remove")}
      </Button>
    </Group>
  );
}
