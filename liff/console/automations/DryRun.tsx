import { Button, Group, List, Paper, Stack, Table, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { Automation, DryRun, LeftOut } from "../../../shared/automations/schema.ts";
import { grouped } from "../../../shared/points/programme/words.ts";
import { type Say, useSay } from "../language.tsx";
import { Trouble } from "../parts/States.tsx";
import { To } from "../parts/To.tsx";
import { askDryRun } from "./api.ts";
import { leftOutWords, occasionWords } from "./words.ts";

/** Whom it would tell at its next time of sending, as it stands in the form or as it is saved. Nothing is sent. */
export function TryOut({
  automationId,
  automation,
  before = (ask) => ask(),
  ready = true,
}: {
  readonly automationId: string | null;
  readonly automation: Automation;
  /** Goes on where there is nothing to mend first. */
  readonly before?: (ask: () => void) => void;
  readonly ready?: boolean;
}) {
  const say = useSay();
  const asking = useMutation({
    mutationFn: async (asked: Automation) => ({ asked, found: await askDryRun(automationId, asked) }),
  });
  const answer = asking.data;
  const isOld = answer !== undefined && JSON.stringify(answer.asked) !== JSON.stringify(automation);
  return (
    <Paper withBorder p="md" component="section" aria-label={say("だれに届くか", "Whom it would tell")}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h4">
            {say("だれに届くか", "Whom it would tell")}
          </Title>
          <Button
            variant="default"
            loading={asking.isPending}
            onClick={() => before(() => asking.mutate(automation))}
          >
            {say("試してみる(送りません)", "Try it; nothing is sent")}
          </Button>
        </Group>
        <Trouble error={asking.error} />
        <div role="status">
          {answer !== undefined && isOld && (
            <Text size="sm" c="dimmed">
              {ready
                ? say("内容が変わりました。もう一度試してください。", "It has changed: please try it again.")
                : say("赤い字の項目を直してから試してください。", "Please mend the fields in red first.")}
            </Text>
          )}
          {answer !== undefined && !isOld && <Found found={answer.found} say={say} />}
        </div>
      </Stack>
    </Paper>
  );
}

function Found({ found, say }: { readonly found: DryRun; readonly say: Say }) {
  const { on, sendAt, concerned, willBeSent } = found;
  const day = dayIn(on, say);
  return (
    <Stack gap="sm">
      <Text fw={700} className="numbers">
        {say(
          `次の配信 ${day} ${sendAt} に ${grouped(willBeSent)}人`,
          `Next, ${day} at ${sendAt}: ${grouped(willBeSent)} ${willBeSent === 1 ? "member" : "members"}`,
        )}
      </Text>
      <Text size="sm">
        {concerned === 0
          ? say(
              "次の配信で当てはまる会員はいません。日が変わると当てはまる人も変わります。",
              "It concerns nobody next time. Who it concerns differs from day to day.",
            )
          : say(
              `きっかけに当てはまる${grouped(concerned)}人のうち`,
              `Of ${grouped(concerned)} whom it concerns`,
            )}
      </Text>
      <Reasons leftOut={found.leftOut} say={say} />
      {found.members.length > 0 && <Some found={found} say={say} />}
    </Stack>
  );
}

function Reasons({ leftOut, say }: { readonly leftOut: DryRun["leftOut"]; readonly say: Say }) {
  const all = reasons.flatMap((reason) => {
    const count = leftOut[reason];
    return count === undefined || count === 0 ? [] : [{ reason, count }];
  });
  if (all.length === 0) return null;
  return (
    <List size="sm" className="numbers">
      {all.map(({ reason, count }) => (
        <List.Item key={reason}>
          {say(
            `送らない ${grouped(count)}人 — ${leftOutWords[reason][0]}`,
            `${grouped(count)} left out: ${leftOutWords[reason][1]}`,
          )}
        </List.Item>
      ))}
    </List>
  );
}

/** In the order in which they are asked. */
const reasons: readonly LeftOut[] = [
  ...(["no_line", "suspended", "blocked", "opted_out"] as const),
  ...(["not_in_segment", "capped", "held_out", "nothing_left"] as const),
];

function Some({ found: { members, concerned }, say }: { readonly found: DryRun; readonly say: Say }) {
  return (
    <>
      <Table className="cards" aria-label={say("当てはまる会員", "Members it concerns")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say("会員", "Member")}</Table.Th>
            <Table.Th>{say("きっかけ", "Because of")}</Table.Th>
            <Table.Th>{say("結果", "Result")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {members.map(({ memberId, name, occasion, left }) => (
            <Table.Tr key={`${memberId} ${occasion}`}>
              <Table.Td data-label={say("会員", "Member")}>
                <To to={`members/${memberId}`}>{name ?? say("(名前なし)", "(no name)")}</To>
              </Table.Td>
              <Table.Td data-label={say("きっかけ", "Because of")}>{occasionWords(occasion, say)}</Table.Td>
              <Table.Td data-label={say("結果", "Result")}>
                {left === null ? say("送る", "Will be sent") : say(...leftOutWords[left])}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {concerned > members.length && (
        <Text size="sm" c="dimmed" className="numbers">
          {say(
            `ほか${grouped(concerned - members.length)}件`,
            `and ${grouped(concerned - members.length)} more`,
          )}
        </Text>
      )}
    </>
  );
}

/** 11月22日, 22 Nov. */
function dayIn(on: string, say: Say): string {
  const date = new Date(`${on}T00:00:00Z`);
  const part = { timeZone: "UTC", day: "numeric" } as const;
  return say(
    new Intl.DateTimeFormat("ja-JP", { ...part, month: "long" }).format(date),
    new Intl.DateTimeFormat("en-GB", { ...part, month: "short" }).format(date),
  );
}
