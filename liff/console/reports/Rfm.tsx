import { Group, Paper, Stack, Table, Text } from "@mantine/core";
import { grouped } from "../../../shared/points/programme/words.ts";
import type { Rfm, RfmCell, RfmSteps } from "../../../shared/reports/rfm.ts";
import { type Say, useSay } from "../language.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import { To } from "../parts/To.tsx";
import { Export } from "../parts/table/Export.tsx";
import { useRfm } from "./api.ts";
import "./reports.css";
import { numberOf } from "./words.ts";

/** How lately against how often: each cell says how many members it has and what they spent, and leads to a segment of them. */
export function RfmScreen() {
  const say = useSay();
  const report = useRfm();
  return (
    <>
      <Heading
        title={say("RFM分析", "RFM")}
        about={say(
          "最後の来店が新しいほど上、来店が多いほど左。5がもっともよい。",
          "The later the last visit the higher, the more visits the further left. 5 is the best.",
        )}
      />
      <Loaded query={report}>
        {({ thresholds, cells }) =>
          thresholds === null ? (
            <Paper className="sheet">
              <Teach title={say("区切りがまだありません", "No thresholds yet")}>
                {say(
                  "来店の記録が集まると、夜のうちに会員を5段階に分ける区切りが決まり、翌朝ここに表が出ます。",
                  "Once there are sales, the nightly run works out what parts members into five, and the grid stands here.",
                )}
              </Teach>
            </Paper>
          ) : (
            <Grid thresholds={thresholds} cells={cells} />
          )
        }
      </Loaded>
    </>
  );
}

const scores = [5, 4, 3, 2, 1] as const;

function Grid({ thresholds, cells }: { readonly thresholds: RfmSteps; readonly cells: Rfm["cells"] }) {
  const say = useSay();
  const most = Math.max(1, ...cells.map(({ members }) => members));
  const sheet = () => [
    ["R", "F", say("会員", "Members"), say("売上(円)", "Yen"), "M1", "M2", "M3", "M4", "M5"],
    ...cells.map(({ r, f, members, yen, byMoney }) => [r, f, members, yen, ...byMoney]),
  ];
  return (
    <Stack gap="sm">
      <Group justify="flex-end">
        <Export source={{ from: "here", rows: sheet }} file="RFM" />
      </Group>
      <Paper
        component="section"
        className="sheet wide"
        aria-label={say("横に動かせる表", "A table that scrolls sideways")}
        tabIndex={0}
      >
        <Table className="cohorts" aria-label={say("RFMの表", "RFM grid")}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{say("最後の来店 ＼ 来店回数", "Last visit ＼ visits")}</Table.Th>
              {scores.map((f) => (
                <Table.Th key={f} ta="right" scope="col">
                  F{f}{" "}
                  {stepWords(thresholds.f, f, say("回以上", " and more"), say("回未満", " or fewer"), say)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {scores.map((r) => (
              <Table.Tr key={r}>
                <Table.Th scope="row">
                  R{r}{" "}
                  {stepWords(
                    thresholds.r,
                    r,
                    say("日以内", " days"),
                    say("日より前", " days and longer"),
                    say,
                  )}
                </Table.Th>
                {scores.map((f) => {
                  const cell = cells.find((one) => one.r === r && one.f === f);
                  return cell === undefined ? <Table.Td key={f} /> : <Cell key={f} cell={cell} most={most} />;
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Paper>
      <Text size="sm" c="dimmed">
        {say(
          "人数を押すと、そのマスの会員のセグメントを作れます。金額を押すと、会員の一覧が開きます。来店回数と金額は直近365日です。区切りは毎日、来店したことのある会員を5等分して決めます。",
          "Press a number to make a segment of the members in that cell, or the yen to see them. Visits and yen are those of 365 days. Each day the members who have ever come are parted into five equal groups.",
        )}
      </Text>
    </Stack>
  );
}

/** What a score asks for; 1 is what is left. */
function stepWords(steps: readonly number[], score: number, least: string, below: string, say: Say): string {
  const step = score === 1 ? steps.at(-1) : steps[5 - score];
  if (step === undefined) return "";
  return say(
    `${grouped(step)}${score === 1 ? below : least}`,
    `${grouped(step)}${score === 1 ? below : least}`,
  );
}

function Cell({ cell: { r, f, members, yen }, most }: { readonly cell: RfmCell; readonly most: number }) {
  const tree = encodeURIComponent(JSON.stringify({ all: [{ kind: "rfm", r: [r], f: [f], m: [] }] }));
  return (
    <Table.Td
      ta="right"
      className="numbers"
      style={{ background: `rgba(176, 58, 46, ${Math.round((members / most) * 40) / 100})` }}
    >
      {members === 0 ? "0" : <To to={`segments/new?tree=${tree}`}>{numberOf(members)}</To>}
      <Text size="xs" component="div">
        {members === 0 ? "¥0" : <To to={`behind?of=rfm&r=${r}&f=${f}`}>¥{numberOf(yen)}</To>}
      </Text>
    </Table.Td>
  );
}
