import { Badge, Group, Stack, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { MemberTopics, TopicSaid } from "../../../shared/topics/schema.ts";
import { topicNames } from "../../../shared/topics/words.ts";
import { ask } from "../../api/client.ts";
import { momentOf, useLanguage, useSay } from "../language.tsx";
import { Loaded } from "../parts/States.tsx";
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
      <Loaded query={topics}>{(found) => <Found topics={found} />}</Loaded>
    </Section>
  );
}

function Found({ topics: { topics, said } }: { readonly topics: MemberTopics }) {
  const { language } = useLanguage();
  const say = useSay();
  return (
    <Stack gap="sm">
      <Group gap="lg">
        {topics.map(({ topic, wanted }) => (
          <Group key={topic} gap="xs">
            <Text>{topicNames[topic][language]}</Text>
            <Badge variant="light" color={wanted ? "green" : "gray"}>
              {wanted ? say("受け取る", "Wanted") : say("停止中", "Stopped")}
            </Badge>
          </Group>
        ))}
      </Group>
      {said.length === 0 ? (
        <Text size="sm" c="dimmed">
          {say(
            "本人による変更はまだありません。会員証の設定か、トークの「配信停止」で変えられます。",
            "Nothing was changed yet. Members do so in their card's settings, or with “stop” in the chat.",
          )}
        </Text>
      ) : (
        <Log said={said} />
      )}
    </Stack>
  );
}

function Log({ said }: { readonly said: readonly TopicSaid[] }) {
  const { timeZone } = useStaff();
  const { language } = useLanguage();
  const say = useSay();
  return (
    <details>
      <summary className="tap">
        {say(`本人による変更の記録(${said.length}件)`, `What they have said (${said.length})`)}
      </summary>
      <Table.ScrollContainer minWidth={480}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say("日時", "When")}</Table.Th>
              <Table.Th>{say("種類", "Kind")}</Table.Th>
              <Table.Th>{say("内容", "What")}</Table.Th>
              <Table.Th>{say("どこで", "Where")}</Table.Th>
              <Table.Th>{say("文面の版", "Words")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {said.map((one) => (
              <Table.Tr key={`${one.chosenAtMs} ${one.topic} ${one.source} ${one.wanted}`}>
                <Table.Td className="numbers">{momentOf(one.chosenAtMs, timeZone)}</Table.Td>
                <Table.Td>{topicNames[one.topic][language]}</Table.Td>
                <Table.Td>{one.wanted ? say("再開", "Resumed") : say("停止", "Stopped")}</Table.Td>
                <Table.Td>{one.source === "chat" ? say("トーク", "Chat") : say("会員証", "Card")}</Table.Td>
                <Table.Td className="numbers">{one.textVersion}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </details>
  );
}
