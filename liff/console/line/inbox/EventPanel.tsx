import { Button, Code, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { EventDetails, Replayed } from "../../../../shared/inbox/console.ts";
import { grouped } from "../../../../shared/points/programme/words.ts";
import { ask } from "../../../api/client.ts";
import { momentOf, useSay } from "../../language.tsx";
import { numberOf } from "../../parts/member-number.ts";
import { Loaded, Trouble } from "../../parts/States.tsx";
import { To } from "../../parts/To.tsx";
import { useStaff } from "../../session.tsx";
import { Facts } from "../Facts.tsx";
import { Panel } from "../Panel.tsx";
import { useEvent } from "./api.ts";
import { EventBadge } from "./EventRows.tsx";
import { typeWords } from "./words.ts";

/** One event of LINE: why it failed, what is kept of it, and a second try. */
export function EventPanel(props: { readonly eventId: string | null; readonly onClose: () => void }) {
  const say = useSay();
  return (
    <Panel title={say("イベントの詳細", "The event")} opened={props.eventId !== null} onClose={props.onClose}>
      {props.eventId !== null && <One eventId={props.eventId} key={props.eventId} />}
    </Panel>
  );
}

function One({ eventId }: { readonly eventId: string }) {
  const event = useEvent(eventId);
  const say = useSay();
  return (
    <Loaded query={event}>
      {(found) => (
        <Stack gap="md">
          <Group gap="xs" role="status">
            <EventBadge status={found.status} />
            <Text fw={700}>{typeWords(found.type, say)}</Text>
          </Group>
          {found.failure !== null && (
            <Code block className="token">
              {found.failure}
            </Code>
          )}
          <Story event={found} />
          {found.status === "dead" && <Replay eventId={eventId} />}
          <details>
            <summary className="tap">{say("保存している内容", "What is kept of it")}</summary>
            <Code block className="token">
              {JSON.stringify(found.body, null, 2)}
            </Code>
          </details>
        </Stack>
      )}
    </Loaded>
  );
}

function Story({ event }: { readonly event: EventDetails }) {
  const { timeZone } = useStaff();
  const say = useSay();
  const member =
    event.memberId === null ? (
      say("会員でない方", "No member")
    ) : (
      <To to={`members/${event.memberId}`}>{numberOf(event.memberId)}</To>
    );
  const lines: readonly (readonly [string, ReactNode])[] = [
    [say("会員", "Member"), member],
    [say("起きた", "Happened"), momentOf(event.occurredAtMs, timeZone)],
    [say("届いた", "Came"), momentOf(event.receivedAtMs, timeZone)],
    [say("試した回数", "Tries"), grouped(event.attempts)],
    ...(event.status === "waiting"
      ? [[say("次に試す", "Tried next"), momentOf(event.dueAtMs, timeZone)] as const]
      : []),
    [say("LINEのイベントID", "LINE's event id"), <Code key="id">{event.eventId}</Code>],
  ];
  return <Facts lines={lines} />;
}

function Replay({ eventId }: { readonly eventId: string }) {
  const { rights } = useStaff();
  const queries = useQueryClient();
  const say = useSay();
  const replay = useMutation({
    mutationFn: () =>
      ask<Replayed>(`/api/console/inbox/${encodeURIComponent(eventId)}/replay`, { method: "POST", body: {} }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["inbox"] }),
  });
  if (!rights.messages) return null;
  return (
    <>
      <Trouble error={replay.error} />
      <Button loading={replay.isPending} onClick={() => replay.mutate()}>
        {say("もう一度処理する", "Work on it again")}
      </Button>
    </>
  );
}
