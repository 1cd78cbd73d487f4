import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { MemberPage, MemberProfile } from "../../../shared/members/profile.ts";
import { useSay } from "../language.tsx";
import { Facts } from "../line/Facts.tsx";
import { type Form, useForm } from "../parts/form/useForm.ts";
import { useTell } from "../parts/Notice.tsx";
import { Trouble } from "../parts/States.tsx";
import { useStaff } from "../session.tsx";
import { useMemberWrite } from "./api.ts";
import { fieldsOfProfile, ProfileFields, type TypedProfile, typedOf } from "./ProfileFields.tsx";
import { Section } from "./Section.tsx";
import { sexWords } from "./words.ts";

/** What the person told staff of themselves. What is being typed survives a reload. */
export function Profile({ page }: { readonly page: MemberPage }) {
  const { rights } = useStaff();
  const say = useSay();
  const form = useForm<TypedProfile>(`member:${page.member.publicId}:profile`, typedOf(page.profile));
  const [open, setOpen] = useState(form.changed);
  const edit = rights.members && !open && (
    <Button variant="default" size="xs" onClick={() => setOpen(true)}>
      {say("編集する", "Edit")}
    </Button>
  );
  return (
    <Section title={say("プロフィール", "Profile")} action={edit}>
      {open && rights.members ? (
        <Edit page={page} form={form} onDone={() => setOpen(false)} />
      ) : (
        <Known profile={page.profile} />
      )}
    </Section>
  );
}

function Known({ profile }: { readonly profile: MemberProfile }) {
  const say = useSay();
  const lines: readonly (readonly [string, ReactNode])[] = [
    [say("お名前", "Full name"), profile.fullName],
    [say("性別", "Sex"), profile.sex === null ? null : say(...sexWords[profile.sex])],
    [
      say("生まれ年", "Year of birth"),
      profile.birthYear === null ? null : say(`${profile.birthYear}年`, `${profile.birthYear}`),
    ],
    [say("電話番号", "Telephone"), profile.phone],
    [say("住所", "Address"), profile.address],
  ];
  const told = lines.filter(([, value]) => value !== null);
  if (told.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {say(
          "まだ何も登録されていません。お客様から伺ったことだけを書きます。",
          "Nothing yet. Only what the customer has told you belongs here.",
        )}
      </Text>
    );
  }
  return <Facts lines={told} />;
}

function Edit({
  page,
  form,
  onDone,
}: {
  readonly page: MemberPage;
  readonly form: Form<TypedProfile>;
  readonly onDone: () => void;
}) {
  const write = useMemberWrite(page.member.publicId);
  const tell = useTell();
  const say = useSay();
  const put = (profile: MemberProfile) => write<MemberPage>("PUT", "/profile", profile);
  const save = useMutation({
    // By the time it is saved the page has the new one.
    mutationFn: async (was: MemberProfile) => {
      await put(fieldsOfProfile(form.values));
      return was;
    },
    onSuccess: (was) => {
      form.clear();
      onDone();
      tell(say("プロフィールを保存しました", "The profile was saved"), () => put(was));
    },
    onError: form.refused,
  });
  return (
    <Stack
      component="form"
      gap="sm"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(page.profile);
      }}
    >
      <ProfileFields form={form} />
      {Object.keys(form.values).some((field) => isField(field) && form.problem(field)) ? null : (
        <Trouble error={save.error} />
      )}
      <Group>
        <Button type="submit" loading={save.isPending} disabled={!form.changed}>
          {say("保存する", "Save")}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          onClick={() => {
            form.clear();
            onDone();
          }}
        >
          {say("やめる", "Cancel")}
        </Button>
        {form.changed && (
          <Text size="sm" c="dimmed">
            {say("未保存の入力があります", "Not saved yet")}
          </Text>
        )}
      </Group>
    </Stack>
  );
}

function isField(name: string): name is keyof TypedProfile {
  return ["fullName", "sex", "birthYear", "phone", "address"].includes(name);
}
