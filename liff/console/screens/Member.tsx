import { Badge, Group, Paper, SimpleGrid, Stack, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { LotView, MemberPoints } from "../../../shared/points/programme/console.ts";
import { dayOf, grouped, pointsOf } from "../../../shared/points/programme/words.ts";
import type { MemberRank } from "../../../shared/ranks/console.ts";
import { ask } from "../../api/client.ts";
import { useMember } from "../api.ts";
import { useLanguage, useSay } from "../language.tsx";
import { MemberMessages } from "../line/MemberMessages.tsx";
import { AdjustForm } from "../parts/AdjustForm.tsx";
import { BirthdayForm } from "../parts/BirthdayForm.tsx";
import { GrantForm } from "../parts/GrantForm.tsx";
import { BalanceOn, History } from "../parts/History.tsx";
import { numberOf } from "../parts/member-number.ts";
import { Empty, Heading, Loaded } from "../parts/States.tsx";
import { Swatch } from "../parts/Swatch.tsx";
import { To } from "../parts/To.tsx";
import { useStaff } from "../session.tsx";
import { Status } from "./Members.tsx";

export function MemberScreen({ memberId }: { readonly memberId: string }) {
  const member = useMember(memberId);
  const rank = useQuery({
    queryKey: ["member-rank", memberId],
    queryFn: () => ask<MemberRank>(`/api/console/members/${encodeURIComponent(memberId)}/rank`),
  });
  const { rights } = useStaff();
  const say = useSay();
  return (
    <Loaded query={member}>
      {(found) => (
        <>
          <Heading
            title={found.member.name ?? say("(名前なし)", "(no name)")}
            about={`${say("会員番号", "Member number")} ${numberOf(found.member.publicId)}・${say("入会", "joined")} ${dayOf(found.member.joinedOn)}`}
          >
            <Status status={found.member.status} />
            <To to="members">{say("会員を探す", "Find members")}</To>
          </Heading>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <Balance found={found} />
            <Paper withBorder p="md">
              <Text size="sm" c="dimmed">
                {say("ランク", "Rank")}
              </Text>
              <Loaded query={rank}>
                {(answer) => <RankNow answer={answer} memberId={memberId} mayGrant={rights.adjust} />}
              </Loaded>
            </Paper>
          </SimpleGrid>
          {found.adjustPointsMax !== null && found.member.status !== "left" && (
            <AdjustForm found={found} pointsMax={found.adjustPointsMax} />
          )}
          {rights.adjust && found.member.status !== "left" && <BirthdayForm memberId={memberId} />}
          <Lots lots={found.lots} />
          <MemberMessages memberId={memberId} />
          <BalanceOn memberId={found.member.publicId} />
          <History memberId={found.member.publicId} />
        </>
      )}
    </Loaded>
  );
}

function Balance({ found }: { readonly found: MemberPoints }) {
  const { language } = useLanguage();
  const say = useSay();
  const { points } = found;
  const pending = points.pending.reduce((sum, part) => sum + part.points, 0);
  return (
    <Paper withBorder p="md">
      <Text size="sm" c="dimmed">
        {say("使えるポイント", "Usable points")}
      </Text>
      <Text className="sum numbers" data-testid="balance">
        {pointsOf(points.balance, language)}
      </Text>
      <Group gap="md" mt="xs">
        {pending > 0 && (
          <Text size="sm">
            {say("仮ポイント", "Pending")} {pointsOf(pending, language)}
          </Text>
        )}
        {points.held > 0 && (
          <Text size="sm">
            {say("お支払い処理中", "In a payment")} {pointsOf(points.held, language)}
          </Text>
        )}
        {points.debt > 0 && (
          <Text size="sm" c="red">
            {say("不足(次回付与から差引)", "Owed")} {pointsOf(points.debt, language)}
          </Text>
        )}
        {points.nextExpiry !== null && (
          <Text size="sm">
            {say(
              `${dayOf(points.nextExpiry.expiresOn)}に${pointsOf(points.nextExpiry.points, language)}失効`,
              `${pointsOf(points.nextExpiry.points, language)} lapse after ${dayOf(points.nextExpiry.expiresOn)}`,
            )}
          </Text>
        )}
      </Group>
    </Paper>
  );
}

function RankNow({
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

function Lots({ lots }: { readonly lots: readonly LotView[] }) {
  const { language } = useLanguage();
  const say = useSay();
  const origins = {
    purchase: say("お買い上げ", "Purchase"),
    promotion: say("販促", "Promotion"),
    adjustment: say("調整", "Adjustment"),
    migration: say("移行", "Migration"),
    third_party: say("他社", "Third party"),
  };
  return (
    <Paper withBorder p="md" component="section">
      <Text fw={700} component="h2" mb="xs">
        {say("残高の内訳(使われる順)", "What is left, in the order of use")}
      </Text>
      {lots.length === 0 ? (
        <Empty>{say("残っているポイントはありません。", "No points are left.")}</Empty>
      ) : (
        <div>
          <Table className="cards">
            <Table.Thead>
              <Table.Tr>
                <Table.Th ta="right">{say("残り", "Left")}</Table.Th>
                <Table.Th ta="right">{say("付与", "Given")}</Table.Th>
                <Table.Th>{say("使えるのは", "Usable from")}</Table.Th>
                <Table.Th>{say("有効期限", "Until")}</Table.Th>
                <Table.Th>{say("由来", "Origin")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {lots.map((lot) => (
                <Table.Tr key={lot.lotId}>
                  <Table.Td ta="right" className="numbers" data-label={say("残り", "Left")}>
                    {pointsOf(lot.remaining, language)}
                  </Table.Td>
                  <Table.Td ta="right" className="numbers" data-label={say("付与", "Given")}>
                    {pointsOf(lot.points, language)}
                  </Table.Td>
                  <Table.Td className="numbers" data-label={say("使えるのは", "Usable from")}>
                    {lot.activatesOn === null ? say("確定待ち", "waits") : dayOf(lot.activatesOn)}
                  </Table.Td>
                  <Table.Td className="numbers" data-label={say("有効期限", "Until")}>
                    {lot.expiresOn === null ? "—" : dayOf(lot.expiresOn)}
                  </Table.Td>
                  <Table.Td data-label={say("由来", "Origin")}>{origins[lot.origin]}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Paper>
  );
}
