import { Badge, Group, List, Paper, Stack, Text } from "@mantine/core";
import { expiryWords, ruleSentence } from "../../../shared/points/programme/sentence.ts";
import { useVersion, useVersions } from "../api.ts";
import { useDraft } from "../draft.tsx";
import { momentOf, useLanguage, useSay } from "../language.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { To } from "../parts/To.tsx";
import { useStaff } from "../session.tsx";
import { useNames } from "./Rules.tsx";

/** Every version, and what it changed. */
export function VersionsScreen() {
  const { language } = useLanguage();
  const { base } = useDraft();
  const { timeZone } = useStaff();
  const versions = useVersions(language);
  const say = useSay();
  return (
    <>
      <Heading
        title={say("変更履歴", "Versions")}
        about={say(
          "公開した内容は、バージョンとしてそのまま残ります。どの会計も、そのときのバージョンで説明できます。",
          "A published version never changes: every sale can be explained by its own.",
        )}
      />
      <Loaded query={versions}>
        {(answer) => (
          <Stack gap="sm">
            {answer.versions.map((version) => (
              <Paper withBorder p="md" key={version.version}>
                <Group justify="space-between">
                  <Group gap="xs">
                    <To to={`versions/${version.version}`}>
                      {say(`バージョン${version.version}`, `Version ${version.version}`)}
                    </To>
                    {version.version === base.version && (
                      <Badge color="green" variant="light">
                        {say("現在", "In force")}
                      </Badge>
                    )}
                  </Group>
                  <Text size="sm" c="dimmed">
                    {momentOf(version.madeAtMs, timeZone)} {version.madeBy ?? ""}
                  </Text>
                </Group>
                {version.changes.length === 0 ? (
                  <Text size="sm" c="dimmed" mt={4}>
                    {say("最初のバージョン", "The first version")}
                  </Text>
                ) : (
                  <List size="sm" mt={4}>
                    {version.changes.map((change) => (
                      <List.Item key={change}>{change}</List.Item>
                    ))}
                  </List>
                )}
              </Paper>
            ))}
          </Stack>
        )}
      </Loaded>
    </>
  );
}

export function VersionScreen({ version }: { readonly version: number }) {
  const { language } = useLanguage();
  const { timeZone } = useStaff();
  const found = useVersion(version);
  const names = useNames();
  const say = useSay();
  return (
    <>
      <Heading title={say(`バージョン${version}`, `Version ${version}`)}>
        <To to="versions">{say("変更履歴へ", "All versions")}</To>
      </Heading>
      <Loaded query={found}>
        {({ programme, madeAtMs, madeBy }) => (
          <Stack>
            <Text size="sm" c="dimmed">
              {momentOf(madeAtMs, timeZone)} {madeBy ?? ""} ・ {expiryWords(programme.expires, language)}
            </Text>
            {programme.rules.map((rule) => (
              <Paper withBorder p="md" key={rule.ruleId}>
                <Text fw={600}>{rule.name[language]}</Text>
                <Text>{ruleSentence(rule, language, names)}</Text>
                <Text size="xs" c="dimmed">
                  {rule.ruleId} v{rule.version} ・ {rule.state}
                </Text>
              </Paper>
            ))}
          </Stack>
        )}
      </Loaded>
    </>
  );
}
