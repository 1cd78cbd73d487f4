import { Group, Paper, Stack, Table, Text } from "@mantine/core";
import { addMonths } from "../../../shared/dates.ts";
import type { Cohort, Retention } from "../../../shared/reports/people.ts";
import { useSay } from "../language.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { To } from "../parts/To.tsx";
import { Export } from "../parts/table/Export.tsx";
import { useRetention } from "./api.ts";
import "./reports.css";
import { atOf, monthDays, numberOf } from "./words.ts";

/** Of the members who joined in a month, how many came in each month after it. */
export function RetentionScreen() {
  const say = useSay();
  const report = useRetention();
  return (
    <>
      <Heading
        title={say("入会月ごとの定着", "Retention by month of joining")}
        about={say(
          "その月に入会した会員のうち、何か月後に何%が来店したか。",
          "Of the members who joined in a month, the share that came so many months later.",
        )}
      />
      <Loaded query={report}>{(answer) => <Matrix report={answer} />}</Loaded>
    </>
  );
}

function Matrix({ report: { cohorts } }: { readonly report: Retention }) {
  const say = useSay();
  const months = Array.from(
    { length: Math.max(0, ...cohorts.map(({ came }) => came.length)) },
    (_, nth) => nth,
  );
  const head = [
    say("入会月", "Joined in"),
    say("入会", "Joined"),
    ...months.map((nth) => say(`${nth}か月`, `+${nth}`)),
  ];
  const sheet = () => [
    head,
    ...cohorts.map(({ month, members, came }) => [
      atOf(month),
      members,
      ...months.map((nth) => came[nth] ?? ""),
    ]),
  ];
  return (
    <Stack gap="sm">
      <Group justify="flex-end">
        <Export source={{ from: "here", rows: sheet }} file={say("入会月ごとの定着", "Retention")} />
      </Group>
      <Paper
        className="sheet wide"
        component="section"
        aria-label={say("横に動かせる表", "A table that scrolls sideways")}
        tabIndex={0}
      >
        <Table className="cohorts" aria-label={say("入会月ごとの定着", "Retention by month of joining")}>
          <Table.Thead>
            <Table.Tr>
              {head.map((word, nth) => (
                <Table.Th key={word} ta={nth === 0 ? "left" : "right"} scope="col">
                  {word}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {cohorts.map((cohort) => (
              <Row key={cohort.month} cohort={cohort} months={months} />
            ))}
          </Table.Tbody>
        </Table>
      </Paper>
      <Text size="sm" c="dimmed">
        {say(
          "0か月は入会した月です。「途中」は今月で、まだ終わっていません。退会した会員も入会した月の人数に入ります。取消された会計は来店に数えません。CSVには人数が入ります。",
          "0 is the month of joining. What is marked “so far” is this month, which is not over. Members who left since are in the number of those who joined. Voided sales are no visits. The file has the numbers of members.",
        )}
      </Text>
    </Stack>
  );
}

/** The month so many after one. */
function monthAfter(month: string, nth: number): string {
  return addMonths(`${month}-01`, nth).slice(0, 7);
}

function Row({
  cohort: { month, members, came },
  months,
}: {
  readonly cohort: Cohort;
  readonly months: readonly number[];
}) {
  const say = useSay();
  return (
    <Table.Tr>
      <Table.Th scope="row">
        <To to={`members?${monthDays(month)}`}>{atOf(month)}</To>
      </Table.Th>
      <Table.Td ta="right" className="numbers">
        {numberOf(members)}
      </Table.Td>
      {months.map((nth) => {
        const count = came[nth];
        const isRunning = nth === came.length - 1;
        if (count === undefined || members === 0) return <Table.Td key={nth} />;
        const share = count / members;
        return (
          <Table.Td
            key={nth}
            ta="right"
            className="numbers"
            title={numberOf(count)}
            style={{ background: `rgba(176, 58, 46, ${Math.round(share * 45) / 100})` }}
          >
            {count === 0 ? (
              isRunning ? null : (
                "0%"
              )
            ) : (
              <To to={`behind?of=came&joined=${month}&month=${monthAfter(month, nth)}`}>
                {Math.round(share * 100)}%
              </To>
            )}
            {isRunning && (
              <Text span size="xs" display="block">
                {say("途中", "so far")}
              </Text>
            )}
          </Table.Td>
        );
      })}
    </Table.Tr>
  );
}
