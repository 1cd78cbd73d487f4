import { Badge } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Listed } from "../../../shared/listing.ts";
import { dayOf, grouped } from "../../../shared/points/programme/words.ts";
import type { StampHolder } from "../../../shared/stamps/console.ts";
import { ask } from "../../api/client.ts";
import { useLanguage, useSay } from "../language.tsx";
import { MemberLink } from "../parts/MemberLink.tsx";
import { Teach } from "../parts/Teach.tsx";
import { type Column, orderText } from "../parts/table/columns.ts";
import { FilterChoice, Filters, FilterText } from "../parts/table/Filters.tsx";
import { ListThere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import { useStampCard } from "./api.ts";
import { heldColours, heldWords } from "./words.ts";

const names = ["q", "status", "least"] as const;

/** Who has or had the card: how far they are, since when, and until when. */
export function Holders({ cardId }: { readonly cardId: string }) {
  const say = useSay();
  const { language } = useLanguage();
  const listing = useListing("-last");
  const set = names.filter((name) => listing.filter(name) !== "");
  const path = `/api/console/stamp-cards/${encodeURIComponent(cardId)}/holders`;
  const asked = {
    sort: orderText(listing.order),
    ...Object.fromEntries(set.map((name) => [name, listing.filter(name)])),
  };
  const query = useQuery({
    queryKey: ["stamp-cards", cardId, "holders", asked, listing.page],
    queryFn: () => ask<Listed<StampHolder>>(path, { query: { ...asked, page: listing.page } }),
    placeholderData: keepPreviousData,
  });
  return (
    <ListThere
      name={["スタンプカードを持つ会員", "Members with the stamp card"]}
      columns={columnsOf(say)}
      rowKey={(row) => row.memberId}
      listing={listing}
      query={query}
      csv={{ path: `${path}.csv`, query: { ...asked, language } }}
      filtered={set.length > 0}
      filters={<HolderFilters cardId={cardId} />}
      empty={
        <Teach title={say("まだ誰も持っていません", "Nobody has it yet")}>
          {say(
            "カードを公開すると、次のお会計から会員が集めはじめます。紙のカードの途中の個数は、レジで引き継げます。",
            "Once the card is issued, members collect with their next purchase. Staff bring over what is on paper.",
          )}
        </Teach>
      }
    />
  );
}

function HolderFilters({ cardId }: { readonly cardId: string }) {
  const say = useSay();
  const listing = useListing("-last");
  const card = useStampCard(cardId).data;
  const goal = (card?.published ?? card?.draft)?.goal ?? 1;
  const counts = Array.from({ length: goal }, (_, nth) => goal - nth);
  return (
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
        w={150}
        options={(["open", "completed", "expired"] as const).map((value) => ({
          value,
          label: say(...heldWords[value]),
        }))}
      />
      <FilterChoice
        listing={listing}
        at="least"
        label={say("スタンプの数", "Stamps")}
        w={140}
        options={counts.map((count) => ({
          value: String(count),
          label: say(`${count}個以上`, `${count} or more`),
        }))}
      />
    </Filters>
  );
}

function columnsOf(say: ReturnType<typeof useSay>): readonly Column<StampHolder>[] {
  return [
    {
      key: "name",
      name: ["会員", "Member"],
      sorts: true,
      cell: (row) => <MemberLink {...row} tab="stamps" />,
    },
    {
      key: "status",
      name: ["状態", "Status"],
      cell: ({ status }) => (
        <Badge color={heldColours[status]} variant="light" tt="none">
          {say(...heldWords[status])}
        </Badge>
      ),
    },
    {
      ...{ key: "stamps", name: ["スタンプ", "Stamps"], sorts: true, numeric: true, first: "down" },
      cell: ({ stamps, goal }) => `${stamps} / ${goal}`,
    },
    {
      ...{ key: "round", name: ["何枚目", "Card"], sorts: true, numeric: true, first: "down" },
      cell: ({ round }) => grouped(round),
    },
    {
      ...{ key: "last", name: ["最後のスタンプ", "Last stamp"], sorts: true, numeric: true, first: "down" },
      cell: ({ lastOn }) => (lastOn === null ? "—" : dayOf(lastOn)),
    },
    {
      ...{ key: "until", name: ["有効期限", "Lasts until"], sorts: true, numeric: true },
      cell: ({ untilOn }) => (untilOn === null ? "—" : dayOf(untilOn)),
    },
  ];
}
