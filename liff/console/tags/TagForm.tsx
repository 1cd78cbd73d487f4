import { Button, Group, Radio, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import {
  type Tag,
  type TagAsked,
  type TagColour,
  tagColours,
  tagNameMax,
} from "../../../shared/members/profile.ts";
import { useSay } from "../language.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { useTell } from "../parts/Notice.tsx";
import { Trouble } from "../parts/States.tsx";
import { TagBadge } from "../parts/TagBadge.tsx";
import type { Words } from "../screen.ts";
import { useTagWrites } from "./api.ts";

const colourWords: Readonly<Record<TagColour, Words>> = {
  gray: ["グレー", "Grey"],
  red: ["赤", "Red"],
  orange: ["オレンジ", "Orange"],
  yellow: ["黄", "Yellow"],
  green: ["緑", "Green"],
  blue: ["青", "Blue"],
  violet: ["紫", "Violet"],
};

/** Name and colour of a tag; null makes a new one. Whoever has it keeps it under its new name. */
export function TagForm({ tag, onClose }: { readonly tag: Tag | null; readonly onClose: () => void }) {
  const writes = useTagWrites();
  const tell = useTell();
  const say = useSay();
  const [name, setName] = useState(tag?.name ?? "");
  const [colour, setColour] = useState<TagColour>(tag?.colour ?? "gray");
  const asked: TagAsked = { name: name.trim(), colour };
  const same = tag !== null && tag.name === asked.name && tag.colour === asked.colour;
  const save = useMutation({
    mutationFn: () => (tag === null ? writes.make(asked) : writes.change(tag.tagId, asked)),
    onSuccess: (saved) => {
      if (tag === null) {
        tell(say(`タグ「${saved.name}」を作りました`, `The tag “${saved.name}” was made`), () =>
          writes.remove(saved.tagId),
        );
      } else {
        tell(say(`タグ「${saved.name}」に変更しました`, `The tag is “${saved.name}” now`), () =>
          writes.change(saved.tagId, tag),
        );
      }
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (asked.name !== "" && !same) save.mutate();
  };
  return (
    <Dialog
      onClose={onClose}
      title={
        tag === null ? say("タグを作る", "Make a tag") : say(`「${tag.name}」を変更`, `Change “${tag.name}”`)
      }
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={say("名前", "Name")}
            data-autofocus
            required
            maxLength={tagNameMax}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <Radio.Group
            label={say("色", "Colour")}
            value={colour}
            onChange={(chosen) => setColour(tagColours.find((one) => one === chosen) ?? colour)}
          >
            <Group gap="0 sm" className="tag-colours">
              {tagColours.map((one) => (
                <Radio
                  key={one}
                  value={one}
                  label={<TagBadge tag={{ name: say(...colourWords[one]), colour: one }} />}
                />
              ))}
            </Group>
          </Radio.Group>
          <Trouble error={save.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {say("やめる", "Cancel")}
            </Button>
            <Button type="submit" disabled={asked.name === "" || same} loading={save.isPending}>
              {tag === null ? say("作る", "Make") : say("変更する", "Change")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
