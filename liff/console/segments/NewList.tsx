import "./segments.css";
import { Button, FileInput, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { grouped } from "../../../shared/points/programme/words.ts";
import type { MemberNumbersRead } from "../../../shared/segments/console.ts";
import { listMembersMax } from "../../../shared/segments/limits.ts";
import { newKey } from "../api.ts";
import { useSay } from "../language.tsx";
import { useForm } from "../parts/form/useForm.ts";
import { useTell } from "../parts/Notice.tsx";
import { Heading, Trouble } from "../parts/States.tsx";
import { usePlace } from "../router.tsx";
import { useListWrites } from "./api.ts";

/** A list of members from pasted numbers or a file: looked at first, with what was not understood by its line, then made. */
export function NewMemberListScreen() {
  const say = useSay();
  const { go } = usePlace();
  const writes = useListWrites();
  const tell = useTell();
  const [file, setFile] = useState<File | null>(null);
  const [read, setRead] = useState<MemberNumbersRead | null>(null);
  const { values, set, clear } = useForm("member-list:new", { name: "", text: "" });
  /** Made again after silence, it is made once. */
  const newId = useRef(newKey());
  const source = (): Blob => file ?? new Blob([values.text]);
  const check = useMutation({ mutationFn: () => writes.check(source()), onSuccess: setRead });
  const make = useMutation({
    mutationFn: () => writes.make(newId.current, values.name.trim(), source()),
    onSuccess: ({ list }) => {
      clear();
      go(`segments/lists/${list.listId}`);
      tell(
        say(`${grouped(list.members)}人のリストを作りました`, `A list of ${grouped(list.members)} was made`),
      );
    },
  });
  const again = (): void => {
    setRead(null);
    check.reset();
    make.reset();
  };
  const isEmpty = file === null && values.text.trim() === "";
  return (
    <>
      <Heading
        from={["segments/lists", say("会員リスト", "Member lists")]}
        title={say("会員リストを作る", "Make a list")}
      />
      <Stack maw={560}>
        <TextInput
          label={say("名前", "Name")}
          maxLength={60}
          required
          value={values.name}
          onChange={({ currentTarget }) => set({ name: currentTarget.value })}
        />
        <FileInput
          label={say("CSVファイル", "CSV file")}
          description={say(
            `会員一覧のCSVをそのまま使えます(「会員番号」の列、または1行に1つの会員番号)。UTF-8でもShift_JISでも、${grouped(listMembersMax)}人まで。`,
            `The CSV of members works as it is: the column member_id, or one number a line. UTF-8 or Shift_JIS, up to ${grouped(listMembersMax)}.`,
          )}
          placeholder={say("ファイルを選ぶ", "Choose a file")}
          accept=".csv,.txt,text/csv,text/plain"
          clearable
          clearButtonProps={{ "aria-label": say("ファイルを外す", "Take the file away") }}
          value={file}
          onChange={(chosen) => {
            setFile(chosen);
            again();
          }}
        />
        {file === null && (
          <Textarea
            label={say("または、会員番号を貼り付け(1行に1人)", "Or paste numbers, one a line")}
            autosize
            minRows={4}
            maxRows={12}
            maxLength={1_000_000}
            value={values.text}
            onChange={({ currentTarget }) => {
              set({ text: currentTarget.value });
              again();
            }}
          />
        )}
        <Trouble error={check.error ?? make.error} />
        {read !== null && <Read read={read} />}
        <Group>
          {read === null ? (
            <Button loading={check.isPending} disabled={isEmpty} onClick={() => check.mutate()}>
              {say("確認する", "Check")}
            </Button>
          ) : (
            <Button
              loading={make.isPending}
              disabled={read.found === 0 || values.name.trim() === ""}
              onClick={() => make.mutate()}
            >
              {say(`${grouped(read.found)}人でリストを作る`, `Make a list of ${grouped(read.found)}`)}
            </Button>
          )}
        </Group>
      </Stack>
    </>
  );
}

/** What was found in it, and what was not understood, by the line on which it stands. */
function Read({ read: { found, repeated, unknown, unknownCount } }: { readonly read: MemberNumbersRead }) {
  const say = useSay();
  return (
    <Stack gap="xs" role="status">
      <Text fw={700}>
        {say(`${grouped(found)}人の会員が見つかりました`, `${grouped(found)} members were found`)}
      </Text>
      {repeated > 0 && (
        <Text size="sm">
          {say(
            `同じ会員の行が${grouped(repeated)}行ありました。1人と数えます。`,
            `${grouped(repeated)} rows name a member again; they count once.`,
          )}
        </Text>
      )}
      {unknownCount > 0 && (
        <>
          <Text size="sm" className="segment-lacks">
            {say(
              `${grouped(unknownCount)}行は会員番号として読めないか、会員がいません。`,
              `${grouped(unknownCount)} rows are no number of a member.`,
            )}
          </Text>
          <ul className="list-unknown">
            {unknown.map(({ line, text }) => (
              <li key={line}>
                {say(`${line}行目`, `Line ${line}`)}{" "}
                <code>{text === "" ? say("(空)", "(empty)") : text}</code>
              </li>
            ))}
            {unknownCount > unknown.length && (
              <li>
                {say(
                  `ほか${grouped(unknownCount - unknown.length)}行`,
                  `${grouped(unknownCount - unknown.length)} more`,
                )}
              </li>
            )}
          </ul>
        </>
      )}
    </Stack>
  );
}
