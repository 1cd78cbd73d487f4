import { Alert, Button, Group, List, Paper, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { programmeChanges, stable } from "../../../shared/points/programme/changes.ts";
import { programmeProblems } from "../../../shared/points/programme/check.ts";
import type { Published } from "../../../shared/points/programme/console.ts";
import { ApiError, ask } from "../../api/client.ts";
import { fieldsOf } from "../api.ts";
import { useDraft } from "../draft.tsx";
import { useLanguage, useSay } from "../language.tsx";
import { problemWords } from "../parts/problems.ts";
import { Empty, Heading, Trouble } from "../parts/States.tsx";
import { To } from "../parts/To.tsx";
import { useStaff } from "../session.tsx";
import { ReadOnly, useNames } from "./Rules.tsx";

/** What would change, before it does. */
export function PublishScreen() {
  const { base, draft, changed, stale, wrongs, discard, rebase } = useDraft();
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
  const blocked = problems.length > 0 || Object.keys(wrongs).length > 0;
  const where = (field: string): string => {
    if (field.startsWith("holdMinutes")) return say("お支払い処理中のポイント", "Holds");
    if (field.startsWith("use.notWithRules")) return say("使うと付かない特典", "Promotions and use");
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
          {say(
            `バージョン${publish.data.version}を公開しました。`,
            `Version ${publish.data.version} is in force.`,
          )}{" "}
          <To to="versions">{say("変更履歴", "Versions")}</To>
        </Alert>
      )}
      {stale && changed && (
        <Alert
          color="yellow"
          title={say("編集中に別の変更が公開されました", "A newer version was published meanwhile")}
        >
          <Text size="sm" mb="xs">
            {say(
              "下の一覧は、公開中の内容との違いです。ほかの人の変更を元に戻していないか確認してください。",
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
      <Unreadable />
      {changes.length === 0 ? (
        !publish.isSuccess &&
        Object.keys(wrongs).length === 0 && <Empty>{say("変更はありません。", "Nothing has changed.")}</Empty>
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
            <Life />
            {!rights.publish && <ReadOnly />}
            {rights.publish && (
              <Group>
                <Button
                  loading={publish.isPending}
                  disabled={blocked || stale}
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

/** Fields in which something stands that is no value: what is published must be what the screens show. */
function Unreadable() {
  const { draft, wrongs, forget } = useDraft();
  const { language } = useLanguage();
  const say = useSay();
  const found = Object.entries(wrongs);
  if (found.length === 0) return null;
  const placeOf = (field: string): readonly [to: string, name: string] => {
    const rule = draft.rules.find(({ ruleId }) => field.startsWith(`rules.${ruleId}.`));
    if (rule === undefined) return ["policy", say("基本設定", "Policy")];
    return [`rules/${rule.ruleId}`, rule.name[language]];
  };
  return (
    <Alert color="red" title={say("公開の前に直してください", "To be put right first")}>
      <List size="sm" spacing={4}>
        {found.map(([field, { text, label }]) => {
          const [to, name] = placeOf(field);
          return (
            <List.Item key={field}>
              <Group gap="xs">
                <Text size="sm">
                  <To to={to}>{name}</To>:{" "}
                  {say(`${label}の「${text}」は使えません`, `“${text}” cannot be used for ${label}`)}
                </Text>
                <Button size="xs" variant="default" onClick={() => forget(field)}>
                  {say("元の値に戻す", "Put the value back")}
                </Button>
              </Group>
            </List.Item>
          );
        })}
      </List>
    </Alert>
  );
}

/** A new expiry is for new points: those that members have keep the day they were told. */
function Life() {
  const { base, draft } = useDraft();
  const say = useSay();
  const ofAll = stable([base.expires, base.activates]) !== stable([draft.expires, draft.activates]);
  const ofRules = base.rules.some((rule) => {
    const now = draft.rules.find((candidate) => candidate.ruleId === rule.ruleId);
    return (
      now !== undefined && stable([now.expires, now.activates]) !== stable([rule.expires, rule.activates])
    );
  });
  if (!ofAll && !ofRules) return null;
  return (
    <Alert color="yellow" role="note">
      {say(
        "有効期限や使えるようになる日の変更は、公開後に付くポイントからです。会員がすでに持っているポイントの期限は変わらず、自動延長型に変えても延長されません。",
        "A change of expiry or of the first day of use holds for points given from then on. Points that members have keep their dates, and are not extended by activity either.",
      )}
    </Alert>
  );
}
