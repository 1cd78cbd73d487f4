import {
  Alert,
  Anchor,
  Button,
  FileInput,
  Group,
  Paper,
  Progress,
  SimpleGrid,
  Stack,
  Table,
  Text,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { AdjustmentFile, ReasonCode } from "../../../shared/points/adjustments/schema.ts";
import { dayOf, grouped } from "../../../shared/points/programme/words.ts";
import { ask } from "../../api/client.ts";
import { upload, useFiles } from "../api.ts";
import { counted, momentOf, signed, useLanguage, useSay } from "../language.tsx";
import { Choice } from "../parts/Fields.tsx";
import { reasonWords } from "../parts/reasons.ts";
import { rowProblemWords } from "../parts/row-problems.ts";
import { Empty, Heading, Loaded, Trouble } from "../parts/States.tsx";
import { To } from "../parts/To.tsx";
import { usePlace } from "../router.tsx";
import { useStaff } from "../session.tsx";

/** A file of adjustments: choose, look at what it would do, apply, and fetch the result. */
export function CsvScreen({ fileId }: { readonly fileId: string }) {
  const { rights } = useStaff();
  const say = useSay();
  return (
    <>
      <Heading
        title={say("CSVで一括調整", "Adjust by CSV")}
        about={say(
          "まず確認だけを行い、誤りがなければすべての行をまとめて反映します。同じファイルは二度反映されません。",
          "First it is only checked; without errors all rows are applied. The same file is never applied twice.",
        )}
      >
        {fileId !== "" && <To to="csv">{say("別のファイル", "Another file")}</To>}
      </Heading>
      {fileId !== "" ? (
        <KeptFile fileId={fileId} />
      ) : rights.adjust ? (
        <Chooser />
      ) : (
        <Alert color="gray" role="note">
          {say(
            "閲覧のみできます。ポイントを調整できるのは、オーナーと店長です。",
            "You can read this. Owners and managers adjust points.",
          )}
        </Alert>
      )}
      {fileId === "" && <Earlier />}
    </>
  );
}

/** The headings, in a file that spreadsheets open as it is. */
const template = `data:text/csv;charset=utf-8,${encodeURIComponent("\ufeff会員番号,ポイント,理由,有効期限,管理番号\r\n")}`;

function Chooser() {
  const { go } = usePlace();
  const say = useSay();
  const [file, setFile] = useState<File | null>(null);
  const [reasonCode, setReasonCode] = useState<ReasonCode>("other");
  const check = useMutation({
    mutationFn: (chosen: File) =>
      upload(
        `/api/console/adjustment-files?${new URLSearchParams({ name: chosen.name, reasonCode })}`,
        chosen,
      ),
    onSuccess: (checked) => {
      if (checked.status !== "refused") go(`csv/${checked.fileId}`);
    },
  });
  return (
    <>
      <Paper withBorder p="md">
        <Stack>
          <Text size="sm">
            {say(
              "1行目は見出しです: 会員番号、ポイント(減算は−)、理由。あれば 有効期限、管理番号。UTF-8でもShift_JISでも読み取れます。",
              "The first row names the columns: member_id, points (minus takes), reason; and, if you like, expires_on and row_key. UTF-8 or Shift_JIS.",
            )}
          </Text>
          <Anchor href={template} download="template.csv" w="fit-content" size="sm">
            {say("ひな形をダウンロード", "Download a template")}
          </Anchor>
          <Group align="flex-end">
            <FileInput
              label={say("CSVファイル", "CSV file")}
              placeholder={say("ファイルを選ぶ", "Choose a file")}
              accept=".csv,text/csv,text/plain"
              w={300}
              value={file}
              onChange={(chosen) => {
                setFile(chosen);
                check.reset();
              }}
            />
            <Choice
              label={say("理由の区分", "Reason")}
              w={170}
              value={reasonCode}
              options={reasonWords(say)}
              onChange={setReasonCode}
            />
            <Button
              disabled={file === null}
              loading={check.isPending}
              onClick={() => file !== null && check.mutate(file)}
            >
              {say("確認する(まだ反映しません)", "Check, without applying")}
            </Button>
          </Group>
          <Trouble error={check.error} />
        </Stack>
      </Paper>
      {check.data?.status === "refused" && <Errors file={check.data} />}
    </>
  );
}

function Errors({ file }: { readonly file: AdjustmentFile }) {
  const { language } = useLanguage();
  const say = useSay();
  return (
    <Alert
      color="red"
      role="alert"
      title={say(
        `${file.errorsTotal}件の誤りがあるため、反映できません(${file.rowsTotal}行中)`,
        `${counted(file.errorsTotal, "error")} in ${counted(file.rowsTotal, "row")}: nothing can be applied`,
      )}
    >
      <div className="scroll-x">
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say("行", "Line")}</Table.Th>
              <Table.Th>{say("列", "Column")}</Table.Th>
              <Table.Th>{say("値", "Value")}</Table.Th>
              <Table.Th>{say("内容", "Problem")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {file.errors.map((error) => (
              <Table.Tr key={`${error.line} ${error.column} ${error.problem}`}>
                <Table.Td className="numbers">{error.line === 0 ? say("全体", "All") : error.line}</Table.Td>
                <Table.Td>{error.column}</Table.Td>
                <Table.Td>{error.value}</Table.Td>
                <Table.Td>{rowProblemWords(error, language)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Alert>
  );
}

function KeptFile({ fileId }: { readonly fileId: string }) {
  const file = useQuery({
    queryKey: ["file", fileId],
    queryFn: () => ask<AdjustmentFile>(`/api/console/adjustment-files/${encodeURIComponent(fileId)}`),
    refetchInterval: (query) => (query.state.data?.status === "applying" ? 1_500 : false),
  });
  return <Loaded query={file}>{(found) => <FileView file={found} />}</Loaded>;
}

function FileView({ file }: { readonly file: AdjustmentFile }) {
  const { language } = useLanguage();
  const { rights, timeZone } = useStaff();
  const queries = useQueryClient();
  const say = useSay();
  const apply = useMutation({
    mutationFn: () =>
      ask<AdjustmentFile>(`/api/console/adjustment-files/${file.fileId}/apply`, {
        body: {},
        timeoutMs: 30_000,
      }),
    onSuccess: async (applied) => {
      queries.setQueryData(["file", file.fileId], applied);
      await queries.invalidateQueries({ queryKey: ["files"] });
    },
  });
  const sums: readonly (readonly [string, string])[] = [
    [say("行数", "Rows"), grouped(file.rowsTotal)],
    [say("会員", "Members"), grouped(file.members)],
    [say("付与", "Given"), signed(file.pointsGiven, language)],
    [say("減算", "Taken"), signed(-file.pointsTaken, language)],
  ];
  return (
    <Paper withBorder p="md">
      <Stack>
        <Text fw={700} component="h2">
          {file.name}
        </Text>
        <SimpleGrid cols={{ base: 2, sm: 4 }}>
          {sums.map(([label, value]) => (
            <div key={label}>
              <Text size="sm" c="dimmed">
                {label}
              </Text>
              <Text fw={700} size="xl" className="numbers">
                {value}
              </Text>
            </div>
          ))}
        </SimpleGrid>
        {file.repeatedRows > 0 && (
          <Alert color="yellow" role="status">
            {say(
              `${file.repeatedRows}行は、管理番号と会員が以前のファイルで反映済みの行と同じです。二重にならないか確認してください。`,
              `${file.repeatedRows} rows have the key and the member of a row that an earlier file applied. Make sure they are not applied twice.`,
            )}
          </Alert>
        )}
        <Rows file={file} />
        <Trouble error={apply.error} />
        {file.status === "checked" && rights.adjust && (
          <Button w="fit-content" loading={apply.isPending} onClick={() => apply.mutate()}>
            {say(`${grouped(file.rowsTotal)}行をすべて反映する`, `Apply ${counted(file.rowsTotal, "row")}`)}
          </Button>
        )}
        {file.status === "applying" && (
          <div role="status">
            <Text size="sm">
              {say(
                "反映しています。画面を閉じても続きます。",
                "Applying. It goes on when you close this page.",
              )}
            </Text>
            <Progress
              value={(100 * file.appliedRows) / Math.max(1, file.rowsTotal)}
              aria-label={say("進み具合", "Progress")}
            />
          </div>
        )}
        {file.status === "applied" && (
          <Alert color="green" role="status">
            <Text>
              {say(
                `${file.atMs === null ? "" : momentOf(file.atMs, timeZone)}に${file.actorName ?? ""}さんが反映しました。もう一度反映されることはありません。`,
                `Applied ${file.atMs === null ? "" : momentOf(file.atMs, timeZone)} by ${file.actorName ?? ""}. It will not be applied again.`,
              )}
            </Text>
            <Group mt="xs">
              {(["utf-8", "cp932"] as const).map((encoding) => (
                <Anchor
                  key={encoding}
                  href={`/api/console/adjustment-files/${file.fileId}/result?encoding=${encoding}&language=${language}`}
                  download
                >
                  {say("結果ファイル", "Result file")} ({encoding === "utf-8" ? "UTF-8" : "Shift_JIS"})
                </Anchor>
              ))}
            </Group>
          </Alert>
        )}
      </Stack>
    </Paper>
  );
}

function Rows({ file }: { readonly file: AdjustmentFile }) {
  const { language } = useLanguage();
  const say = useSay();
  return (
    <div className="scroll-x">
      <Text size="sm" c="dimmed">
        {say(`はじめの${file.firstRows.length}行`, `The first ${counted(file.firstRows.length, "row")}`)}
      </Text>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say("行", "Line")}</Table.Th>
            <Table.Th>{say("会員番号", "Member")}</Table.Th>
            <Table.Th ta="right">{say("ポイント", "Points")}</Table.Th>
            <Table.Th>{say("理由", "Reason")}</Table.Th>
            <Table.Th>{say("有効期限", "Until")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {file.firstRows.map((row) => (
            <Table.Tr key={row.line}>
              <Table.Td className="numbers">{row.line}</Table.Td>
              <Table.Td className="numbers">{row.memberId}</Table.Td>
              <Table.Td ta="right" className="numbers">
                {signed(row.points, language)}
              </Table.Td>
              <Table.Td>{row.reason}</Table.Td>
              <Table.Td>{row.expiresOn === null ? "—" : dayOf(row.expiresOn)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Earlier() {
  const files = useFiles();
  const { timeZone } = useStaff();
  const say = useSay();
  return (
    <Stack gap="xs" component="section">
      <Text fw={700} component="h2">
        {say("これまでのファイル", "Earlier files")}
      </Text>
      <Loaded query={files}>
        {(answer) =>
          answer.files.length === 0 ? (
            <Empty>{say("まだありません。", "None yet.")}</Empty>
          ) : (
            answer.files.map((file) => (
              <Paper withBorder p="sm" key={file.fileId}>
                <Group justify="space-between">
                  <To to={`csv/${file.fileId}`}>{file.name}</To>
                  <Text size="sm" c="dimmed">
                    {say(`${file.rowsTotal}行`, counted(file.rowsTotal, "row"))}・
                    {file.atMs === null ? "" : momentOf(file.atMs, timeZone)} {file.actorName ?? ""}
                  </Text>
                </Group>
              </Paper>
            ))
          )
        }
      </Loaded>
    </Stack>
  );
}
