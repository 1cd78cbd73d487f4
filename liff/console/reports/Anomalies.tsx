import { Alert, Group, List, NumberInput, Stack, Text } from "@mantine/core";
import { addDays } from "../../../shared/dates.ts";
import { dayOf, grouped } from "../../../shared/points/programme/words.ts";
import type { Anomaly, AnomalyKind } from "../../../shared/reports/anomalies.ts";
import { type LimitName, type Limits, usualLimits } from "../../../shared/reports/limits.ts";
import { type Say, useSay } from "../language.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import { To } from "../parts/To.tsx";
import type { Column } from "../parts/table/columns.ts";
import { FilterChoice, FilterDate, Filters } from "../parts/table/Filters.tsx";
import { ListHere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import { usePlace } from "../router.tsx";
import type { Words } from "../screen.ts";
import { useStaff } from "../session.tsx";
import { useAnomalies } from "./api.ts";
import { PlaceField } from "./Scope.tsx";
import { numberOf } from "./words.ts";

/** What staff did that is worth a look, with the limits in plain words, each leading to the sales or lines behind it. */
export function AnomaliesScreen() {
  const say = useSay();
  const { query } = usePlace();
  const { businessDate } = useStaff();
  const days = { from: query.get("from") ?? addDays(businessDate, -29), to: query.get("to") ?? businessDate };
  const place = query.get("place");
  const limits = limitsOf(query);
  const typed = limitNames.filter((name) => limits[name] !== usualLimits[name]);
  const asked = {
    ...{ ...days, ...(place === null ? {} : { place }) },
    ...Object.fromEntries(typed.map((name) => [name, String(limits[name])])),
  };
  const found = useAnomalies(asked, days.from <= days.to);
  return (
    <>
      <Heading
        title={say("スタッフの気になる操作", "Staff: worth a look")}
        about={say(
          "ポイントの不正や操作の誤りに早く気づくための一覧です。ここに出ても不正とは限りません。",
          "To notice mistakes and misuse of points early. Being listed proves nothing.",
        )}
      />
      <Meaning limits={limits} />
      <Loaded query={found}>
        {(answer) => (
          <>
            {answer.more && (
              <Alert color="yellow">
                {say(
                  "多いため、回数の多いものから200件ずつ出しています。日数を短くするか、基準を上げてください。",
                  "There are many: of each kind the 200 with most are listed. Choose fewer days, or raise the limits.",
                )}
              </Alert>
            )}
            <Found rows={answer.found} days={days} />
          </>
        )}
      </Loaded>
    </>
  );
}

const limitNames = Object.keys(usualLimits).filter(isLimit);

function isLimit(name: string): name is LimitName {
  return name in usualLimits;
}

/** The usual ones, and those in the address. */
function limitsOf(query: URLSearchParams): Limits {
  const read = (name: LimitName): number => {
    const typed = Number(query.get(name) ?? "");
    return query.has(name) && Number.isInteger(typed) && typed >= 0 ? typed : usualLimits[name];
  };
  return {
    ...{ pairs: read("pairs"), pairsADay: read("pairsADay") },
    ...{ handPoints: read("handPoints"), handTimes: read("handTimes") },
    ...{ voidMinutes: read("voidMinutes"), voidTimes: read("voidTimes") },
    ...{ nightFrom: read("nightFrom"), nightUntil: read("nightUntil"), nightTimes: read("nightTimes") },
  };
}

const kindWords: Readonly<Record<AnomalyKind, Words>> = {
  own_card: ["自分の会員証に付けた", "To their own card"],
  same_member: ["同じ会員に何度も", "The same member often"],
  by_hand: ["手作業の付与が多い", "Much given by hand"],
  voided_late: ["後からの取消", "Voided long after"],
  at_night: ["営業時間外の会計", "Sales out of hours"],
};

/** Each limit once, in words; the numbers can be changed. */
function Meaning({ limits }: { readonly limits: Limits }) {
  const say = useSay();
  const lines: readonly string[] = [
    say(
      "自分の会員証に付けた: レジに立った人自身のLINEの会員証に、会計のポイントが付いた。",
      "To their own card: points of a sale to the card of the very person at the till.",
    ),
    say(
      `同じ会員に何度も: 同じ人が同じ会員の会計を、期間中に${limits.pairs}回以上、または1日に${limits.pairsADay}回以上。`,
      `The same member often: one person rang up one member ${limits.pairs} times or more, or ${limits.pairsADay} on one day.`,
    ),
    say(
      `手作業の付与が多い: 1人が手で付けたポイントの合計が${grouped(limits.handPoints)}P以上、または${limits.handTimes}回以上。`,
      `Much given by hand: ${grouped(limits.handPoints)} P or more by one person, or ${limits.handTimes} times.`,
    ),
    say(
      `後からの取消: 会計から${limits.voidMinutes}分を超えてから取り消した会計が、1人で${limits.voidTimes}件以上。`,
      `Voided long after: ${limits.voidTimes} sales or more that one person voided over ${limits.voidMinutes} minutes later.`,
    ),
    say(
      `営業時間外の会計: ${limits.nightFrom}時から${limits.nightUntil}時までの会計が、1人で${limits.nightTimes}件以上。`,
      `Sales out of hours: ${limits.nightTimes} or more by one person from ${limits.nightFrom}:00 until ${limits.nightUntil}:00.`,
    ),
  ];
  return (
    <Stack gap="xs">
      <List size="sm" className="numbers">
        {lines.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
      <details>
        <summary>{say("基準を変える", "Change the limits")}</summary>
        <Group align="flex-end" gap="sm" mt="sm">
          <Limit at="pairs" label={say("同じ会員(期間中・回)", "Same member, times")} limits={limits} />
          <Limit at="pairsADay" label={say("同じ会員(1日・回)", "Same member a day")} limits={limits} />
          <Limit at="handPoints" label={say("手作業(P)", "By hand, points")} limits={limits} />
          <Limit at="handTimes" label={say("手作業(回)", "By hand, times")} limits={limits} />
          <Limit at="voidMinutes" label={say("取消まで(分)", "Voided after, minutes")} limits={limits} />
          <Limit at="voidTimes" label={say("取消(件)", "Voided, sales")} limits={limits} />
          <Limit
            at="nightFrom"
            label={say("営業時間外の始まり(時)", "Closed from")}
            limits={limits}
            max={23}
          />
          <Limit
            at="nightUntil"
            label={say("営業時間外の終わり(時)", "Closed until")}
            limits={limits}
            max={23}
          />
          <Limit at="nightTimes" label={say("営業時間外(件)", "Out of hours, sales")} limits={limits} />
        </Group>
      </details>
    </Stack>
  );
}

function Limit({
  at,
  label,
  limits,
  max = 1_000_000,
}: {
  readonly at: keyof Limits;
  readonly label: string;
  readonly limits: Limits;
  readonly max?: number;
}) {
  const { refine } = usePlace();
  return (
    <NumberInput
      label={label}
      w={200}
      hideControls
      min={max === 23 ? 0 : 1}
      max={max}
      clampBehavior="strict"
      allowDecimal={false}
      value={limits[at]}
      onChange={(value) => typeof value === "number" && refine({ [at]: String(value) })}
    />
  );
}

interface Days {
  readonly from: string;
  readonly to: string;
}

function Found({ rows: all, days }: { readonly rows: readonly Anomaly[]; readonly days: Days }) {
  const say = useSay();
  const listing = useListing("kind");
  const kind = listing.filter("kind");
  const rows = all.filter((row) => kind === "" || row.kind === kind);
  const options = Object.entries(kindWords).map(([value, words]) => ({ value, label: say(...words) }));
  return (
    <ListHere
      name={["スタッフの気になる操作", "Staff worth a look"]}
      columns={columnsIn(say, days)}
      rows={rows}
      rowKey={(row) => `${row.kind} ${row.staffId} ${row.memberId ?? ""}`}
      listing={listing}
      search={say("スタッフ・会員", "Staff or member")}
      filtered={kind !== "" || all.length > 0}
      filters={
        <Filters listing={listing} names={["from", "to", "place", "kind", "q"]}>
          <FilterDate listing={listing} at="from" label={say("営業日(から)", "From")} w={150} />
          <FilterDate listing={listing} at="to" label={say("営業日(まで)", "Until")} w={150} />
          <PlaceField />
          <FilterChoice listing={listing} at="kind" label={say("種類", "Kind")} w={220} options={options} />
        </Filters>
      }
      empty={
        <Teach title={say("気になる操作はありません", "Nothing worth a look")}>
          <Text size="sm">
            {say(
              "この期間に、上の基準に当てはまる操作はありませんでした。",
              "Nothing in these days meets the limits above.",
            )}
          </Text>
        </Teach>
      }
    />
  );
}

/** The sales or lines that a row is about. */
function behindOf({ kind, staffId, memberId }: Anomaly, { from, to }: Days): string {
  switch (kind) {
    case "own_card":
    case "same_member":
      return `sales?from=${from}&to=${to}&staff=${staffId}&member=${memberId ?? ""}`;
    case "by_hand":
      return `entries?of=adjusted&from=${from}&to=${to}&staff=${staffId}`;
    case "voided_late":
      // What was voided in these days may have been sold before them.
      return `sales?only=back&from=${addDays(from, -36)}&to=${to}&voidedBy=${staffId}`;
    case "at_night":
      return `sales?from=${from}&to=${to}&staff=${staffId}`;
  }
}

function columnsIn(say: Say, days: Days): readonly Column<Anomaly>[] {
  const unnamed = say("(名前なし)", "(no name)");
  return [
    {
      ...{ key: "kind", name: ["種類", "Kind"], sorts: true },
      value: ({ kind }) => say(...kindWords[kind]),
      cell: (row) => <To to={behindOf(row, days)}>{say(...kindWords[row.kind])}</To>,
    },
    {
      ...{ key: "staff", name: ["スタッフ", "Staff"], sorts: true },
      value: ({ staffName }) => staffName ?? unnamed,
      cell: ({ staffName }) => staffName ?? unnamed,
    },
    {
      ...{ key: "member", name: ["会員", "Member"], sorts: true },
      value: ({ memberId, memberName }) => (memberId === null ? "" : (memberName ?? unnamed)),
      cell: ({ memberId, memberName }) =>
        memberId === null ? "—" : <To to={`members/${memberId}`}>{memberName ?? unnamed}</To>,
    },
    {
      ...{ key: "times", name: ["回数", "Times"], sorts: true, numeric: true, first: "down" },
      value: ({ times }) => times,
      cell: ({ times }) => numberOf(times),
    },
    {
      ...{ key: "most", name: ["1日の最多", "Most a day"], sorts: true, numeric: true, first: "down" },
      value: ({ mostADay }) => mostADay,
      cell: ({ mostADay }) => (mostADay === null ? "—" : numberOf(mostADay)),
    },
    {
      ...{ key: "points", name: ["ポイント", "Points"], sorts: true, numeric: true, first: "down" },
      value: ({ points }) => points,
      cell: ({ points }) => numberOf(points),
    },
    {
      ...{ key: "last", name: ["最後の日", "Last day"], sorts: true, numeric: true, first: "down" },
      value: ({ lastOn }) => lastOn,
      cell: ({ lastOn }) => dayOf(lastOn),
    },
  ];
}
