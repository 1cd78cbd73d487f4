import { Text } from "@mantine/core";
import type { MemberPage } from "../../../shared/members/profile.ts";
import { useSay } from "../language.tsx";
import { useStaff } from "../session.tsx";
import { Erase } from "./Erase.tsx";
import { ExportData } from "./ExportData.tsx";
import { Merge } from "./Merge.tsx";
import { ReplaceCard } from "./ReplaceCard.tsx";
import { Section } from "./Section.tsx";
import { Suspend } from "./Suspend.tsx";

/** What is done to a membership, from what is undone with a press to what is for good. */
export function Actions({ page }: { readonly page: MemberPage }) {
  const { rights } = useStaff();
  const say = useSay();
  const { publicId, status } = page.member;
  const here = status !== "left";
  return (
    <>
      {rights.members && <ExportData page={page} />}
      {rights.adjust && here && (
        <>
          <Suspend page={page} key={`${publicId} ${status}`} />
          <ReplaceCard page={page} key={`card ${publicId}`} />
          <Merge memberId={publicId} key={`merge ${publicId}`} />
          <Erase page={page} key={`erase ${publicId}`} />
        </>
      )}
      {!rights.adjust && here && (
        <Section title={say("会員証と会員登録", "Card and membership")}>
          <Text size="sm" c="dimmed">
            {say(
              "利用停止・会員証の再発行・削除は、店長かオーナーが行います。",
              "Suspending, replacing a card and erasing are for managers and owners.",
            )}
          </Text>
        </Section>
      )}
    </>
  );
}
