import { Badge, Group, Paper, Progress, SimpleGrid, Stack, Text } from "@mantine/core";
import type { MemberPage } from "../../../shared/members/profile.ts";
import { dayOf } from "../../../shared/points/programme/words.ts";
import type { MemberStampCard, StampReward } from "../../../shared/stamps/views.ts";
import { momentOf, useLanguage, useSay } from "../language.tsx";
import { Loaded } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import { useStaff } from "../session.tsx";
import { useMemberStamps } from "./api.ts";
import { CorrectStamps } from "./CorrectStamps.tsx";
import { Section } from "./Section.tsx";
import { StampEntries } from "./StampEntries.tsx";

/** The stamp cards in a member's hand, those that are over, what they gave, and every stamp. */
export function MemberStamps({ page }: { readonly page: MemberPage }) {
  const { rights } = useStaff();
  const memberId = page.member.publicId;
  const stamps = useMemberStamps(memberId);
  const say = useSay();
  return (
    <Loaded query={stamps}>
      {({ cards, past, rewards, entries }) => (
        <>
          {cards.length + past.length === 0 ? (
            <Teach title={say("スタンプカードはありません", "No stamp card")}>
              {say(
                "お店で公開中のスタンプカードがあると、会員のカードがここに並びます。",
                "Once a stamp card is issued, what the member has of it stands here.",
              )}
            </Teach>
          ) : (
            <Section title={say("スタンプカード", "Stamp cards")}>
              <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
                {[...cards, ...past].map((card) => (
                  <Card card={card} key={`${card.cardId} ${card.round}`} />
                ))}
              </SimpleGrid>
            </Section>
          )}
          {rewards.length > 0 && <Rewards rewards={rewards} />}
          {rights.adjust && page.member.status !== "left" && cards.length > 0 && (
            <CorrectStamps memberId={memberId} cards={cards} />
          )}
          {entries.length > 0 && <StampEntries entries={entries} />}
        </>
      )}
    </Loaded>
  );
}

function Card({ card }: { readonly card: MemberStampCard }) {
  const { language } = useLanguage();
  const say = useSay();
  const name = card.name[language] || card.name.ja;
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" gap="xs">
        <Text fw={700}>
          {name}
          {card.round > 1 && ` ${say(`${card.round}枚目`, `no. ${card.round}`)}`}
        </Text>
        {card.status !== "open" && (
          <Badge variant="light" color={card.status === "completed" ? "green" : "gray"}>
            {card.status === "completed" ? say("達成", "Completed") : say("失効", "Lapsed")}
          </Badge>
        )}
      </Group>
      <Group gap="sm" mt={4} wrap="nowrap">
        <Progress
          flex={1}
          size="lg"
          color={card.colour}
          value={(card.count / card.goal) * 100}
          aria-label={say(`${name}のスタンプ`, `Stamps of ${name}`)}
        />
        <Text className="numbers" fw={700}>
          {card.count} / {card.goal}
        </Text>
      </Group>
      <Stack gap={2} mt={6}>
        {card.milestones.map(({ at, label, reached }) => (
          <Text size="sm" c={reached ? "inherit" : "dimmed"} key={at}>
            {say(`${at}個`, `At ${at}`)}: {label[language] || label.ja}
            {reached && say("(達成)", " (reached)")}
          </Text>
        ))}
        {card.untilOn !== null && card.status === "open" && (
          <Text size="sm">{say(`${dayOf(card.untilOn)}まで`, `Until ${dayOf(card.untilOn)}`)}</Text>
        )}
      </Stack>
    </Paper>
  );
}

function Rewards({ rewards }: { readonly rewards: readonly StampReward[] }) {
  const { timeZone } = useStaff();
  const { language } = useLanguage();
  const say = useSay();
  return (
    <Section title={say("景品", "Rewards")}>
      <Stack gap="xs">
        {rewards.map((reward) => (
          <Group key={reward.rewardId} justify="space-between" gap="xs">
            <div>
              <Text fw={600}>{reward.name[language] || reward.name.ja}</Text>
              <Text size="sm" c="dimmed">
                {reward.cardName[language] || reward.cardName.ja}・{dayOf(reward.earnedOn)}
              </Text>
            </div>
            <Badge variant="light" color={reward.handedOverAtMs === null ? "blue" : "gray"}>
              {reward.handedOverAtMs === null
                ? say("レジでお渡し", "To hand over at the till")
                : `${say("お渡し済み", "Handed over")} ${momentOf(reward.handedOverAtMs, timeZone)}`}
            </Badge>
          </Group>
        ))}
      </Stack>
    </Section>
  );
}
