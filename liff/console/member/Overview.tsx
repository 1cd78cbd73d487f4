import { Paper, SimpleGrid, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { MemberPage } from "../../../shared/members/profile.ts";
import { dayOf, grouped, pointsOf, yenOf } from "../../../shared/points/programme/words.ts";
import { useMember } from "../api.ts";
import { useLanguage, useSay } from "../language.tsx";
import { BirthdayForm } from "../parts/BirthdayForm.tsx";
import { Loaded } from "../parts/States.tsx";
import { To } from "../parts/To.tsx";
import { useStaff } from "../session.tsx";
import { useMemberRank } from "./api.ts";
import { Origin } from "./Origin.tsx";
import { Profile } from "./Profile.tsx";
import { RankNow } from "./Rank.tsx";
import { Section } from "./Section.tsx";
import { Tags } from "./Tags.tsx";

/** Who a member is and how they stand, at a glance. */
export function Overview({ page }: { readonly page: MemberPage }) {
  const { rights } = useStaff();
  const say = useSay();
  const { member } = page;
  const here = member.status !== "left";
  return (
    <>
      <Figures page={page} />
      <SimpleGrid cols={{ base: 1, sm: here ? 2 : 1 }} spacing="lg">
        <Rank memberId={member.publicId} mayGrant={rights.adjust && here} />
        {here && <Tags page={page} />}
      </SimpleGrid>
      {here && <Profile page={page} key={member.publicId} />}
      {here && rights.adjust && <BirthdayForm memberId={member.publicId} />}
      {here && !rights.adjust && (
        <Section title={say("誕生日", "Birthday")}>
          <Text className="numbers">{member.birthday?.replace("-", "/") ?? say("登録なし", "not told")}</Text>
        </Section>
      )}
      <Origin page={page} />
    </>
  );
}

function Figures({ page }: { readonly page: MemberPage }) {
  const { language } = useLanguage();
  const say = useSay();
  const { publicId } = page.member;
  const points = useMember(publicId);
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
      <Figure name={say("使えるポイント", "Usable points")}>
        {points.data === undefined ? (
          "…"
        ) : (
          <To to={`members/${publicId}/points`}>{pointsOf(points.data.points.balance, language)}</To>
        )}
      </Figure>
      <Figure name={say("来店", "Visits")}>
        {say(`${grouped(page.visits)}回`, grouped(page.visits))}
        {page.lastVisitOn !== null && (
          <Text size="xs" c="dimmed" fw={400}>
            {say(`最後は${dayOf(page.lastVisitOn)}`, `last on ${dayOf(page.lastVisitOn)}`)}
          </Text>
        )}
      </Figure>
      <Figure name={say("お買い上げ", "Purchases")}>
        {say(`${grouped(page.purchases)}件`, grouped(page.purchases))}
      </Figure>
      <Figure name={say("累計金額", "Spent in all")}>{yenOf(page.spendYen)}</Figure>
    </SimpleGrid>
  );
}

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Paper withBorder px="md" py="sm">
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="div" fw={700} size="xl" className="numbers">
        {children}
      </Text>
    </Paper>
  );
}

function Rank({ memberId, mayGrant }: { readonly memberId: string; readonly mayGrant: boolean }) {
  const rank = useMemberRank(memberId);
  const say = useSay();
  return (
    <Section title={say("ランク", "Rank")}>
      <Loaded query={rank}>
        {(answer) => <RankNow answer={answer} memberId={memberId} mayGrant={mayGrant} />}
      </Loaded>
    </Section>
  );
}
