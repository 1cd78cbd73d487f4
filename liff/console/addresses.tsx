import { couponScreens } from "./coupons/screens.tsx";
import { AnswersScreen } from "./line/chat/Answers.tsx";
import { InboxScreen } from "./line/inbox/Inbox.tsx";
import { MenusScreen } from "./line/Menus.tsx";
import { MessagesScreen } from "./line/Messages.tsx";
import { SendingScreen } from "./line/Sending.tsx";
import type { ScreenEntry } from "./screen.ts";
import { CsvScreen } from "./screens/Csv.tsx";
import { HomeScreen } from "./screens/Home.tsx";
import { InProgramme } from "./screens/InProgramme.tsx";
import { KeysScreen } from "./screens/Keys.tsx";
import { MemberScreen } from "./screens/Member.tsx";
import { MembersScreen } from "./screens/Members.tsx";
import { MessageSamples } from "./screens/MessageSamples.tsx";
import { PolicyScreen } from "./screens/Policy.tsx";
import { PreviewScreen } from "./screens/Preview.tsx";
import { PublishScreen } from "./screens/Publish.tsx";
import { RanksScreen } from "./screens/Ranks.tsx";
import { RuleScreen } from "./screens/Rule.tsx";
import { RulesScreen } from "./screens/Rules.tsx";
import { VersionScreen, VersionsScreen } from "./screens/Versions.tsx";
import { AuditScreen } from "./shop/Audit.tsx";
import { PlaceScreen } from "./shop/Place.tsx";
import { PlacesScreen } from "./shop/Places.tsx";
import { RolesScreen } from "./shop/Roles.tsx";
import { SettingsScreen } from "./shop/Settings.tsx";
import { StaffScreen } from "./shop/Staff.tsx";
import { stampScreens } from "./stamps/screens.tsx";

/**
 * Every screen of the console, in the order of the list at the side. **A screen is added by one entry here**: its address,
 * its name in both languages, its group, and what is drawn; the list, the window's title and the page that answers an
 * unknown address follow from it. Coupons and stamp cards keep their entries in their own folders.
 */
export const screens: readonly ScreenEntry[] = [
  { at: "", name: ["ホーム", "Home"], group: "start", draw: () => <HomeScreen /> },
  {
    at: "members",
    name: ["会員一覧", "Members"],
    group: "members",
    draw: ([memberId]) => (memberId === undefined ? <MembersScreen /> : <MemberScreen memberId={memberId} />),
  },
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
  { at: "messages", name: ["メッセージ", "Messages"], group: "line", draw: () => <MessagesScreen /> },
  { at: "inbox", name: ["受信", "Inbox"], group: "line", draw: () => <InboxScreen /> },
  {
    at: "answers",
    name: ["自動応答", "Answers"],
    group: "line",
    draw: ([part = ""]) => <AnswersScreen part={part} />,
  },
  { at: "sending", name: ["送信", "Sending"], group: "line", draw: () => <SendingScreen /> },
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
