import { Alert, Button, Group, List, Paper, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ChatPublished } from "../../../../shared/chat/schema.ts";
import { ApiError, ask } from "../../../api/client.ts";
import { fieldsOf } from "../../api.ts";
import { momentOf, useSay } from "../../language.tsx";
import { Empty, Heading, Loaded, Trouble } from "../../parts/States.tsx";
import { To } from "../../parts/To.tsx";
import { useStaff } from "../../session.tsx";
import { useChatVersions } from "./api.ts";
import { useChatDraft } from "./draft.tsx";
import { changedParts, type Part, partWords, problemsIn, problemsOfPart } from "./words.ts";

/** What would change, before it does; and what was published before. */
export function PublishWords() {
  const { base, draft, changed, stale, wrongs, discard, rebase } = useChatDraft();
  const { rights } = useStaff();
  const queries = useQueryClient();
  const say = useSay();
  const publish = useMutation({
    mutationFn: () => ask<ChatPublished>("/api/console/chat", { body: draft }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["chat"] });
      discard();
    },
    onError: (error) => {
      // Somebody published meanwhile: their words are shown beside these.
      if (error instanceof ApiError && error.status === 409) {
        void queries.invalidateQueries({ queryKey: ["chat"] });
      }
    },
  });
  const parts = changedParts(base, draft);
  const problems = problemsIn(draft, say);
  const blocked = Object.keys(problems).length > 0 || Object.keys(wrongs).length > 0;
  return (
    <>
      <Heading
        title={say("自動応答を公開", "Publish the answers")}
        about={say("公開すると、次の返事から使われます。", "They are used from the next answer on.")}
      >
        <To to="answers">{say("自動応答の一覧へ", "All answers")}</To>
      </Heading>
      {publish.isSuccess && !changed && (
        <Alert color="green" role="status">
          {say(
            `バージョン${publish.data.version}を公開しました。`,
            `Version ${publish.data.version} is in force.`,
          )}
        </Alert>
      )}
      {stale && changed && <Stale rebase={rebase} />}
      <Trouble error={publish.error}>
        {Object.entries(fieldsOf(publish.error)).map(([field, problem]) => (
          <Text size="sm" key={field}>
            {field}: {problem}
          </Text>
        ))}
      </Trouble>
      {!changed && !publish.isSuccess && <Empty>{say("変更はありません。", "Nothing has changed.")}</Empty>}
      {changed && (
        <Paper withBorder p="md">
          <Stack>
            <Text fw={700} component="h2">
              {say(`変わること(${parts.length}か所)`, `What changes (${parts.length})`)}
            </Text>
            <List spacing="xs">
              {parts.map((part) => (
                <List.Item key={part}>
                  <Change
                    part={part}
                    problems={part === "late" ? [] : Object.values(problemsOfPart(problems, part))}
                  />
                </List.Item>
              ))}
            </List>
            {Object.values(wrongs).map(({ label, text }) => (
              <Text size="sm" c="red" key={label}>
                {say(`${label}の「${text}」は使えません`, `“${text}” cannot be used for ${label}`)}
              </Text>
            ))}
            <Group gap="sm">
              <Button
                disabled={!rights.messages || blocked || stale || parts.length === 0}
                loading={publish.isPending}
                onClick={() => publish.mutate()}
              >
                {say("公開する", "Publish")}
              </Button>
              <Button variant="subtle" color="gray" onClick={discard}>
                {say("変更を破棄", "Discard")}
              </Button>
            </Group>
            {!rights.messages && (
              <Text size="sm" c="dimmed">
                {say(
                  "公開できるのは、全店のオーナー・店長・販促担当です。",
                  "Owners, managers and marketers of the whole shop can publish.",
                )}
              </Text>
            )}
          </Stack>
        </Paper>
      )}
      <History />
    </>
  );
}

function Change({ part, problems }: { readonly part: Part | "late"; readonly problems: readonly string[] }) {
  const say = useSay();
  if (part === "late") return <To to="answers">{say("遅れた返事", "Late answers")}</To>;
  return (
    <>
      <To to={`answers/${part}`}>{partWords(part, say)}</To>
      {problems.map((problem) => (
        <Text size="sm" c="red" key={problem}>
          {problem}
        </Text>
      ))}
    </>
  );
}

function Stale({ rebase }: { readonly rebase: () => void }) {
  const say = useSay();
  return (
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
  );
}

function History() {
  const versions = useChatVersions();
  const { timeZone } = useStaff();
  const { base } = useChatDraft();
  const say = useSay();
  return (
    <Paper withBorder p="md" component="section" aria-label={say("公開の履歴", "Published before")}>
      <Text fw={700} component="h2" mb="xs">
        {say("公開の履歴", "Published before")}
      </Text>
      <Loaded query={versions}>
        {(answer) =>
          answer.versions.length === 0 ? (
            <Empty>
              {say(
                "まだ公開していません。最初から入っている言葉でお答えしています。",
                "Nothing yet: the words every shop starts with are used.",
              )}
            </Empty>
          ) : (
            <List size="sm" spacing={4}>
              {answer.versions.map((version) => (
                <List.Item key={version.version}>
                  {say(`バージョン${version.version}`, `Version ${version.version}`)}
                  {version.version === base.version ? say("(現在)", " (in force)") : ""} ・{" "}
                  {momentOf(version.madeAtMs, timeZone)} {version.madeBy ?? ""}
                </List.Item>
              ))}
            </List>
          )
        }
      </Loaded>
    </Paper>
  );
}
