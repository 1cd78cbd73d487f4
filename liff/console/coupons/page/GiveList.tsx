import { Button, Fieldset, FileInput, Stack, Text, Textarea, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { listMembersMax } from "../../../../shared/coupons/limits.ts";
import { grouped } from "../../../../shared/points/programme/words.ts";
import { useSay } from "../../language.tsx";
import { useForm } from "../../parts/form/useForm.ts";
import { Loaded, Trouble } from "../../parts/States.tsx";
import { useStaff } from "../../session.tsx";
import { useLists, usePageWrites } from "./api.ts";
import { ListCard } from "./ListCard.tsx";

/** A list of members: a file or pasted numbers are looked at first, then given to in the background. */
export function GiveList({ couponId }: { readonly couponId: string }) {
  const { rights } = useStaff();
  const lists = useLists(couponId);
  const say = useSay();
  return (
    <>
      {rights.publish && <Check couponId={couponId} />}
      <Loaded query={lists}>
        {({ lists: found }) =>
          found.length === 0 ? null : (
            <Stack component="section" gap="sm">
              <Title order={2} size="h3">
                {say("リスト", "Lists")}
              </Title>
              {found.map((list) => (
                <ListCard key={list.listId} couponId={couponId} list={list} />
              ))}
            </Stack>
          )
        }
      </Loaded>
    </>
  );
}

function Check({ couponId }: { readonly couponId: string }) {
  const { check } = usePageWrites(couponId);
  const say = useSay();
  const [file, setFile] = useState<File | null>(null);
  const form = useForm(`coupon-list:${couponId}`, { text: "" });
  const { text } = form.values;
  const work = useMutation({
    mutationFn: () => check(file ?? new Blob([text])),
    onSuccess: () => {
      setFile(null);
      form.clear();
    },
  });
  return (
    <Fieldset legend={say("リストの会員に渡す", "To a list of members")} className="white">
      <Stack>
        <Text size="sm" c="dimmed">
          {say(
            `会員一覧のCSVをそのまま使えます(「会員番号」の列、または1行に1つの会員番号)。UTF-8でもShift_JISでも、${grouped(listMembersMax)}人まで。`,
            `The CSV of members works as it is: the column member_id, or one number a line. UTF-8 or Shift_JIS, up to ${grouped(listMembersMax)}.`,
          )}
        </Text>
        <FileInput
          label={say("CSVファイル", "CSV file")}
          placeholder={say("ファイルを選ぶ", "Choose a file")}
          accept=".csv,.txt,text/csv,text/plain"
          w={320}
          maw="100%"
          clearable
          clearButtonProps={{ "aria-label": say("ファイルを外す", "Take the file away") }}
          value={file}
          onChange={(chosen) => {
            setFile(chosen);
            work.reset();
          }}
        />
        {file === null && (
          <Textarea
            label={say("または、会員番号を貼り付け", "Or paste numbers")}
            autosize
            minRows={2}
            maxRows={8}
            maw={420}
            maxLength={1_000_000}
            value={text}
            onChange={({ currentTarget }) => {
              form.set({ text: currentTarget.value });
              work.reset();
            }}
          />
        )}
        <Trouble error={work.error} />
        <Button
          w="fit-content"
          loading={work.isPending}
          disabled={file === null && text.trim() === ""}
          onClick={() => work.mutate()}
        >
          {say("確認する(まだ渡しません)", "Check, without giving")}
        </Button>
      </Stack>
    </Fieldset>
  );
}
