import { Group, SegmentedControl, Stack, TextInput, Title } from "@mantine/core";
import type { Monthly, MonthRow, PartRow } from "../../../shared/reports/monthly.ts";
import { useSay } from "../language.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import { To } from "../parts/To.tsx";
import type { Column } from "../parts/table/columns.ts";
import { ListHere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import { usePlace } from "../router.tsx";
import type { Words } from "../screen.ts";
import { useMonthly } from "./api.ts";
import { colours } from "./colours.ts";
import { StillCounting } from "./Dashboard.tsx";
import { sumColumns } from "./DashboardTables.tsx";
import { Drawn } from "./Drawn.tsx";
import "./reports.css";
import { PlaceField } from "./Scope.tsx";
import { atOf, monthDays, numberOf, partName, shortOf } from "./words.ts";

/** Month by month: points, sales, visits, members; and the same by store, area, rank, sex and age. */
export function MonthlyScreen() {
  const say = useSay();
  const { query } = usePlace();
  const [from, to, place] = [query.get("from") ?? "", query.get("to") ?? "", query.get("place") ?? ""];
  const asked = {
    ...(from === "" ? {} : { from }),
    ...(to === "" ? {} : { to }),
    ...(place === "" ? {} : { place }),
  };
  const report = useMonthly(asked, true);
  return (
    <>
      <Heading
        title={say("月次レポート", "Monthly report")}
        about={say(
          "月ごとの付与・利用・失効と残高、売上、会員、来店。",
          "Points given, used, lapsed and outstanding, sales, members and visits of each month.",
        )}
      />
      <Group align="flex-end" gap="sm" role="search" aria-label={say("期間とお店", "Months and place")}>
        <MonthField at="from" label={say("から", "From")} shown={report.data?.months[0]?.month} />
        <MonthField at="to" label={say("まで", "Until")} shown={report.data?.months.at(-1)?.month} />
        <PlaceField />
      </Group>
      <Loaded query={report}>{(answer) => <Report report={answer} />}</Loaded>
    </>
  );
}

function MonthField({
  at,
  label,
  shown = "",
}: {
  readonly at: "from" | "to";
  readonly label: string;
  /** What the report begins or ends with where nobody has chosen. */
  readonly shown?: string | undefined;
}) {
  const { query, refine } = usePlace();
  return (
    <TextInput
      type="month"
      label={label}
      w={170}
      value={query.get(at) ?? shown}
      onChange={({ currentTarget }) => refine({ [at]: currentTarget.value })}
    />
  );
}

function Report({ report }: { readonly report: Monthly }) {
  const say = useSay();
  const { months } = report;
  return (
    <Stack gap="lg">
      {!report.counted.whole && <StillCounting />}
      <Drawn
        title={say("ポイントの動き", "Points")}
        told={say(
          "棒は付与・利用・失効、線は月末の残高です。数字は下の表にあります。",
          "Bars: given, used and lapsed. The line: outstanding at the month's end. The numbers stand in the table below.",
        )}
        points={months.map(({ month, sums, outstanding }) => ({
          at: atOf(month),
          earned: sums.earned,
          used: sums.used,
          lapsed: sums.lapsed,
          ...(outstanding === null ? {} : { outstanding }),
        }))}
        marks={[
          { key: "earned", name: say("付与", "Given"), shape: "bar", colour: colours.now },
          { key: "used", name: say("利用", "Used"), shape: "bar", colour: colours.other },
          { key: "lapsed", name: say("失効", "Lapsed"), shape: "bar", colour: colours.third },
          ...(months.some(({ outstanding }) => outstanding !== null)
            ? [
                {
                  key: "outstanding",
                  name: say("残高", "Outstanding"),
                  shape: "line" as const,
                  colour: colours.before,
                },
              ]
            : []),
        ]}
        short={(value) => shortOf(value, say)}
        exact={numberOf}
      />
      <Tables report={report} />
    </Stack>
  );
}

const kinds = ["month", "store", "area", "rank", "sex", "age"] as const;
type Kind = (typeof kinds)[number];
const kindNames: Readonly<Record<Kind, Words>> = {
  month: ["月", "Month"],
  store: ["お店", "Store"],
  area: ["エリア", "Area"],
  rank: ["ランク", "Rank"],
  sex: ["性別", "Sex"],
  age: ["年代", "Age"],
};

function Tables({ report }: { readonly report: Monthly }) {
  const { query, refine } = usePlace();
  const say = useSay();
  const rows = {
    ...{ store: report.byStore, area: report.byArea },
    ...{ rank: report.byRank, sex: report.bySex, age: report.byAge },
  };
  const shown = kinds.filter((kind) => kind === "month" || rows[kind].length > 0);
  const by = shown.find((kind) => kind === query.get("by")) ?? "month";
  return (
    <Stack gap="sm" component="section">
      <Group justify="space-between">
        <Title order={2} size="h3">
          {by === "month"
            ? say("月ごと", "By month")
            : say(`${kindNames[by][0]}ごと(全期間)`, `By ${kindNames[by][1].toLowerCase()}, all months`)}
        </Title>
        <SegmentedControl
          aria-label={say("内訳", "By")}
          value={by}
          data={shown.map((value) => ({ value, label: say(...kindNames[value]) }))}
          onChange={(value) => refine({ by: value === "month" ? null : value, sort: null, page: null })}
        />
      </Group>
      {by === "month" ? <Months rows={report.months} /> : <Parts key={by} by={by} rows={rows[by]} />}
    </Stack>
  );
}

function Months({ rows }: { readonly rows: readonly MonthRow[] }) {
  const listing = useListing("-month");
  const { query } = usePlace();
  const place = query.get("place");
  const number = (
    key: "visits" | "visitors" | "joined" | "left" | "members" | "outstanding" | "messages" | "messagesYen",
    name: Words,
  ): Column<MonthRow> => ({
    ...{ key, name, sorts: true, numeric: true, first: "down" },
    value: (row) => row[key],
    cell: (row) => (row[key] === null ? "—" : numberOf(row[key] ?? 0)),
  });
  const daysOf = (month: string): string => `${monthDays(month)}${place === null ? "" : `&place=${place}`}`;
  return (
    <ListHere
      name={["月次レポート", "Monthly report"]}
      columns={[
        {
          ...{ key: "month", name: ["月", "Month"], sorts: true, first: "down" },
          value: ({ month }) => month,
          cell: ({ month }) => <To to={`sales?${daysOf(month)}`}>{atOf(month)}</To>,
        },
        ...sumColumns<MonthRow>(),
        number("outstanding", ["残高P", "Outstanding P"]),
        number("visits", ["来店", "Visits"]),
        number("visitors", ["来店会員", "Visitors"]),
        number("joined", ["入会", "Joined"]),
        number("left", ["退会", "Left"]),
        number("members", ["会員数", "Members"]),
        number("messages", ["LINE通数", "LINE messages"]),
        number("messagesYen", ["LINE追加(円)", "LINE, extra yen"]),
      ]}
      rows={rows}
      rowKey={({ month }) => month}
      listing={listing}
      empty={<Nothing />}
    />
  );
}

function Parts({ by, rows }: { readonly by: Exclude<Kind, "month">; readonly rows: readonly PartRow[] }) {
  const listing = useListing("-yen");
  const say = useSay();
  const nameOf = ({ name, nameEn, value }: PartRow): string =>
    name === null ? partName(by, value, say) : say(name, nameEn ?? name);
  const isPlace = by === "store" || by === "area";
  return (
    <ListHere
      name={[`月次レポート ${kindNames[by][0]}`, `Monthly report by ${kindNames[by][1]}`]}
      columns={[
        { ...{ key: "name", name: kindNames[by], sorts: true }, value: nameOf, cell: nameOf },
        ...sumColumns<PartRow>(),
        ...(isPlace
          ? []
          : [
              {
                ...{
                  key: "members",
                  name: ["今の会員数", "Members now"] as const,
                  sorts: true,
                  numeric: true,
                },
                value: ({ members }: PartRow) => members,
                cell: ({ members }: PartRow) => numberOf(members ?? 0),
              },
            ]),
      ]}
      rows={rows}
      rowKey={({ value }) => value}
      listing={listing}
      empty={<Nothing />}
    />
  );
}

function Nothing() {
  const say = useSay();
  return (
    <Teach title={say("まだ数字がありません", "No figures yet")}>
      {say("最初の会計から集計が始まります。", "They begin with the first sale.")}
    </Teach>
  );
}
