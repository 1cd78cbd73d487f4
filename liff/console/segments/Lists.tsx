import "./segments.css";
import { Button, Text } from "@mantine/core";
import { grouped } from "../../../shared/points/programme/words.ts";
import type { MemberListRow } from "../../../shared/segments/console.ts";
import { momentOf, type Say, useSay } from "../language.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import { To } from "../parts/To.tsx";
import type { Column } from "../parts/table/columns.ts";
import { ListHere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import { useLink } from "../router.tsx";
import { useStaff } from "../session.tsx";
import { useMemberLists } from "./api.ts";
import { UsedBy } from "./UsedBy.tsx";

/** Lists of members: whom somebody named once. */
export function MemberListsScreen() {
  const lists = useMemberLists();
  const { rights } = useStaff();
  const link = useLink();
  const say = useSay();
  return (
    <>
      <Heading
        from={["segments", say("セグメント", "Segments")]}
        title={say("会員リスト", "Member lists")}
        about={say(
          "会員番号で名指しした会員の一覧です。条件と違い、作ったあとに増減しません。",
          "Members who were named by number. Unlike conditions, a list does not change by itself.",
        )}
      >
        {rights.messages && lists.data?.lists.length !== 0 && (
          <Button component="a" {...link("segments/lists/new")}>
            {say("リストを作る", "Make a list")}
          </Button>
        )}
      </Heading>
      <Loaded query={lists}>{(answer) => <List rows={answer.lists} />}</Loaded>
    </>
  );
}

function List({ rows }: { readonly rows: readonly MemberListRow[] }) {
  const { rights, timeZone } = useStaff();
  const link = useLink();
  const listing = useListing("-made");
  const say = useSay();
  return (
    <ListHere
      name={["会員リスト", "Member lists"]}
      columns={columnsOf(say, timeZone)}
      rows={rows}
      rowKey={(row) => row.listId}
      listing={listing}
      search={say("名前", "Name")}
      empty={
        <Teach
          title={say("会員リストはまだありません", "There are no lists yet")}
          action={
            rights.messages && (
              <Button component="a" {...link("segments/lists/new")}>
                {say("リストを作る", "Make a list")}
              </Button>
            )
          }
        >
          {say(
            "イベントの参加者など、会員番号を貼り付けるかCSVで読み込むと、その人たちだけに送れます。",
            "Paste members' numbers, or read a CSV, of those who came to an event: then messages can go to them alone.",
          )}
        </Teach>
      }
    />
  );
}

function columnsOf(say: Say, timeZone: string): readonly Column<MemberListRow>[] {
  const sources = {
    numbers: say("会員番号から", "By numbers"),
    segment: say("セグメントから", "From a segment"),
  };
  return [
    {
      ...{ key: "name", name: ["名前", "Name"], sorts: true },
      value: ({ name }) => name,
      cell: ({ listId, name }) => <To to={`segments/lists/${listId}`}>{name}</To>,
    },
    {
      ...{ key: "members", name: ["人数", "Members"], sorts: true, numeric: true, first: "down" },
      value: ({ members }) => members,
      cell: ({ members }) => grouped(members),
    },
    {
      ...{ key: "source", name: ["作り方", "Made"], sorts: true },
      value: ({ source }) => sources[source],
      cell: ({ source }) => sources[source],
    },
    {
      ...{ key: "used", name: ["使っているもの", "Used by"] },
      value: ({ usedBy }) => usedBy.map(({ name }) => name).join("、"),
      cell: ({ usedBy }) => <UsedBy uses={usedBy} most={2} />,
    },
    {
      ...{ key: "made", name: ["作成", "When"], sorts: true, numeric: true, first: "down" },
      value: ({ madeAtMs }) => madeAtMs,
      cell: ({ madeAtMs }) => (
        <Text span inherit className="brief">
          {momentOf(madeAtMs, timeZone)}
        </Text>
      ),
    },
  ];
}
