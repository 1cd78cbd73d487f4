import { Stack, Text } from "@mantine/core";
import { dayOf, grouped } from "../../../shared/points/programme/words.ts";
import { type Decile, type Deciles, decileDays } from "../../../shared/reports/people.ts";
import { useSay } from "../language.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import { To } from "../parts/To.tsx";
import { ListHere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import { useDeciles } from "./api.ts";
import { colours } from "./colours.ts";
import { Drawn } from "./Drawn.tsx";
import "./reports.css";
import { numberOf, shareOf, shortOf } from "./words.ts";

/** Members in ten equal parts by what they spent in a year: how much of the sales each part makes. */
export function DecileScreen() {
  const say = useSay();
  const report = useDeciles();
  return (
    <>
      <Heading
        title={say("デシル分析", "Deciles")}
        about={say(
          "365日に買った会員を、金額の多い順に同じ人数の10組に分けます。",
          "Members who bought in 365 days, in ten equal parts by what they spent.",
        )}
      />
      <Loaded query={report}>{(answer) => <Report report={answer} />}</Loaded>
    </>
  );
}

function Report({ report }: { readonly report: Deciles }) {
  const say = useSay();
  const listing = useListing("nth");
  const { rows, yen, members, from, to } = report;
  const top = rows.slice(0, 2).reduce((sum, row) => sum + row.yen, 0);
  const told = say(
    `上の2組(会員の2割)が売上の${shareOf(top, yen)}を占めます。`,
    `The two top parts, a fifth of the members, make ${shareOf(top, yen)} of the sales.`,
  );
  return (
    <Stack gap="lg">
      <Text size="sm" c="dimmed" className="numbers">
        {dayOf(from)} – {dayOf(to)} ・ {say(`${grouped(members)}人`, `${grouped(members)} members`)} ・ ¥
        {grouped(yen)}
      </Text>
      {rows.length > 0 && (
        <Drawn
          title={say("組ごとの売上", "Sales of each group (yen)")}
          told={told}
          points={rows.map((row) => ({ at: String(row.nth), yen: row.yen }))}
          marks={[{ key: "yen", name: say("売上(円)", "Yen"), shape: "bar", colour: colours.now }]}
          short={(value) => shortOf(value, say)}
          exact={numberOf}
        />
      )}
      <ListHere
        name={["デシル分析", "Deciles"]}
        columns={columnsOf(yen)}
        rows={rows}
        rowKey={({ nth }) => String(nth)}
        compact
        listing={listing}
        empty={
          <Teach title={say("この1年に買った会員がいません", "No member has bought in this year")}>
            {say("会計が貯まると、ここに10組が並びます。", "The ten parts stand here once there are sales.")}
          </Teach>
        }
      />
      <Text size="sm" c="dimmed">
        {say(
          "金額はポイントとクーポンの後、返品を引いた額です。人数が10で割り切れないときは、上の組が1人多くなります。",
          "Yen are after points and coupons, less returns. Where the members cannot be divided by ten, the upper parts have one more.",
        )}
      </Text>
    </Stack>
  );
}

function columnsOf(yen: number) {
  return [
    {
      key: "nth",
      name: ["組", "Part"] as const,
      sorts: true,
      value: ({ nth }: Decile) => nth,
      cell: ({ nth }: Decile) => <To to={`behind?of=decile&nth=${nth}`}>{nth}</To>,
    },
    ...(
      [
        ["members", ["会員", "Members"]],
        ["yen", ["売上(円)", "Yen"]],
        ["visits", ["来店", "Visits"]],
        ["yenMin", ["1人の最少(円)", "Lowest member"]],
        ["yenMax", ["1人の最多(円)", "Most of one"]],
      ] as const
    ).map(([key, name]) => ({
      ...{ key, name, numeric: true, sorts: true, first: "down" as const },
      value: (row: Decile) => row[key],
      cell: (row: Decile) => numberOf(row[key]),
    })),
    {
      ...{ key: "segment", name: ["セグメント", "Segment"] as const },
      cell: (row: Decile) => (
        <To to={`segments/new?tree=${treeOf(row)}`}>
          <Make />
        </To>
      ),
    },
    {
      ...{ key: "share", name: ["売上の割合", "Share of yen"] as const, numeric: true },
      value: (row: Decile) => shareOf(row.yen, yen),
      cell: (row: Decile) => shareOf(row.yen, yen),
    },
  ];
}

function Make() {
  const say = useSay();
  return <>{say("作る", "Make one")}</>;
}

/** Those who spent as much in the same 365 days: where two parts meet at one sum, it may be a few more than the part. */
function treeOf({ yenMin, yenMax }: Decile): string {
  const spent = { kind: "spend", in: { over: "days", days: decileDays }, min: yenMin, max: yenMax };
  return encodeURIComponent(JSON.stringify({ all: [spent] }));
}
