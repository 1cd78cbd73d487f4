import { Alert, Center, Loader } from "@mantine/core";
import { useEffect } from "react";
import { useProgramme } from "./api.ts";
import { DraftProvider } from "./draft.tsx";
import { useSay } from "./language.tsx";
import { AnswersScreen } from "./line/chat/Answers.tsx";
import { InboxScreen } from "./line/inbox/Inbox.tsx";
import { MenusScreen } from "./line/Menus.tsx";
import { MessagesScreen } from "./line/Messages.tsx";
import { SendingScreen } from "./line/Sending.tsx";
import { Loaded } from "./parts/States.tsx";
import { usePlace } from "./router.tsx";
import { Shell } from "./Shell.tsx";
import { CsvScreen } from "./screens/Csv.tsx";
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
import { SignIn } from "./screens/SignIn.tsx";
import { VersionScreen, VersionsScreen } from "./screens/Versions.tsx";
import { config, useSigning } from "./session.tsx";

/** The whole console: the door, or the screen that the address names. */
export function Console() {
  const { session } = useSigning();
  const say = useSay();
  useEffect(() => {
    document.title = `${say("管理画面", "Console")} | ${config.shopName}`;
  });
  if (session.at === "starting") {
    return (
      <Center h="100dvh">
        <Loader aria-label={say("読み込み中", "Loading")} />
      </Center>
    );
  }
  if (session.at === "signedOut") return <SignIn busy={session.busy} trouble={session.trouble} />;
  return (
    <Shell>
      <Screen />
    </Shell>
  );
}

function Screen() {
  const { path } = usePlace();
  const [first = "", second = ""] = path.split("/").map(decodeURIComponent);
  if (first === "members") return second === "" ? <MembersScreen /> : <MemberScreen memberId={second} />;
  if (first === "ranks") return <RanksScreen />;
  if (first === "csv") return <CsvScreen fileId={second} />;
  if (first === "inbox") return <InboxScreen />;
  if (first === "answers") return <AnswersScreen part={second} />;
  if (first === "messages") return <MessagesScreen />;
  if (first === "sending") return <SendingScreen />;
  if (first === "samples") return <MessageSamples />;
  if (first === "menus") return <MenusScreen />;
  if (first === "keys") return <KeysScreen />;
  return <ProgrammeScreen first={first} second={second} />;
}

function ProgrammeScreen({ first, second }: { readonly first: string; readonly second: string }) {
  const programme = useProgramme();
  return (
    <Loaded query={programme}>
      {(current) => (
        <DraftProvider current={current}>
          <ProgrammePage first={first} second={second} />
        </DraftProvider>
      )}
    </Loaded>
  );
}

function ProgrammePage({ first, second }: { readonly first: string; readonly second: string }) {
  const say = useSay();
  switch (first) {
    case "":
    case "rules":
      return second === "" ? <RulesScreen /> : <RuleScreen ruleId={second} key={second} />;
    case "policy":
      return <PolicyScreen />;
    case "preview":
      return <PreviewScreen />;
    case "publish":
      return <PublishScreen />;
    case "versions":
      return second === "" ? <VersionsScreen /> : <VersionScreen version={Number(second)} />;
    default:
      return <Alert title={say("このページはありません", "There is no such page")} color="gray" />;
  }
}
