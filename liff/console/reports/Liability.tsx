import { Group, SegmentedControl, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { dayOf, grouped } from "../../../shared/points/programme/words.ts";
import { breakagePerMille, expectedYen, type Liability } from "../../../shared/reports/liability.ts";
import { momentOf, type Say, useSay } from "../language.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import { To } from "../parts/To.tsx";
import type { Column } from "../parts/table/columns.ts";
import { ListHere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import { usePlace } from "../router.tsx";
import type { Words } from "../screen.ts";
import { useStaff } from "../session.tsx";
import { useLiability } from "./api.ts";
import { colours } from "./colours.ts";
import { Drawn } from "./Drawn.tsx";
import "./reports.css";
import { Tile } from "./Tile.tsx";
import { atOf, numberOf, originName, shareOf, shortOf } from "./words.ts";

/** What the shop owes in points: how old, when it lapses, where it came from, and how much is likely to be used. */
export function LiabilityScreen() {
  const say = useSay();
  const report = useLiability();
  return (
    <>
      <Heading
        title={say("ポイント残高と失効予定", "Points owed and lapsing")}
        about={say(
          "会員が今持っているポイントを、経過月数・失効する月・由来で見ます。",
          "The points that members hold now, by age, by the month in which they lapse, and by origin.",
        )}
      />
      <Loaded query={report}>{(answer) => <Report report={answer} />}</Loaded>
    </>
  );
}

function Report({ report }: { readonly report: Liability }) {
  const say = useSay();
  const { timeZone } = useStaff();
  return (
    <Stack gap="lg">
      <Text size="sm" c="dimmed" className="numbers">
        {report.countedAtMs === null
          ? say(`${dayOf(report.asOf)} 現在`, `As of ${dayOf(report.asOf)}`)
          : say(
              `${momentOf(report.countedAtMs, timeZone)} に集計しました。その後の動きは、次の夜の集計で入ります。`,
              `Counted ${momentOf(report.countedAtMs, timeZone)}; what has moved since is in the next night's count.`,
            )}
      </Text>
      <Sums report={report} />
      <Drawn
        title={say("失効予定", "Lapsing")}
        told={say(
          "このまま使われなければ、その月のうちに失効するポイントです。",
          "Points that lapse in that month if they are not used.",
        )}
        points={report.byExpiry.slice(0, 24).map(({ month, points }) => ({ at: atOf(month), points }))}
        marks={[{ key: "points", name: say("ポイント", "Points"), shape: "bar", colour: colours.third }]}
        short={(value) => shortOf(value, say)}
        exact={numberOf}
      />
      <Tables report={report} />
      <Meaning />
    </Stack>
  );
}

function Sums({ report }: { readonly report: Liability }) {
  const say = useSay();
  const { points, pending, held, debt, yenPerPoint, ended } = report;
  const yen = say("円", " yen");
  const breakage = breakagePerMille(ended);
  const noEnd = say("期限を終えたポイントがまだありません", "no points have ended yet");
  const among = say(`期限を終えた${grouped(ended.given)}Pのうち`, `of ${grouped(ended.given)} P that ended`);
  const each = say(`1P=${yenPerPoint}円`, `1 P = ${yenPerPoint} yen`);
  const tiles = [
    { name: say("会員が持つポイント", "Points held"), value: points, unit: "P", to: "members?sort=-points" },
    { name: say("円にすると", "In yen"), value: points * yenPerPoint, unit: yen, about: each },
    {
      ...{ name: say("使われる見込み", "Likely to be used"), value: expectedYen(report), unit: yen },
      about:
        breakage === null
          ? noEnd
          : say(`失効率${breakage / 10}%を引いた額`, `less ${breakage / 10}% that lapse`),
    },
    {
      ...{ name: say("失効率", "Breakage rate"), value: breakage === null ? null : breakage / 10, unit: "%" },
      about: breakage === null ? noEnd : among,
    },
    {
      ...{ name: say("利用率", "Redemption rate"), unit: "%" },
      value: ended.given === 0 ? null : Math.round((ended.used / ended.given) * 1000) / 10,
      about: breakage === null ? noEnd : among,
    },
    {
      name: say("仮ポイント", "Not usable yet"),
      value: pending,
      unit: "P",
      about: say("残高に含む", "in the points held"),
    },
    {
      name: say("仮押さえ中", "Put aside"),
      value: held,
      unit: "P",
      about: say("残高に含まない", "not in the points held"),
    },
    {
      name: say("返品などの不足分", "Owed by members"),
      value: debt,
      unit: "P",
      about: say("残高から引いていない", "not taken off"),
    },
  ];
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 4 }} spacing="sm">
      {tiles.map((tile) => (
        <Tile key={tile.name} beside={[]} {...tile} />
      ))}
    </SimpleGrid>
  );
}

interface Row {
  readonly key: string;
  readonly order: number;
  readonly name: string;
  readonly points: number;
  readonly count: number | null;
  readonly members: number | null;
  /** The address of the members behind it. */
  readonly behind: string;
}

const kinds = ["expiry", "age", "origin", "balance"] as const;
type Kind = (typeof kinds)[number];
const kindNames: Readonly<Record<Kind, Words>> = {
  expiry: ["失効する月", "Lapses in"],
  age: ["付与からの月数", "Age"],
  origin: ["由来", "Origin"],
  balance: ["会員の残高", "Balances"],
};

