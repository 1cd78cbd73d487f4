import { automationScreens } from "./automations/screens.tsx";
import { campaignScreens } from "./campaigns/screens.tsx";
import { couponScreens } from "./coupons/screens.tsx";
import { late } from "./late.tsx";
import { reportScreens } from "./reports/screens.tsx";
import { resultScreens } from "./results/screens.tsx";
import type { ScreenEntry } from "./screen.ts";
import { HomeScreen } from "./screens/Home.tsx";
import { InProgramme } from "./screens/InProgramme.tsx";
import { segmentScreens } from "./segments/screens.tsx";
import { stampScreens } from "./stamps/screens.tsx";

const AnswersScreen = late(async () => (await import("./line/chat/Answers.tsx")).AnswersScreen);
const InboxScreen = late(async () => (await import("./line/inbox/Inbox.tsx")).InboxScreen);
const MenusScreen = late(async () => (await import("./line/Menus.tsx")).MenusScreen);
const MessagesScreen = late(async () => (await import("./line/Messages.tsx")).MessagesScreen);
const ReachScreen = late(async () => (await import("./reach/Reach.tsx")).ReachScreen);
const SendingScreen = late(async () => (await import("./line/Sending.tsx")).SendingScreen);
const MemberScreen = late(async () => (await import("./member/Member.tsx")).MemberScreen);
const CsvScreen = late(async () => (await import("./screens/Csv.tsx")).CsvScreen);
const KeysScreen = late(async () => (await import("./keys/Keys.tsx")).KeysScreen);
const MembersScreen = late(async () => (await import("./screens/Members.tsx")).MembersScreen);
const MessageSamples = late(async () => (await import("./screens/MessageSamples.tsx")).MessageSamples);
const PolicyScreen = late(async () => (await import("./screens/Policy.tsx")).PolicyScreen);
const PreviewScreen = late(async () => (await import("./screens/Preview.tsx")).PreviewScreen);
const PublishScreen = late(async () => (await import("./screens/Publish.tsx")).PublishScreen);
const RanksScreen = late(async () => (await import("./screens/Ranks.tsx")).RanksScreen);
const RuleScreen = late(async () => (await import("./screens/Rule.tsx")).RuleScreen);
const RulesScreen = late(async () => (await import("./screens/Rules.tsx")).RulesScreen);
const VersionScreen = late(async () => (await import("./screens/Versions.tsx")).VersionScreen);
const VersionsScreen = late(async () => (await import("./screens/Versions.tsx")).VersionsScreen);
const AuditScreen = late(async () => (await import("./shop/Audit.tsx")).AuditScreen);
const PlaceScreen = late(async () => (await import("./shop/Place.tsx")).PlaceScreen);
const PlacesScreen = late(async () => (await import("./shop/Places.tsx")).PlacesScreen);
const RolesScreen = late(async () => (await import("./shop/Roles.tsx")).RolesScreen);
const SettingsScreen = late(async () => (await import("./shop/Settings.tsx")).SettingsScreen);
const StaffScreen = late(async () => (await import("./shop/Staff.tsx")).StaffScreen);
const TagsScreen = late(async () => (await import("./tags/Tags.tsx")).TagsScreen);

/**
 * Every screen of the console, in the order of the list at the side. **A screen is added by one entry here**: its address,
 * its name in both languages, its group, and what is drawn; the list, the window's title and the page that answers an
 * unknown address follow from it. Reports, coupons, stamp cards and automations keep their entries in their own folders.
 */
export const screens: readonly ScreenEntry[] = [
  { at: "", name: ["ホーム", "Home"], group: "start", draw: () => <HomeScreen /> },
  ...reportScreens,
  ...resultScreens,
  {
    at: "members",
    name: ["会員一覧", "Members"],
    group: "members",
    draw: ([memberId, part = ""]) =>
      memberId === undefined ? (
        <MembersScreen />
      ) : (
        <MemberScreen memberId={memberId} part={part} key={memberId} />
      ),
  },
  ...segmentScreens,
  { at: "tags", name: ["タグ", "Tags"], group: "members", draw: () => <TagsScreen /> },
  {
    at: "csv",
    name: ["CSVで一括調整", "Adjust by CSV"],
    group: "members",
    draw: ([fileId = ""]) => <CsvScreen fileId={fileId} />,
  },
  ...couponScreens,
  ...stampScreens,
  {
    at: "rules",
    name: ["ルール", "Rules"],
    group: "points",
    draw: ([ruleId]) => (
      <InProgramme>
        {ruleId === undefined ? <RulesScreen /> : <RuleScreen ruleId={ruleId} key={ruleId} />}
      </InProgramme>
    ),
  },
  {
    at: "policy",
    name: ["基本設定", "Policy"],
    group: "points",
    draw: () => (
      <InProgramme>
        <PolicyScreen />
      </InProgramme>
    ),
  },
  {
    at: "preview",
    name: ["試算", "Preview"],
    group: "points",
    draw: () => (
      <InProgramme>
        <PreviewScreen />
      </InProgramme>
    ),
  },
  {
    at: "publish",
    name: ["公開", "Publish"],
    group: "points",
    draw: () => (
      <InProgramme>
        <PublishScreen />
      </InProgramme>
    ),
  },
  {
    at: "versions",
    name: ["変更履歴", "Versions"],
    group: "points",
    draw: ([version]) => (
      <InProgramme>
        {version === undefined ? <VersionsScreen /> : <VersionScreen version={Number(version)} />}
      </InProgramme>
    ),
  },
  { at: "ranks", name: ["会員ランク", "Member ranks"], group: "points", draw: () => <RanksScreen /> },
  ...campaignScreens,
  ...automationScreens,
  {
    at: "messages",
    name: ["送ったメッセージ", "Messages sent"],
    group: "line",
    draw: () => <MessagesScreen />,
  },
  { at: "inbox", name: ["LINEからの受信", "Received from LINE"], group: "line", draw: () => <InboxScreen /> },
  {
    at: "answers",
    name: ["自動応答", "Answers"],
    group: "line",
    draw: ([part = ""]) => <AnswersScreen part={part} />,
  },
  { at: "reach", name: ["送信のきまり", "Rules of sending"], group: "line", draw: () => <ReachScreen /> },
  {
    at: "sending",
    name: ["通数と送信の停止", "Quota and stop"],
    group: "line",
    draw: () => <SendingScreen />,
  },
  {
    at: "samples",
    name: ["メッセージの見本", "Sample messages"],
    group: "line",
    draw: () => <MessageSamples />,
  },
  { at: "menus", name: ["リッチメニュー", "Rich menus"], group: "line", draw: () => <MenusScreen /> },
  {
    at: "stores",
    name: ["お店", "Stores"],
    group: "shop",
    draw: ([id]) => (id === undefined ? <PlacesScreen /> : <PlaceScreen id={id} />),
  },
  {
    at: "staff",
    name: ["スタッフ", "Staff"],
    group: "shop",
    may: (rights) => rights.staff,
    draw: () => <StaffScreen />,
  },
  { at: "roles", name: ["役割でできること", "Roles"], group: "shop", draw: () => <RolesScreen /> },
  { at: "settings", name: ["設定", "Settings"], group: "settings", draw: () => <SettingsScreen /> },
  {
    at: "keys",
    name: ["APIキー", "API keys"],
    group: "settings",
    may: (rights) => rights.keys,
    draw: () => <KeysScreen />,
  },
  { at: "audit", name: ["監査ログ", "Audit log"], group: "settings", draw: () => <AuditScreen /> },
];
