import { Button, Group, Paper, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { BirthdayCorrected } from "../../../shared/members/schema.ts";
import { ask } from "../../api/client.ts";
import { useSay } from "../language.tsx";
import { Loaded, Trouble } from "./States.tsx";

/** The birthday as the member told it, which they can do once; a mistake is put right here. */
export function BirthdayForm({ memberId }: { readonly memberId: string }) {
  const path = `/api/console/members/${encodeURIComponent(memberId)}/birthday`;
  const told = useQuery({
    queryKey: ["member-birthday", memberId],
    queryFn: () => ask<BirthdayCorrected>(path),
  });
  const say = useSay();
  return (
    <Paper withBorder p="md" component="section">
      <Text fw={700} component="h2" mb="xs">
        {say("誕生日", "Birthday")}
      </Text>
      <Loaded query={told}>
        {({ birthday }) => <Correction birthday={birthday} path={path} memberId={memberId} />}
      </Loaded>
    </Paper>
  );
}

function Correction(props: {
  readonly birthday: string | null;
  readonly path: string;
  readonly memberId: string;
}) {
  const { birthday, path, memberId } = props;
  const queries = useQueryClient();
  const say = useSay();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const correct = useMutation({
    mutationFn: (day: string | null) =>
      ask<BirthdayCorrected>(path, { method: "PUT", body: { birthday: day } }),
    onSuccess: (corrected) => {
      queries.setQueryData(["member-birthday", memberId], corrected);
      setOpen(false);
      setText("");
    },
  });
  const day = dayIn(text);
  const now = birthday === null ? say("登録なし", "not told") : birthday.replace("-", "/");
  return (
    <>
      <Group>
        <Text className="numbers">{now}</Text>
        {!open && (
          <Button variant="default" size="xs" onClick={() => setOpen(true)}>
            {say("訂正する", "Correct it")}
          </Button>
        )}
      </Group>
      {open && (
        <Group align="flex-end" mt="xs">
          <TextInput
            label={say("正しい月日(例 5/10)", "The right month and day, such as 5/10")}
            w={230}
            data-autofocus
            value={text}
            error={text !== "" && day === null ? say("月日ではありません", "is no month and day") : undefined}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
          <Button
            size="xs"
            disabled={day === null}
            loading={correct.isPending}
            onClick={() => correct.mutate(day)}
          >
            {say("訂正を保存", "Save")}
          </Button>
          {birthday !== null && (
            <Button size="xs" variant="default" onClick={() => correct.mutate(null)}>
              {say("登録を消す", "Remove it")}
            </Button>
          )}
          <Button size="xs" variant="subtle" color="gray" onClick={() => setOpen(false)}>
            {say("やめる", "Cancel")}
          </Button>
        </Group>
      )}
      <Trouble error={correct.error} />
    </>
  );
}

/** `5/10`, `05-10`, `5月10日` as `MM-DD`; null for what is no day. */
function dayIn(text: string): string | null {
  const [, month, day] = /^(\d{1,2})\D+(\d{1,2})\D*$/.exec(text.normalize("NFKC").trim()) ?? [];
  if (month === undefined || day === undefined) return null;
  const birthday = `${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  // A leap year, so that 29 February is a day; a day that does not exist comes back as another.
  const date = new Date(Date.UTC(2000, Number(month) - 1, Number(day)));
  return date.toISOString().slice(5, 10) === birthday ? birthday : null;
}
