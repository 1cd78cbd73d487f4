import { Group, SegmentedControl, Stack, Title } from "@mantine/core";
import type { Dashboard, SeriesPoint, StoreFigures, Sums } from "../../../shared/reports/dashboard.ts";
import { useSay } from "../language.tsx";
import { Teach } from "../parts/Teach.tsx";
import { To } from "../parts/To.tsx";
import type { Column } from "../parts/table/columns.ts";
import { ListHere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import { usePlace } from "../router.tsx";
import type { Words } from "../screen.ts";
import { atOf, changeOf, numberOf } from "./words.ts";

const sumNames: readonly (readonly [keyof Sums, Words])[] = [
  ["sales", ["会計", "Sales"]],
  ["yen", ["売上(円)", "Yen"]],
  ["earned", ["付与P", "Given P"]],
  ["used", ["利用P", "Used P"]],
  ["lapsed", ["失効P", "Lapsed P"]],
];

/** The columns of the sums, for tables of days, stores, months and parts of the members. */
export function sumColumns<Row extends { readonly sums: Sums }>(
  chosen: readonly (readonly [keyof Sums, Words])[] = sumNames,
): readonly Column<Row>[] {
  return chosen.map(([key, name]) => ({
    ...{ key, name, sorts: true, numeric: true, first: "down" },
    value: ({ sums }) => sums[key],
    cell: ({ sums }) => numberOf(sums[key]),
  }));
}

/** The numbers behind the chart, or store by store, each with its file. */
export function ByDayOrStore({ view }: { readonly view: Dashboard }) {
  const { query, refine } = usePlace();
  const say = useSay();
  const by = query.get("by") === "store" ? "store" : "day";
  const isMonths = view.series.every(({ at }) => at.length === 7);
  const dayWord = isMonths ? say("月ごと", "By month") : say("日ごと", "By day");
  return (
    <Stack gap="sm" component="section">
      <Group justify="space-between">
        <Title order={2} size="h3">
          {by === "day" ? dayWord : say("お店ごと", "By store")}
        </Title>
        <SegmentedControl
          aria-label={say("内訳", "By")}
          value={by}
          data={[
            { value: "day", label: dayWord },
            { value: "store", label: say("お店ごと", "By store") },
          ]}
          onChange={(value) => refine({ by: value === "day" ? null : value, sort: null, page: null })}
        />
      </Group>
      {by === "day" ? <Days rows={view.series} /> : <Stores rows={view.stores} />}
    </Stack>
  );
}

function Days({ rows }: { readonly rows: readonly SeriesPoint[] }) {
  const listing = useListing("at");
  return (
    <ListHere
      name={["ダッシュボード 推移", "Dashboard over time"]}
      columns={[
        { key: "at", name: ["日付", "Date"], sorts: true, value: ({ at }) => at, cell: ({ at }) => atOf(at) },
        ...sumColumns<SeriesPoint>(),
        {
          ...{
            key: "before",
            name: ["前年の売上(円)", "Yen, year before"],
            sorts: true,
            numeric: true,
            first: "down",
          },
          value: ({ before }) => before.yen,
          cell: ({ before }) => numberOf(before.yen),
        },
      ]}
      rows={rows}
      rowKey={({ at }) => at}
      compact
      listing={listing}
      empty={<Nothing />}
    />
  );
}

function Stores({ rows }: { readonly rows: readonly StoreFigures[] }) {
  const listing = useListing("-yen");
  return (
    <ListHere
      name={["ダッシュボード お店ごと", "Dashboard by store"]}
      columns={[
        {
          ...{ key: "store", name: ["お店", "Store"], sorts: true },
          value: ({ name }) => name,
          cell: ({ publicId, name }) => <To to={`stores/${publicId}`}>{name}</To>,
        },
        {
          ...{ key: "area", name: ["エリア", "Area"], sorts: true },
          value: ({ areaName }) => areaName,
          cell: ({ areaName }) => areaName ?? "—",
        },
        ...sumColumns<StoreFigures>(),
        {
          ...{ key: "visitors", name: ["来店会員", "Members"], sorts: true, numeric: true, first: "down" },
          value: ({ visitors }) => visitors,
          cell: ({ visitors }) => (visitors === null ? "—" : numberOf(visitors)),
        },
        {
          ...{ key: "before", name: ["売上の前年比", "Yen to year before"], numeric: true },
          value: ({ sums, beforeYen }) => changeOf(sums.yen, beforeYen) ?? "",
          cell: ({ sums, beforeYen }) => changeOf(sums.yen, beforeYen) ?? "—",
        },
      ]}
      rows={rows}
      rowKey={({ publicId }) => publicId}
      listing={listing}
      empty={<Nothing />}
    />
  );
}

function Nothing() {
  const say = useSay();
  return (
    <Teach title={say("この期間に会計はありません", "No sales in this period")}>
      {say("期間を変えるか、お店の条件を外してください。", "Choose other days, or all stores.")}
    </Teach>
  );
}
