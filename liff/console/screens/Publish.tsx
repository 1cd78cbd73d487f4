import { Alert, Button, Group, List, Paper, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { programmeChanges } from "../../../shared/points/programme/changes.ts";
import { programmeProblems } from "../../../shared/points/programme/check.ts";
import type { Published } from "../../../shared/points/programme/console.ts";
import { ApiError, ask } from "../../api/client.ts";
import { fieldsOf } from "../api.ts";
import { useDraft } from "../draft.tsx";
import { useLanguage, useSay } from "../language.tsx";
import { problemWords } from "../parts/problems.ts";
import { Empty, Heading, Trouble } from "../parts/States.tsx";
import { To } from "../Shell.tsx";
import { useStaff } from "../session.tsx";
import { useNames } from "./Rules.tsx";

/** What would change, before it does. */
export function PublishScreen() {
  const { base, draft, changed, stale, discard, rebase } = useDraft();
  const { rights } = useStaff();
  const { language } = useLanguage();
  const names = useNames();
  const queries = useQueryClient();
  const say = useSay();
  const publish = useMutation({
    mutationFn: () => ask<Published>("/api/console/programme", { body: draft }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["programme"] });
      await queries.invalidateQueries({ queryKey: ["versions"] });
      discard();
    },
    onError: (error) => {
      const late = error instanceof ApiError && error.code === "programme.stale";
      if (late) void queries.invalidateQueries({ queryKey: ["programme"] });
    },
  });
  const changes = programmeChanges(base, draft, language, {
    ...names,
    rule: (ruleId) => draft.rules.find((rule) => rule.ruleId === ruleId)?.name[language],
  });
  const problems = programmeProblems(draft);
  const where = (field: string): string => {
    const rule = draft.rules[Number(/^rules\.(\d+)/.exec(field)?.[1] ?? -1)];
    return rule === undefined ? field : rule.name[language];
  };
  return (
    <>
      <Heading
        title={say("確認して公開", "Review and publish")}
        about={say(
          "公開すると、それ以降の会計に適用されます。過去の会計は変わりません。",
          "It holds for sales from then on. Past sales do not change.",
        )}
      />
      {publish.isSuccess && !changed && (
        <Alert color="green" role="status">
          {say(`版${publish.data.version}を公開しました。`, `Version ${publish.data.version} is in force.`)}{" "}
          <To to="versions">{say("版の履歴", "Versions")}</To>
        </Alert>
      )}
      {stale && changed && (
        <Alert
          color="yellow"
          title={say("編集中に新しい版が公開されました", "A newer version was published meanwhile")}
        >
          <Text size="sm" mb="xs">
            {say(
              "下の一覧は最新の版との違いです。ほかの人の変更を元に戻していないか確認してください。",
              "The list below compares with the newest version. Please check that it does not undo what others did.",
            )}
          </Text>
          <Button size="xs" variant="default" onClick={rebase}>
            {say("確認したので続ける", "I have checked; go on")}
          </Button>
        </Alert>
      )}
      <Trouble error={publish.error}>
        {Object.entries(fieldsOf(publish.error)).map(([field, problem]) => (
          <Text size="sm" key={field}>
            {where(field)}: {problem}
          </Text>
        ))}
      </Trouble>
      {problems.length > 0 && (
        <Alert color="red" title={say("公開の前に直してください", "To be put right first")}>
          <List size="sm">
            {problems.map(({ field, problem }) => (
              <List.Item key={field}>
                {where(field)}: {say(...problemWords[problem])}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {changes.length === 0 ? (
        !publish.isSuccess && <Empty>{say("変更はありません。", "Nothing has changed.")}</Empty>
      ) : (
        <Paper withBorder p="md">
          <Stack>
            <Text fw={700} component="h2">
              {say(`変わること(${changes.length}件)`, `What changes (${changes.length})`)}
            </Text>
            <List spacing="xs">
              {changes.map((change) => (
                <List.Item key={change}>{change}</List.Item>
              ))}
            </List>
            {rights.publish && (
              <Group>
                <Button
                  loading={publish.isPending}
                  disabled={problems.length > 0 || stale}
                  onClick={() => publish.mutate()}
                >
                  {say("公開する", "Publish")}
                </Button>
                <Button variant="subtle" color="gray" onClick={discard}>
                  {say("変更を破棄", "Discard")}
                </Button>
              </Group>
            )}
          </Stack>
        </Paper>
      )}
    </>
  );
}
