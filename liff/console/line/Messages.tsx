import { Alert, Button, Group, SimpleGrid, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { addDays, dateAt } from "../../../shared/dates.ts";
import type { MessageFound } from "../../../shared/outbox/console.ts";
import { grouped } from "../../../shared/points/programme/words.ts";
import { useSay } from "../language.tsx";
import { Empty, Heading, Loaded } from "../parts/States.tsx";
import { usePlace } from "../router.tsx";
import { useStaff } from "../session.tsx";
import { type MessageFilter, useMessageCounts, useMessages } from "./api.ts";
import { filterIn, MessageFilters } from "./MessageFilters.tsx";
import { MessagePanel } from "./MessagePanel.tsx";
import { MessageRows } from "./MessageRows.tsx";

/** Every message to a member: why, when, and what LINE answered. */
export function MessagesScreen() {
  const { query, refine } = usePlace();
  const queries = useQueryClient();
  const say = useSay();
  const filter = filterIn(query);
  const open = query.get("message");
  return (
    <>
      <Heading
        title={say("送ったメッセージ", "Messages sent")}
        about={say(
          "LINEで送ったもの・送るものすべてです。行を選ぶと、会員に見える姿と、LINEの返事が分かります。",
          "Everything that went or goes out to LINE. Choose a row to see it as the member does, and what LINE answered.",
        )}
      >
        <Button variant="default" onClick={() => void queries.invalidateQueries({ queryKey: ["messages"] })}>
          {say("最新にする", "Refresh")}
        </Button>
      </Heading>
      <Counts />
      <MessageFilters filter={filter} />
      <List filter={filter} onOpen={({ messageId }) => refine({ message: messageId }, "opened")} />
      <MessagePanel messageId={open} onClose={() => refine({ message: null })} />
    </>
  );
}

function List(props: { readonly filter: MessageFilter; readonly onOpen: (message: MessageFound) => void }) {
  const { filter, onOpen } = props;
  const messages = useMessages(filter);
  const say = useSay();
  const filtered = Object.values(filter).some((value) => value !== undefined);
  return (
    <>
      <Loaded query={messages}>
        {({ pages }) => {
          const found = pages.flatMap((page) => page.messages);
          if (found.length > 0) return <MessageRows messages={found} onOpen={onOpen} />;
          return filtered ? <NothingLikeThat /> : <NothingYet />;
        }}
      </Loaded>
      {messages.hasNextPage && (
        <Button
          variant="default"
          loading={messages.isFetchingNextPage}
          onClick={() => void messages.fetchNextPage()}
        >
          {say("もっと見る", "Show more")}
        </Button>
      )}
    </>
  );
}

function NothingLikeThat() {
  const { go } = usePlace();
  const say = useSay();
  return (
    <Empty>
      {say("この条件のメッセージはありません。", "No message is like that.")}{" "}
      <Button variant="subtle" onClick={() => go("messages")}>
        {say("条件をすべて外す", "Clear the filters")}
      </Button>
    </Empty>
  );
}

function NothingYet() {
  const say = useSay();
  return (
    <Alert color="gray" title={say("まだメッセージがありません", "No messages yet")}>
      <Text size="sm">
        {say(
          "会計をすると、お買い上げのお知らせがここに並びます。会員がトークで「ポイント」と送ったときの返事もここに残ります。",
          "A sale puts a receipt here, and so does a member who writes “points” in the chat.",
        )}
      </Text>
    </Alert>
  );
}

/** How many there are of each; pressed, they are a filter. */
function Counts() {
  const counts = useMessageCounts();
  const { refine } = usePlace();
  const { timeZone } = useStaff();
  const say = useSay();
  if (counts.data === undefined) return null;
  const today = dateAt(Date.now(), timeZone);
  const lately = addDays(today, -30);
  const { waiting, sentToday, unitsToday, refused, unknown } = counts.data;
  const shown = [
    { status: "waiting", label: say("送信待ち", "Waiting"), count: waiting, from: null, alarming: false },
    {
      status: "sent",
      label: say("今日の送信済み(件)", "Sent today, rows"),
      count: sentToday,
      from: today,
      alarming: false,
    },
    {
      status: "refused",
      label: say("送れなかった(30日)", "Not sent, 30 days"),
      count: refused,
      from: lately,
      alarming: true,
    },
    {
      status: "unknown",
      label: say("不明(30日)", "Unknown, 30 days"),
      count: unknown,
      from: lately,
      alarming: true,
    },
  ];
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
        {shown.map(({ status, label, count, from, alarming }) => (
          <button
            key={status}
            type="button"
            className="count"
            data-alarming={alarming && count > 0 ? true : undefined}
            onClick={() => refine({ status, from, to: null })}
          >
            <Group gap={4} justify="space-between" wrap="nowrap">
              <span>{label}</span>
              <b className="numbers">{grouped(count)}</b>
            </Group>
          </button>
        ))}
      </SimpleGrid>
      <Text size="sm" c="dimmed">
        {say(
          `1件は1回の送信で、何人宛でも1件です。LINEの通数(人数×メッセージ数、返信を除く)は今日${grouped(unitsToday)}通で、ダッシュボードと同じ数え方です。`,
          `A row is one sending, to however many people. What LINE counts, people times messages without replies, is ${grouped(unitsToday)} today, as on the dashboard.`,
        )}
      </Text>
    </>
  );
}
