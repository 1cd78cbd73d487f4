import { Alert, Button, Group, SimpleGrid, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type EventStatus, eventStatuses, type Replayed } from "../../../../shared/inbox/console.ts";
import { grouped } from "../../../../shared/points/programme/words.ts";
import { ask } from "../../../api/client.ts";
import { momentOf, useSay } from "../../language.tsx";
import { Empty, Heading, Loaded, Trouble } from "../../parts/States.tsx";
import { usePlace } from "../../router.tsx";
import { useStaff } from "../../session.tsx";
import { useEvents, useInboxCounts } from "./api.ts";
import { EventPanel } from "./EventPanel.tsx";
import { EventRows } from "./EventRows.tsx";
import { statusWords } from "./words.ts";

/** What LINE told us, and above all what could not be worked on: why, when, and again. */
export function InboxScreen() {
  const { query, refine } = usePlace();
  const queries = useQueryClient();
  const say = useSay();
  const status = eventStatuses.find((one) => one === query.get("status")) ?? "dead";
  return (
    <>
      <Heading
        title={say("LINEからの受信", "Received from LINE")}
        about={say(
          "LINEから届いたイベント(友だち追加・ブロック・メッセージ・ボタン操作)です。処理に失敗したものだけ、人の手が要ります。",
          "What LINE told us: who follows, blocks, writes, presses. Only what failed needs a person.",
        )}
      >
        <Button variant="default" onClick={() => void queries.invalidateQueries({ queryKey: ["inbox"] })}>
          {say("最新にする", "Refresh")}
        </Button>
      </Heading>
      <Counts chosen={status} />
      <List status={status} />
      <EventPanel eventId={query.get("event")} onClose={() => refine({ event: null })} />
    </>
  );
}

function Counts({ chosen }: { readonly chosen: EventStatus }) {
  const counts = useInboxCounts();
  const { refine } = usePlace();
  const { timeZone } = useStaff();
  const say = useSay();
  if (counts.data === undefined) return null;
  const words = statusWords(say);
  const found = counts.data.counts;
  const { waitingSinceMs } = counts.data;
  const order: readonly EventStatus[] = ["dead", "waiting", "done", "ignored"];
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
        {order.map((status) => (
          <button
            key={status}
            type="button"
            className="count"
            aria-pressed={status === chosen}
            data-alarming={status === "dead" && found.dead > 0 ? true : undefined}
            onClick={() => refine({ status })}
          >
            <Group gap={4} justify="space-between" wrap="nowrap">
              <span>{words[status]}</span>
              <b className="numbers">{grouped(found[status])}</b>
            </Group>
          </button>
        ))}
      </SimpleGrid>
      {waitingSinceMs !== null && (
        <Text size="sm" c="dimmed">
          {say(
            `いちばん古い処理待ちは${momentOf(waitingSinceMs, timeZone)}に届きました。`,
            `The oldest that waits came at ${momentOf(waitingSinceMs, timeZone)}.`,
          )}
        </Text>
      )}
    </>
  );
}

function List({ status }: { readonly status: EventStatus }) {
  const events = useEvents(status);
  const { refine } = usePlace();
  const say = useSay();
  return (
    <>
      <Loaded query={events}>
        {({ pages }) => {
          const found = pages.flatMap((page) => page.events);
          if (found.length === 0) return <Nothing status={status} />;
          return (
            <>
              {status === "dead" && <ReplayAll />}
              <EventRows events={found} onOpen={({ eventId }) => refine({ event: eventId }, "opened")} />
            </>
          );
        }}
      </Loaded>
      {events.hasNextPage && (
        <Button
          variant="default"
          loading={events.isFetchingNextPage}
          onClick={() => void events.fetchNextPage()}
        >
          {say("もっと見る", "Show more")}
        </Button>
      )}
    </>
  );
}

function Nothing({ status }: { readonly status: EventStatus }) {
  const say = useSay();
  if (status !== "dead") return <Empty>{say("ありません。", "None.")}</Empty>;
  return (
    <Alert color="green" title={say("失敗したイベントはありません", "Nothing failed")}>
      <Text size="sm">
        {say(
          "届いたイベントは自動で処理され、失敗しても8回までやり直します。それでも処理できなかったものだけが、理由とともにここに残ります。",
          "Events are worked on by themselves, and tried again up to eight times. Only what fails after that is kept here, with why.",
        )}
      </Text>
    </Alert>
  );
}

function ReplayAll() {
  const { rights } = useStaff();
  const queries = useQueryClient();
  const say = useSay();
  const replay = useMutation({
    mutationFn: () => ask<Replayed>("/api/console/inbox/replay", { method: "POST", body: {} }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["inbox"] }),
  });
  return (
    <>
      <Text size="sm">
        {say(
          "原因を直したあとに、もう一度処理できます。同じイベントが2回数えられることはありません。",
          "Once the cause is put right they can be worked on again. No event counts twice.",
        )}
      </Text>
      {rights.messages && (
        <Group>
          <Button loading={replay.isPending} onClick={() => replay.mutate()}>
            {say("すべてもう一度処理する", "Work on all of them again")}
          </Button>
        </Group>
      )}
      <Trouble error={replay.error} />
    </>
  );
}
