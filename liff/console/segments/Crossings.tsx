import { Group, Paper, Stack, Switch, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { dayOf, grouped } from "../../../shared/points/programme/words.ts";
import type { CrossedMember, CrossingDay, SegmentRow } from "../../../shared/segments/console.ts";
import { momentOf, useSay } from "../language.tsx";
import { numberOf } from "../parts/member-number.ts";
import { useTell } from "../parts/Notice.tsx";
import { Loaded, Trouble } from "../parts/States.tsx";
import { To } from "../parts/To.tsx";
import type { Column } from "../parts/table/columns.ts";
import { FilterChoice, FilterDate, Filters } from "../parts/table/Filters.tsx";
import { ListThere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import { useStaff } from "../session.tsx";
import { useCrossed, useCrossings, useSegmentWrites } from "./api.ts";

const days = 30;

/** Who entered and who left, for a segment of which it is kept; the switch that begins and ends that. */
export function Crossings({ row }: { readonly row: SegmentRow }) {
  const { rights } = useStaff();
  const writes = useSegmentWrites();
  const tell = useTell();
  const say = useSay();
  const { segmentId, watched } = row;
  const turn = useMutation({
    mutationFn: (to: boolean) => writes.watch(segmentId, to),
    onSuccess: (_, to) =>
      tell(
        to
          ? say("出入りの記録を始めました", "Kept from now on")
          : say("出入りの記録をやめました", "Kept no more"),
        () => writes.watch(segmentId, !to),
      ),
  });
  return (
    <Stack gap="sm">
      <Switch
        label={say("出入りを記録する", "Keep who enters and leaves")}
        description={say(
          "1時間ごとに見比べ、入った会員と出た会員を400日間残します。条件を変えたときの増減は数えません。",
          "Compared every hour; who entered and who left is kept for 400 days. A change of conditions moves nobody.",
        )}
        checked={watched}
        disabled={!rights.messages || turn.isPending}
        onChange={({ currentTarget }) => turn.mutate(currentTarget.checked)}
      />
      <Trouble error={turn.error} />
      {watched && <Days segmentId={segmentId} />}
      <Who segmentId={segmentId} watched={watched} />
    </Stack>
  );
}

function Days({ segmentId }: { readonly segmentId: string }) {
  const found = useCrossings(segmentId, days);
  const { timeZone } = useStaff();
  const say = useSay();
  return (
    <Loaded query={found}>
      {({ days: crossed, watchedAtMs }) => (
        <>
          <Text size="sm" c="dimmed">
            {watchedAtMs === null
              ? say("最初の見比べを待っています。", "The first comparison is still to come.")
              : say(
                  `最後の見比べ ${momentOf(watchedAtMs, timeZone)}`,
                  `Last compared ${momentOf(watchedAtMs, timeZone)}`,
                )}
          </Text>
          {crossed.length > 0 && <Bars crossed={crossed} />}
        </>
      )}
    </Loaded>
  );
}

/** One column a day: above the line who entered, below it who left. The table beside it says the same in figures. */
function Bars({ crossed }: { readonly crossed: readonly CrossingDay[] }) {
  const say = useSay();
  const most = Math.max(1, ...crossed.map(({ entered, left }) => Math.max(entered, left)));
  const sum = (kind: "entered" | "left") => crossed.reduce((all, day) => all + day[kind], 0);
  return (
    <Paper className="sheet">
      <Group gap="lg" py="xs">
        <Text size="sm">
          <span className="crossing-mark" data-kind="entered" />{" "}
          {say(`入った ${grouped(sum("entered"))}人`, `Entered ${grouped(sum("entered"))}`)}
        </Text>
        <Text size="sm">
          <span className="crossing-mark" data-kind="left" />{" "}
          {say(`出た ${grouped(sum("left"))}人`, `Left ${grouped(sum("left"))}`)}
        </Text>
        <Text size="sm" c="dimmed">
          {say(`直近${days}日`, `In ${days} days`)}
        </Text>
      </Group>
      <ul className="crossings" aria-label={say("日ごとの出入り", "By day")}>
        {crossed.map(({ on, entered, left }) => (
          <li key={on}>
            <span className="crossing-day">{dayOf(on)}</span>
            <Bar kind="entered" members={entered} most={most} />
            <Bar kind="left" members={left} most={most} />
          </li>
        ))}
      </ul>
    </Paper>
  );
}

function Bar({
  kind,
  members,
  most,
}: {
  readonly kind: "entered" | "left";
  readonly members: number;
  readonly most: number;
}) {
  const say = useSay();
  const words = kind === "entered" ? say("入った", "Entered") : say("出た", "Left");
  return (
    <span className="crossing-bar" data-kind={kind}>
      <i style={{ width: `${(members / most) * 70}%` }} />
      <span className="numbers">
        <span className="crossing-words">{words}</span> {members === 0 ? "0" : grouped(members)}
      </span>
    </span>
  );
}

function Who({ segmentId, watched }: { readonly segmentId: string; readonly watched: boolean }) {
  const listing = useListing("-at");
  const { timeZone } = useStaff();
  const say = useSay();
  const [kind, on] = [listing.filter("kind"), listing.filter("on")];
  const filters = {
    ...(kind === "entered" ? { kind: "entered" as const } : {}),
    ...(kind === "left" ? { kind: "left" as const } : {}),
    ...(on === "" ? {} : { on }),
  };
  const query = useCrossed(segmentId, listing.page, filters);
  const isFiltered = kind !== "" || on !== "";
  if (!watched && !isFiltered && query.data?.rows.length === 0) return null;
  return (
    <ListThere
      name={["出入りした会員", "Who entered and left"]}
      columns={columnsOf(
        say("入った", "Entered"),
        say("出た", "Left"),
        say("(名前なし)", "(no name)"),
        timeZone,
      )}
      rowKey={({ publicId, atMs }) => `${publicId}${atMs}`}
      listing={listing}
      query={query}
      csv={null}
      filtered={isFiltered}
      filters={
        <Filters listing={listing} names={["kind", "on"]}>
          <FilterChoice
            listing={listing}
            at="kind"
            label={say("出入り", "Which way")}
            options={[
              { value: "entered", label: say("入った", "Entered") },
              { value: "left", label: say("出た", "Left") },
            ]}
          />
          <FilterDate listing={listing} at="on" label={say("日", "Day")} />
        </Filters>
      }
      empty={
        <Text c="dimmed" size="sm" p="md">
          {say("まだ出入りした会員はいません。", "Nobody has entered or left yet.")}
        </Text>
      }
    />
  );
}

function columnsOf(
  entered: string,
  left: string,
  noName: string,
  timeZone: string,
): readonly Column<CrossedMember>[] {
  return [
    {
      ...{ key: "member", name: ["会員", "Member"] },
      cell: ({ publicId, name }) => (
        <span>
          <To to={`members/${publicId}`}>{name ?? noName}</To>{" "}
          <Text span size="xs" c="dimmed" className="numbers brief">
            {numberOf(publicId)}
          </Text>
        </span>
      ),
    },
    {
      ...{ key: "kind", name: ["出入り", "Which way"] },
      cell: ({ kind }) => (kind === "entered" ? entered : left),
    },
    {
      ...{ key: "at", name: ["日時", "When"], numeric: true },
      cell: ({ atMs }) => momentOf(atMs, timeZone),
    },
  ];
}
