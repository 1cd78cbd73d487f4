import { Badge, Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { MemberNote, MemberNotes, MemberPage } from "../../../shared/members/profile.ts";
import { momentOf, useSay } from "../language.tsx";
import { useForm } from "../parts/form/useForm.ts";
import { useTell } from "../parts/Notice.tsx";
import { Loaded, Trouble } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import { useStaff } from "../session.tsx";
import { useMemberNotes, useMemberWrite } from "./api.ts";
import { Section } from "./Section.tsx";
import { noteKindWords } from "./words.ts";

const wordsMax = 1000;

/** Words of staff about a member, and what was done to the membership with its reason; the newest first. */
export function Notes({ page }: { readonly page: MemberPage }) {
  const { rights } = useStaff();
  const memberId = page.member.publicId;
  const notes = useMemberNotes(memberId);
  const say = useSay();
  return (
    <Section title={say("メモ", "Notes")}>
      <Stack gap="md">
        {rights.members && page.member.status !== "left" && <Write memberId={memberId} key={memberId} />}
        <Loaded query={notes}>
          {({ notes: found }) =>
            found.length === 0 ? (
              <Teach title={say("まだメモがありません", "No notes yet")}>
                {say(
                  "好みや約束など、次の担当者に伝えたいことを書きます。",
                  "Tastes, promises: what the next of you should know.",
                )}
              </Teach>
            ) : (
              <Stack gap={0} component="ul" className="notes">
                {found.map((note) => (
                  <Note key={note.noteId} note={note} memberId={memberId} />
                ))}
              </Stack>
            )
          }
        </Loaded>
      </Stack>
    </Section>
  );
}

/** What is typed stays in this tab until it is written or thrown away. */
function Write({ memberId }: { readonly memberId: string }) {
  const write = useMemberWrite(memberId);
  const tell = useTell();
  const say = useSay();
  const form = useForm(`member:${memberId}:note`, { words: "" });
  const post = useMutation({
    mutationFn: () => write<MemberNotes>("POST", "/notes", { words: form.values.words.trim() }),
    onSuccess: ({ notes: [newest] }) => {
      form.clear();
      if (newest === undefined) return;
      tell(say("メモを書きました", "The note was written"), () => write("DELETE", `/notes/${newest.noteId}`));
    },
  });
  return (
    <Stack
      component="form"
      gap="xs"
      onSubmit={(event) => {
        event.preventDefault();
        post.mutate();
      }}
    >
      <Textarea
        label={say("新しいメモ", "New note")}
        description={say(
          "会員証には出ませんが、会員から開示を求められたときの書き出しには入ります。",
          "Not on the card, but in the file when a member asks what is held about them.",
        )}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={wordsMax}
        value={form.values.words}
        onChange={({ currentTarget }) => form.set({ words: currentTarget.value })}
      />
      <Trouble error={post.error} />
      <Group>
        <Button type="submit" loading={post.isPending} disabled={form.values.words.trim() === ""}>
          {say("メモを書く", "Write it")}
        </Button>
        {form.changed && (
          <Text size="sm" c="dimmed">
            {say("まだ書き込んでいません", "Not written yet")}
          </Text>
        )}
      </Group>
    </Stack>
  );
}

function Note({ note, memberId }: { readonly note: MemberNote; readonly memberId: string }) {
  const { timeZone } = useStaff();
  const say = useSay();
  return (
    <li>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
        <div>
          {note.kind !== "note" && (
            <Badge variant="light" color="gray" mb={4}>
              {say(...noteKindWords[note.kind])}
            </Badge>
          )}
          <Text className="note-words">{note.words}</Text>
          <Text size="sm" c="dimmed">
            {note.by ?? say("スタッフ", "Staff")}・{momentOf(note.writtenAtMs, timeZone)}
          </Text>
        </div>
        {note.mayRemove && <Remove note={note} memberId={memberId} />}
      </Group>
    </li>
  );
}

/** One's own words can be written again; another's could not be in their name, so that asks for a second press. */
function Remove({ note, memberId }: { readonly note: MemberNote; readonly memberId: string }) {
  const write = useMemberWrite(memberId);
  const tell = useTell();
  const say = useSay();
  const [sure, setSure] = useState(note.yours);
  const remove = useMutation({
    mutationFn: () => write<MemberNotes>("DELETE", `/notes/${note.noteId}`),
    onSuccess: () =>
      tell(
        say("メモを消しました", "The note was removed"),
        note.yours ? () => write("POST", "/notes", { words: note.words }) : undefined,
      ),
  });
  return (
    <>
      <Button
        variant="subtle"
        color={sure && !note.yours ? "red" : "gray"}
        loading={remove.isPending}
        flex="none"
        onClick={() => (sure ? remove.mutate() : setSure(true))}
      >
        {sure && !note.yours ? say("元に戻せません。消す", "Remove for good") : say("消す", "Remove")}
      </Button>
      <Trouble error={remove.error} />
    </>
  );
}
