import { Alert, Tabs, Text } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import type { MemberPage } from "../../../shared/members/profile.ts";
import { dayOf } from "../../../shared/points/programme/words.ts";
import { momentOf, useSay } from "../language.tsx";
import { MemberStatus } from "../parts/MemberStatus.tsx";
import { numberOf } from "../parts/member-number.ts";
import { Heading, Loaded } from "../parts/States.tsx";
import { To } from "../parts/To.tsx";
import { usePlace } from "../router.tsx";
import { Unknown } from "../screens/Unknown.tsx";
import { useStaff } from "../session.tsx";
import { Actions } from "./Actions.tsx";
import { useMemberPage } from "./api.ts";
import { MemberCoupons } from "./Coupons.tsx";
import { MemberMessages } from "./Messages.tsx";
import { Notes } from "./Notes.tsx";
import { Overview } from "./Overview.tsx";
import { Points } from "./Points.tsx";
import { MemberStamps } from "./Stamps.tsx";
import { type TabAt, tabIn, tabs } from "./tabs.ts";

/** One member: `part` is the tab in the address. */
export function MemberScreen({ memberId, part }: { readonly memberId: string; readonly part: string }) {
  const member = useMemberPage(memberId);
  const say = useSay();
  const tab = tabIn(part);
  if (tab === null) return <Unknown />;
  return (
    <Loaded query={member}>
      {(page) => (
        <>
          <Heading
            from={["members", say("会員一覧", "Members")]}
            title={page.member.name ?? say("(名前なし)", "(no name)")}
            about={`${say("会員番号", "Member number")} ${numberOf(page.member.publicId)}`}
          >
            <MemberStatus status={page.member.status} />
          </Heading>
          <Standing page={page} asked={memberId} />
          <MemberTabs memberId={page.member.publicId} tab={tab}>
            {drawn(tab, page)}
          </MemberTabs>
        </>
      )}
    </Loaded>
  );
}

function drawn(tab: TabAt, page: MemberPage): ReactNode {
  const memberId = page.member.publicId;
  switch (tab) {
    case "":
      return <Overview page={page} />;
    case "points":
      return <Points memberId={memberId} />;
    case "coupons":
      return <MemberCoupons page={page} />;
    case "stamps":
      return <MemberStamps page={page} />;
    case "messages":
      return <MemberMessages memberId={memberId} />;
    case "notes":
      return <Notes page={page} />;
    case "actions":
      return <Actions page={page} />;
  }
}

/** Arrows go from tab to tab; each has an address, so back and a reload bring it again. */
function MemberTabs({
  memberId,
  tab,
  children,
}: {
  readonly memberId: string;
  readonly tab: TabAt;
  readonly children: ReactNode;
}) {
  const { go } = usePlace();
  const say = useSay();
  const list = useRef<HTMLDivElement>(null);
  // On a phone not all of them fit: the chosen one is brought into sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tab that is chosen is what it is done for
  useEffect(() => {
    const chosen = list.current?.querySelector('[aria-selected="true"]');
    chosen?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [tab]);
  const address = (at: string): string => (at === "" ? `members/${memberId}` : `members/${memberId}/${at}`);
  const value = tab === "" ? "overview" : tab;
  return (
    <Tabs
      value={value}
      keepMounted={false}
      onChange={(chosen) => go(address(chosen === null || chosen === "overview" ? "" : chosen))}
    >
      <Tabs.List ref={list} className="tabs" aria-label={say("会員のページ", "The member's pages")}>
        {tabs.map(({ at, name }) => (
          <Tabs.Tab key={at} value={at === "" ? "overview" : at}>
            {say(name[0], name[1])}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={value} pt="lg">
        <div className="tab-panel">{children}</div>
      </Tabs.Panel>
    </Tabs>
  );
}

/** What stands above every tab: that the card cannot be used, or whose old number was asked for. */
function Standing({ page, asked }: { readonly page: MemberPage; readonly asked: string }) {
  const { timeZone } = useStaff();
  const say = useSay();
  const { member, suspended, mergedFrom } = page;
  const old = mergedFrom.find((number) => number === asked);
  return (
    <>
      {old !== undefined && (
        <Alert color="blue" role="note">
          {say(
            `${numberOf(old)}は、この会員に統合された番号です。`,
            `${numberOf(old)} is an old number of this member.`,
          )}
        </Alert>
      )}
      {member.status === "suspended" && (
        <Alert color="orange" role="note" title={say("利用停止中です", "This membership is suspended")}>
          <Text size="sm">
            {suspended === null
              ? say("レジではこの会員証を使えません。", "Tills refuse this card.")
              : say(
                  `「${suspended.reason}」${suspended.by ?? "スタッフ"}・${momentOf(suspended.atMs, timeZone)}`,
                  `“${suspended.reason}”, ${suspended.by ?? "staff"}, ${momentOf(suspended.atMs, timeZone)}`,
                )}{" "}
            <To to={`members/${member.publicId}/actions`}>{say("再開の手続きへ", "Lift it")}</To>
          </Text>
        </Alert>
      )}
      {member.status === "left" && (
        <Alert color="gray" role="note" title={say("退会済みです", "This membership has ended")}>
          <Text size="sm">
            {say(
              `${member.leftOn === null ? "" : `${dayOf(member.leftOn)}に退会しました。`}誰だったかは残っていません。ポイントと会計の記録だけが番号の下に残ります。`,
              `${member.leftOn === null ? "" : `It ended on ${dayOf(member.leftOn)}. `}Nothing says who it was; points and sales stay under the number.`,
            )}
          </Text>
        </Alert>
      )}
    </>
  );
}
