import { Badge, List, Paper, Stack, Text } from "@mantine/core";
import type { ProgrammeVersions } from "../../../shared/points/programme/console.ts";
import { expiryWords, ruleSentence } from "../../../shared/points/programme/sentence.ts";
import { useVersion, useVersions } from "../api.ts";
import { useDraft } from "../draft.tsx";
import { momentOf, type Say, useLanguage, useSay } from "../language.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import { To } from "../parts/To.tsx";
import type { Column } from "../parts/table/columns.ts";
import { ListHere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import { useStaff } from "../session.tsx";
import { useNames } from "./Rules.tsx";

/** Every version, and what it changed. */
export function VersionsScreen() {
  const { language } = useLanguage();
  const { base } = useDraft();
  const { timeZone } = useStaff();
  const versions = useVersions(language);
  const listing = useListing("-version");
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
          <ListHere
            name={["変更履歴", "Versions"]}
            columns={columnsOf(say, timeZone, base.version)}
            rows={answer.versions}
            rowKey={({ version }) => `${version}`}
            listing={listing}
            search={say("変更の内容・名前", "What changed, or who")}
            empty={
              <Teach title={say("まだ公開していません", "Nothing is published yet")}>
                {say("ルールを公開すると、バージョン1ができます。", "Publishing the rules makes version 1.")}
              </Teach>
            }
          />
        )}
      </Loaded>
    </>
  );
}

type Version = ProgrammeVersions["versions"][number];

function columnsOf(say: Say, timeZone: string, inForce: number): readonly Column<Version>[] {
  const changesOf = ({ changes }: Version): string =>
    changes.length === 0 ? say("最初のバージョン", "The first version") : changes.join(" / ");
  return [
    {
      key: "version",
      name: ["バージョン", "Version"],
      sorts: true,
      first: "down",
      value: ({ version }) => version,
      cell: ({ version }) => (
        <>
          <To to={`versions/${version}`}>{say(`バージョン${version}`, `Version ${version}`)}</To>{" "}
          {version === inForce && (
            <Badge color="green" variant="light">
              {say("現在", "In force")}
            </Badge>
          )}
        </>
      ),
    },
    {
      key: "changes",
      name: ["変更したこと", "What changed"],
      value: changesOf,
      cell: (row) =>
        row.changes.length === 0 ? (
          <span className="dim">{changesOf(row)}</span>
        ) : (
          <List size="sm">
            {row.changes.map((change) => (
              <List.Item key={change}>{change}</List.Item>
            ))}
          </List>
        ),
    },
    {
      key: "made",
      name: ["公開", "Published"],
      sorts: true,
      first: "down",
      value: ({ madeAtMs }) => madeAtMs,
      cell: ({ madeAtMs }) => <span className="numbers brief">{momentOf(madeAtMs, timeZone)}</span>,
    },
    {
      key: "by",
      name: ["公開した人", "By"],
      sorts: true,
      value: ({ madeBy }) => madeBy,
      cell: ({ madeBy }) => madeBy ?? "—",
    },
  ];
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
