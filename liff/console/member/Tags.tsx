import { CloseButton, Group, Select, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  foldedTag,
  type MemberPage,
  type MemberTags,
  type Tag,
  tagNameMax,
} from "../../../shared/members/profile.ts";
import { ask } from "../../api/client.ts";
import { useSay } from "../language.tsx";
import { useTell } from "../parts/Notice.tsx";
import { Trouble } from "../parts/States.tsx";
import { TagBadge } from "../parts/TagBadge.tsx";
import { To } from "../parts/To.tsx";
import { useStaff } from "../session.tsx";
import { useMemberWrite, useTags } from "./api.ts";
import { Section } from "./Section.tsx";

/** The member's tags: one press gives or takes one, another undoes it. */
export function Tags({ page }: { readonly page: MemberPage }) {
  const { rights } = useStaff();
  const write = useMemberWrite(page.member.publicId);
  const queries = useQueryClient();
  const tell = useTell();
  const say = useSay();
  const set = async ({ tagId }: Tag, has: boolean): Promise<void> => {
    await write<MemberTags>(has ? "PUT" : "DELETE", `/tags/${encodeURIComponent(tagId)}`);
    await queries.invalidateQueries({ queryKey: ["tags"] });
  };
  const give = useMutation({
    mutationFn: async (wanted: Tag | string) => {
      const tag = typeof wanted === "string" ? await made(wanted) : wanted;
      await set(tag, true);
      return tag;
    },
    onSuccess: (tag) =>
      tell(say(`タグ「${tag.name}」を付けました`, `Tagged “${tag.name}”`), () => set(tag, false)),
  });
  const take = useMutation({
    mutationFn: (tag: Tag) => set(tag, false),
    onSuccess: (_, tag) =>
      tell(say(`タグ「${tag.name}」を外しました`, `The tag “${tag.name}” was taken off`), () =>
        set(tag, true),
      ),
  });
  return (
    <Section title={say("タグ", "Tags")}>
      <Group gap="xs" mb={rights.members ? "sm" : 0}>
        {page.tags.length === 0 && (
          <Text size="sm" c="dimmed">
            {say("まだタグがありません。", "No tags yet.")}
          </Text>
        )}
        {page.tags.map((tag) => (
          <span className="tag" key={tag.tagId}>
            <TagBadge tag={tag} />
            {rights.members && (
              <CloseButton
                iconSize={16}
                aria-label={say(`タグ「${tag.name}」を外す`, `Take the tag “${tag.name}” off`)}
                disabled={take.isPending}
                onClick={() => take.mutate(tag)}
              />
            )}
          </span>
        ))}
      </Group>
      {rights.members && (
        <>
          <AddTag has={page.tags} busy={give.isPending} onGive={give.mutate} />
          <Text size="sm" mt="xs">
            <To to="tags">{say("タグの名前を変える・削除する", "Rename and remove tags")}</To>
          </Text>
        </>
      )}
      <Trouble error={give.error ?? take.error} />
    </Section>
  );
}

async function made(name: string): Promise<Tag> {
  return ask<Tag>("/api/console/tags", { body: { name, colour: "gray" } });
}

const fresh = "+";

/** A tag of the shop's list, or what was typed as a new one. */
function AddTag({
  has,
  busy,
  onGive,
}: {
  readonly has: readonly Tag[];
  readonly busy: boolean;
  readonly onGive: (wanted: Tag | string) => void;
}) {
  const all = useTags();
  const say = useSay();
  const [typed, setTyped] = useState("");
  const name = typed.trim();
  const free = (all.data?.tags ?? []).filter(({ tagId }) => !has.some((one) => one.tagId === tagId));
  const known = [...has, ...free].some((one) => foldedTag(one.name) === foldedTag(name));
  const data = free.map((tag) => ({ value: tag.tagId, label: tag.name }));
  const make = { value: fresh, label: say(`「${name}」を新しく作る`, `Make “${name}”`) };
  return (
    <Select
      label={say("タグを付ける", "Add a tag")}
      placeholder={say("選ぶか、新しい名前を入力", "Choose one, or type a new name")}
      maw={320}
      searchable
      maxLength={tagNameMax}
      disabled={busy}
      value={null}
      searchValue={typed}
      onSearchChange={setTyped}
      data={name === "" || known ? data : [...data, make]}
      filter={({ options, search }) =>
        options.filter(
          (option) =>
            "value" in option &&
            (option.value === fresh || foldedTag(option.label).includes(foldedTag(search))),
        )
      }
      limit={50}
      maxDropdownHeight={280}
      nothingFoundMessage={say("もう付いています", "Has it already")}
      comboboxProps={{ withinPortal: false }}
      onChange={(chosen) => {
        if (chosen === null) return;
        const tag = free.find(({ tagId }) => tagId === chosen);
        setTyped("");
        onGive(tag ?? name);
      }}
    />
  );
}
