import { Alert, Anchor, Button, Paper, Stack, Text, Title } from "@mantine/core";
import { sentenceOf, useLanguage, useSay } from "../language.tsx";
import { config, type Trouble, useSigning } from "../session.tsx";

/** The door: LINE's button, and why it did not open. */
export function SignIn({ busy, trouble }: { readonly busy: boolean; readonly trouble: Trouble | null }) {
  const { signIn } = useSigning();
  const { language, choose } = useLanguage();
  const say = useSay();
  return (
    <main className="door">
      <Paper p="xl" shadow="sm" maw={400} w="100%" withBorder>
        <Stack gap="md">
          <div>
            <Title order={1}>{config.shopName}</Title>
            <Text c="dimmed">{say("管理画面", "Console")}</Text>
          </div>
          {trouble !== null && (
            <Alert color="red" role="alert">
              {words(trouble)}
            </Alert>
          )}
          <Text size="sm">
            {say(
              "オーナー・店長・販促担当・監査の方が、LINEで本人確認をして入ります。",
              "For owners, managers, marketers and auditors. LINE confirms who you are.",
            )}
          </Text>
          <Button color="#06774a" size="md" loading={busy} onClick={signIn}>
            {say("LINEでログイン", "Log in with LINE")}
          </Button>
          <Anchor component="button" size="sm" onClick={() => choose(language === "ja" ? "en" : "ja")}>
            {language === "ja" ? "English" : "日本語"}
          </Anchor>
        </Stack>
      </Paper>
    </main>
  );

  function words(found: Trouble): string {
    if (found.kind === "refused") {
      if (found.code === "session.forbidden") {
        return say("この方の役割では管理画面を使えません。", "Your role does not open the console.");
      }
      return sentenceOf(found.code, language);
    }
    if (found.kind === "line")
      return say(
        "LINEで確認できませんでした。もう一度お試しください。",
        "LINE could not confirm you. Please try again.",
      );
    return say("通信できません。接続を確認してください。", "No answer. Please check the network.");
  }
}
