import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Listed } from "../../../shared/listing.ts";
import type { MemberRow } from "../../../shared/members/list.ts";
import { dayOf, grouped } from "../../../shared/points/programme/words.ts";
import { ask } from "../../api/client.ts";
import { useSay } from "../language.tsx";
import { MemberStatus } from "../parts/MemberStatus.tsx";
import { numberOf } from "../parts/member-number.ts";
import { Heading } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import { To } from "../parts/To.tsx";
import { type Column, orderText } from "../parts/table/columns.ts";
import { FilterChoice, FilterDate, Filters, FilterText } from "../parts/table/Filters.tsx";
import { ListThere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";

const columns: readonly Column<MemberRow>[] = [
  { key: "name", name: ["会員", "Member"], sorts: true, cell: (row) => <Name row={row} /> },
  {
    key: "number",
    name: ["会員番号", "Number"],
    cell: (row) => <span className="numbers">{numberOf(row.publicId)}</span>,
  },
  {
    key: "points",
    name: ["ポイント", "Points"],
    sorts: true,
    first: "down",
    numeric: true,
    cell: (row) => grouped(row.points),
  },
  { key: "visits", name: ["来店", "Visits"], numeric: true, cell: (row) => grouped(row.visits) },
  {
    key: "visit",
    name: ["最終来店", "Last visit"],
    sorts: true,
    first: "down",
    numeric: true,
    cell: (row) => (row.lastVisitOn === null ? "—" : dayOf(row.lastVisitOn)),
  },
  {
    key: "joined",
    name: ["入会日", "Joined"],
    sorts: true,
    first: "down",
    numeric: true,
    cell: (row) => dayOf(row.joinedOn),
  },
];

const names = ["q", "status", "from", "to"] as const;

export function MembersScreen() {
  const say = useSay();
  const listing = useListing("-joined");
  const set = names.filter((name) => listing.filter(name) !== "");
  const asked = {
    sort: orderText(listing.order),
    ...Object.fromEntries(set.map((name) => [name, listing.filter(name)])),
  };
  const query = useQuery({
    queryKey: ["member-list", asked, listing.page],
    queryFn: () =>
      ask<Listed<MemberRow>>("/api/console/member-list", { query: { ...asked, page: listing.page } }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <Heading
        title={say("会員一覧", "Members")}
        about={say(
          "どの画面からでも、上の検索欄(/ キー)で会員を開けます。",
          "From any screen, the field above (key /) opens a member.",
        )}
      />
      <ListThere
        name={["会員", "Members"]}
        columns={columns}
        rowKey={(row) => row.publicId}
        listing={listing}
        query={query}
        csv={{ path: "/api/console/member-list.csv", query: asked }}
        filtered={set.length > 0}
        filters={
          <Filters listing={listing} names={names}>
            <FilterText
              listing={listing}
              at="q"
              label={say("会員番号または名前", "Member number or name")}
              w={220}
            />
            <FilterChoice
              listing={listing}
              at="status"
              label={say("状態", "Status")}
              w={140}
              options={[
                { value: "active", label: say("有効", "Active") },
                { value: "suspended", label: say("利用停止", "Suspended") },
                { value: "left", label: say("退会", "Left") },
              ]}
            />
            <FilterDate listing={listing} at="from" label={say("入会日(から)", "Joined from")} w={150} />
            <FilterDate listing={listing} at="to" label={say("入会日(まで)", "Joined until")} w={150} />
          </Filters>
        }
        empty={
          <Teach title={say("まだ会員がいません", "No members yet")}>
            {say(
              "お客様がLINEで会員証を開いて登録すると、ここに並びます。まずはリッチメニューを設定しましょう。",
              "Customers who open the card in LINE and join stand here. Begin by putting the rich menu in place.",
            )}{" "}
            <To to="menus">{say("リッチメニューへ", "To the rich menus")}</To>
          </Teach>
        }
      />
    </>
  );
}

function Name({ row }: { readonly row: MemberRow }) {
  const say = useSay();
  return (
    <>
      <To to={`members/${row.publicId}`}>{row.name ?? say("(名前なし)", "(no name)")}</To>{" "}
      <MemberStatus status={row.status} />
    </>
  );
}