function rowsOf(report: Liability, by: Kind, say: Say): readonly Row[] {
  const none = { count: null, members: null };
  switch (by) {
    case "expiry":
      return report.byExpiry.map(({ month, points, lots, members }, order) => ({
        ...{ key: month, order, name: month.startsWith("9999") ? say("期限なし", "Never") : atOf(month) },
        ...{ points, members, count: lots, behind: `of=lapses&month=${month}` },
      }));
    case "age":
      return report.byAge.map(({ fromMonths: from, toMonths: to, points, lots }, order) => ({
        ...{ key: String(from), order, points, members: null, count: lots, behind: `of=age&months=${from}` },
        name:
          to === null
            ? say(`${from}か月以上`, `${from} months and more`)
            : say(`${from}〜${to}か月未満`, `${from} to under ${to} months`),
      }));
    case "origin":
      return report.byOrigin.map(({ origin, points }, order) => ({
        ...{ ...none, key: origin, order, points, behind: `of=origin&origin=${origin}` },
        name: originName(origin, say),
      }));
    case "balance":
      return report.balances.map(({ from, to, members, points }, order) => ({
        ...{ key: String(from), order, points, members, count: null },
        behind: `of=balance&from=${from}${to === null ? "" : `&to=${to}`}`,
        name:
          to === from
            ? `${from}P`
            : to === null
              ? say(`${grouped(from)}P以上`, `${grouped(from)} P and more`)
              : `${grouped(from)}–${grouped(to)}P`,
      }));
  }
}

function Tables({ report }: { readonly report: Liability }) {
  const { query, refine } = usePlace();
  const say = useSay();
  const listing = useListing("order");
  const by = kinds.find((kind) => kind === query.get("by")) ?? "expiry";
  const rows = rowsOf(report, by, say);
  return (
    <Stack gap="sm" component="section">
      <Group justify="space-between">
        <Title order={2} size="h3">
          {say(`${kindNames[by][0]}ごと`, `By ${kindNames[by][1].toLowerCase()}`)}
        </Title>
        <SegmentedControl
          aria-label={say("内訳", "By")}
          value={by}
          data={kinds.map((value) => ({ value, label: say(...kindNames[value]) }))}
          onChange={(value) => refine({ by: value === "expiry" ? null : value, sort: null, page: null })}
        />
      </Group>
      <ListHere
        key={by}
        name={[`ポイント残高 ${kindNames[by][0]}`, `Points owed by ${kindNames[by][1].toLowerCase()}`]}
        columns={columnsOf(by, rows, report.points)}
        rows={rows}
        rowKey={({ key }) => key}
        listing={listing}
        empty={
          <Teach title={say("会員はまだポイントを持っていません", "Nobody holds points yet")}>
            {say("最初の付与から、ここに出ます。", "They stand here from the first that are given.")}
          </Teach>
        }
      />
    </Stack>
  );
}

function columnsOf(by: Kind, rows: readonly Row[], points: number): readonly Column<Row>[] {
  const has = (key: "count" | "members"): boolean => rows.some((row) => row[key] !== null);
  const number = (key: "count" | "members", name: Words): readonly Column<Row>[] =>
    has(key)
      ? [{ key, name, numeric: true, value: (row) => row[key], cell: (row) => numberOf(row[key] ?? 0) }]
      : [];
  return [
    {
      ...{ key: "name", name: kindNames[by] },
      value: ({ name }) => name,
      cell: ({ name, behind }) => <To to={`behind?${behind}`}>{name}</To>,
    },
    {
      key: "points",
      name: ["ポイント", "Points"],
      numeric: true,
      value: (row) => row.points,
      cell: (row) => numberOf(row.points),
    },
    {
      key: "share",
      name: ["割合", "Share"],
      numeric: true,
      value: (row) => shareOf(row.points, points),
      cell: (row) => shareOf(row.points, points),
    },
    ...number("members", ["会員", "Members"]),
    ...number("count", ["付与の件数", "Times given"]),
  ];
}

/** The definitions, in plain words. */
function Meaning() {
  const say = useSay();
  const lines: readonly Words[] = [
    [
      "失効率 = 直近12か月に有効期限が終わったポイントのうち、使われずに失効した割合。まだ期限の来ていないポイントは入りません。",
      "Breakage rate: of the points whose last day fell in the last twelve months, the share that lapsed unused. Points that still live are not in it.",
    ],
    [
      "利用率 = 同じポイントのうち、使われた割合。取消や返品で取り上げた分も「使われた」に入ります。",
      "Redemption rate: of the same points, the share that was used; what a void or a return took back counts as used.",
    ],
    [
      "使われる見込み = 会員が持つポイント × 1ポイントの円 ×(1 − 失効率)。契約負債の見積りの目安です。会計上の金額は、由来が「お買い上げ」の分をもとに、会計士とお決めください。",
      "Likely to be used: points held × yen of a point × (1 − breakage). It is a help for estimating the contract liability; what the books say is decided with your accountant, from the points given with purchases.",
    ],
    [
      "付与からの月数は、ポイントが付いた日から数えます。期限切れ後に返品で戻ったポイントは戻った日から、移行したポイントは移行した日からです。",
      "Age counts from the day on which points were given; of points that a return brought back after their time, from that day, and of migrated points from the migration.",
    ],
  ];
  return (
    <Stack gap="xs" component="section">
      <Title order={2} size="h3">
        {say("言葉の意味", "What the words mean")}
      </Title>
      {lines.map((line) => (
        <Text size="sm" key={line[1]}>
          {say(...line)}
        </Text>
      ))}
    </Stack>
  );
}
