import { Badge, Group, Stack, Text } from "@mantine/core";
import { dayOf, grouped } from "../../../shared/points/programme/words.ts";
import type { MemberRank } from "../../../shared/ranks/console.ts";
import { useLanguage, useSay } from "../language.tsx";
import { GrantForm } from "../parts/GrantForm.tsx";
import { Swatch } from "../parts/Swatch.tsx";

/** The rank, until when, and what is missing for the next. */
export function RankNow({
  answer,
  memberId,
  mayGrant,
}: {
  readonly answer: MemberRank;
  readonly memberId: string;
  readonly mayGrant: boolean;
}) {
  const { language } = useLanguage();
  const say = useSay();
  const { rank } = answer;
  if (rank === null) {
    return <Text>{say("このお店にはランクがありません。", "This shop has no ranks.")}</Text>;
  }
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Swatch rank={rank} />
        <Text fw={700} size="lg">
          {rank.name[language]}
        </Text>
        {rank.granted && (
          <Badge variant="light" color="blue">
            {say("手動付与", "Given by hand")}
          </Badge>
        )}
      </Group>
      {rank.untilOn !== null && (
        <Text size="sm">{say(`${dayOf(rank.untilOn)}まで`, `until ${dayOf(rank.untilOn)}`)}</Text>
      )}
      {rank.next !== null && (
        <Text size="sm">
          {say(
            `あと${rank.metric === "yen" ? "¥" : ""}${grouped(rank.next.missing)}${rank.metric === "visits" ? "回" : rank.metric === "points" ? "P" : ""}で${rank.next.name.ja}`,
            `${rank.metric === "yen" ? "¥" : ""}${grouped(rank.next.missing)}${rank.metric === "visits" ? " visits" : rank.metric === "points" ? " points" : ""} more for ${rank.next.name.en}`,
          )}
        </Text>
      )}
      {mayGrant && <GrantForm rank={rank} memberId={memberId} />}
    </Stack>
  );
}
