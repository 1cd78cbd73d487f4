import { Group, Stack, Switch, Table, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { MemberTopics, TopicSaid } from "../../../shared/topics/schema.ts";
import type { ChoiceSource, MessageTopic } from "../../../shared/topics/topics.ts";
import { topicNames, topicTextVersion } from "../../../shared/topics/words.ts";
import { ask } from "../../api/client.ts";
import { newKey } from "../api.ts";
import { momentOf, useLanguage, useSay } from "../language.tsx";
import { useTell } from "../parts/Notice.tsx";
import { Loaded, Trouble } from "../parts/States.tsx";
import type { Words } from "../screen.ts";
import { useStaff } from "../session.tsx";
import { pathOf } from "./api.ts";
import { Section } from "./Section.tsx";

/** Which kinds of messages this member wants, and everything they have said about it. */
export function Topics({ memberId }: { readonly memberId: string }) {
  const say = useSay();
  const topics = useQuery({
    queryKey: ["member", memberId, "topics"],
    queryFn: () => ask<MemberTopics>(`${pathOf(memberId)}/topics`),
  });
  return (
    <Section title={say("配信の種類", "Kinds of messages")}>
      <Loaded query={topics}>{(found) => <Found memberId={memberId} topics={found} />}</Loaded>
    </Section>
  );
}

function Found({
  memberId,
  topics: { topics, said },
}: {
  readonly memberId: string;
  readonly topics: MemberTopics;
}) {
  const { language } = useLanguage();
  const { rights } = useStaff();
  const queries = useQueryClient();
  const tell = useTell();
  const say = useSay();
  const put = async (topic: MessageTopic, wanted: boolean): Promise<void> => {
    const answer = await ask<MemberTopics>(`${pathOf(memberId)}/topics`, {
      method: "PUT",
      body: { textVersion: topicTextVersion, wanted: { [topic]: wanted } },
      idempotencyKey: newKey(),
    });
    queries.setQueryData(["member", memberId, "topics"], answer);
  };
  const turn = useMutation({
    mutationFn: ({ topic, wanted }: { readonly topic: MessageTopic; readonly wanted: boolean }) =>
      put(topic, wanted),
    onSuccess: (_, { topic, wanted }) => {
      const name = topicNames[topic][language];
      tell(
        wanted
          ? say(`「${name}」を再開しました`, `${name}: resumed`)
          : say(`「${name}」を止めました`, `${name}: stopped`),
        () => put(topic, !wanted),
      );
    },
  });
  return (
    <Stack gap="sm">
      <Group gap="lg">
        {topics.map(({ topic, wanted }) => (
          <Switch
            key={topic}
            size="md"
            label={`${topicNames[topic][language]}・${wanted ? say("受け取る", "Wanted") : say("停止中", "Stopped")}`}
            checked={wanted}
            disabled={!rights.members || turn.isPending}
            onChange={({ currentTarget }) => turn.mutate({ topic, wanted: currentTarget.checked })}
          />
        ))}
      </Group>
      {rights.members && (
        <Text size="sm" c="dimmed">
          {say(
            "会員から頼まれたときだけ切り替えてください。だれが切り替えたかが残ります。",
            "Switch them only where the member asked for it. Who did so is kept.",
          )}
        </Text>
      )}
      <Trouble error={turn.error} />
      {said.length === 0 ? (
        <Text size="sm" c="dimmed">
          {say(
            "変更はまだありません。会員証の設定か、トークの「配信停止」で変えられます。",
            "Nothing was changed yet. Members do so in their card's settings, or with “stop” in the chat.",
          )}
        </Text>
      ) : (
        <Log said={said} />
      )}
    </Stack>
  );
}

const sourceWords: Readonly<Record<ChoiceSource, Words>> = {
  chat: ["トーク", "Chat"],
  card: ["会員証", "Card"],
  staff: ["スタッフに依頼", "By staff, at their request"],
};

function Log({ said }: { readonly said: readonly TopicSaid[] }) {
  const { timeZone } = useStaff();
  const { language } = useLanguage();
  const say = useSay();
  return (
    <details>
      <summary className="tap">
        {say(`変更の記録(${said.length}件)`, `What was switched (${said.length})`)}
      </summary>
      <Table.ScrollContainer minWidth={480}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say("日時", "When")}</Table.Th>
              <Table.Th>{say("種類", "Kind")}</Table.Th>
              <Table.Th>{say("内容", "What")}</Table.Th>
              <Table.Th>{say("どこで", "Where")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {said.map((one) => (
              <Table.Tr key={`${one.chosenAtMs} ${one.topic} ${one.source} ${one.wanted}`}>
                <Table.Td className="numbers">{momentOf(one.chosenAtMs, timeZone)}</Table.Td>
                <Table.Td>{topicNames[one.topic][language]}</Table.Td>
                <Table.Td>{one.wanted ? say("再開", "Resumed") : say("停止", "Stopped")}</Table.Td>
                <Table.Td>{say(...sourceWords[one.source])}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </details>
  );
}
