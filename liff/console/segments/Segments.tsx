import "./segments.css";
import { Button, Group, Loader, Stack, Text, Title } from "@mantine/core";
import { grouped } from "../../../shared/points/programme/words.ts";
import type { SegmentRow } from "../../../shared/segments/console.ts";
import { momentOf, useSay } from "../language.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import { To } from "../parts/To.tsx";
import type { Column } from "../parts/table/columns.ts";
import { ListHere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import { useLink } from "../router.tsx";
import { useStaff } from "../session.tsx";
import { useSavedCount, useSegments } from "./api.ts";
import { useSentence } from "./names.ts";
import { Starts } from "./Starts.tsx";
import { UsedBy } from "./UsedBy.tsx";

/** Whom the shop means: every saved segment with what it says, how many it has and what uses it. */
export function SegmentsScreen() {
  const segments = useSegments();
  const { rights } = useStaff();
  const link = useLink();
  const say = useSay();
  return (
    <>
      <Heading
        title={say("セグメント", "Segments")}
        about={say(
          "「だれに」を条件で決めて保存します。人数は会員の動きに合わせていつも最新です。",
          "Says whom you mean by conditions. Who is in it follows what members do.",
        )}
      >
        <Button component="a" variant="default" {...link("segments/lists")}>
          {say("会員リスト", "Member lists")}
        </Button>
        {rights.messages && segments.data?.segments.length !== 0 && (
          <Button component="a" {...link("segments/new")}>
            {say("セグメントを作る", "Make a segment")}
          </Button>
        )}
      </Heading>
      <Loaded query={segments}>{(answer) => <List rows={answer.segments} />}</Loaded>
    </>
  );
}

function List({ rows }: { readonly rows: readonly SegmentRow[] }) {
  const { timeZone, serverTimeMs } = useStaff();
  const sentence = useSentence(rows.map(({ tree }) => tree));
  const listing = useListing("name");
  const say = useSay();
  return (
    <ListHere
      name={["セグメント", "Segments"]}
      columns={columnsOf(sentence, timeZone, serverTimeMs)}
      rows={rows}
      rowKey={(row) => row.segmentId}
      listing={listing}
      search={say("名前・条件", "Name or conditions")}
      empty={<First />}
    />
  );
}

function First() {
  const { rights } = useStaff();
  const link = useLink();
  const say = useSay();
  return (
    <Teach
      title={say("最初のセグメントを作りましょう", "Make your first segment")}
      action={
        rights.messages && (
          <Stack gap="sm" w="100%" ta="left">
            <Title order={3} size="sm">
              {say("よく使われるものから始める(すべて後から変えられます)", "Start from a usual one")}
            </Title>
            <Starts />
            <Button component="a" variant="default" w="fit-content" {...link("segments/new")}>
              {say("白紙から作る", "Start from nothing")}
            </Button>
          </Stack>
        )
      }
    >
      {say(
        "来店や購入、誕生日、クーポンなどの条件を組み合わせて「だれに送るか」を決めます。保存すると、配信や自動配信で選べます。",
        "Visits, purchases, birthdays, coupons: conditions together say whom you mean. Saved, campaigns and automations can choose it.",
      )}
    </Teach>
  );
}

function columnsOf(
  sentence: (tree: SegmentRow["tree"]) => string,
  timeZone: string,
  nowMs: number,
): readonly Column<SegmentRow>[] {
  return [
    {
      ...{ key: "name", name: ["名前", "Name"], sorts: true },
      value: ({ name }) => name,
      cell: ({ segmentId, name }) => <To to={`segments/${segmentId}`}>{name}</To>,
    },
    {
      ...{ key: "tree", name: ["条件", "Conditions"] },
      value: ({ tree }) => sentence(tree),
      cell: ({ tree }) => <span>{sentence(tree)}</span>,
    },
    {
      ...{ key: "members", name: ["人数", "Members"], sorts: true, numeric: true, first: "down" },
      value: ({ members }) => members,
      cell: (row) => <Counted row={row} nowMs={nowMs} />,
    },
    {
      ...{ key: "used", name: ["使っているもの", "Used by"] },
      value: ({ usedBy }) => usedBy.map(({ name }) => name).join("、"),
      cell: ({ usedBy }) => <UsedBy uses={usedBy} most={2} />,
    },
    {
      ...{ key: "changed", name: ["変更", "Changed"], sorts: true, numeric: true, first: "down" },
      value: ({ changedAtMs }) => changedAtMs,
      cell: ({ changedAtMs }) => (
        <Text span inherit className="brief">
          {momentOf(changedAtMs, timeZone)}
        </Text>
      ),
    },
  ];
}

/** The number as it was last counted, while it is counted again. */
function Counted({ row, nowMs }: { readonly row: SegmentRow; readonly nowMs: number }) {
  const say = useSay();
  const { members, isCounting, error } = useSavedCount(row, nowMs);
  return (
    <Group gap={6} justify="flex-end" wrap="nowrap" component="span">
      {isCounting && <Loader size={14} aria-label={say("数えています", "Counting")} />}
      {members === null ? (error === null ? "…" : say("数えられません", "Not counted")) : grouped(members)}
    </Group>
  );
}
