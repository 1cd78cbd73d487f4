import { SegmentedControl } from "@mantine/core";
import { dayOf } from "../../../shared/points/programme/words.ts";
import type { EntriesAsked, EntryRow } from "../../../shared/reports/lists.ts";
import { useSay } from "../language.tsx";
import { Heading } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import { To } from "../parts/To.tsx";
import type { Column } from "../parts/table/columns.ts";
import { FilterDate, Filters } from "../parts/table/Filters.tsx";
import { ListThere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import type { Words } from "../screen.ts";
import { useStaff } from "../session.tsx";
import { reportsPath, useEntries } from "./api.ts";
import { OnlyOf } from "./OnlyOf.tsx";
import { PlaceField } from "./Scope.tsx";
import { numberOf } from "./words.ts";

const kinds: readonly (readonly [EntriesAsked["of"], Words])[] = [
  ["earned", ["付与", "Given"]],
  ["used", ["利用", "Used"]],
  ["lapsed", ["失効", "Lapsed"]],
  ["adjusted", ["調整", "By hand"]],
];

const kindWords: Readonly<Record<string, Words>> = {
  earn: ["付与", "Given"],
  spend: ["利用", "Used"],
  void: ["取消", "Void"],
  refund: ["返品", "Return"],
  adjust: ["調整", "By hand"],
  expire: ["失効", "Lapsed"],
  hold: ["仮押さえ", "Put aside"],
  release: ["仮押さえの解除", "Let go"],
  reinstate: ["失効の復活", "Came back"],
};

/** The ledger's lines behind a number of points. */
export function EntriesScreen() {
  const say = useSay();
  const { businessDate } = useStaff();
  const listing = useListing("at");
  const of = kinds.find(([kind]) => kind === listing.filter("of"))?.[0] ?? "earned";
  const days = { from: listing.filter("from") || businessDate, to: listing.filter("to") || businessDate };
  const place = listing.filter("place");
  const staff = listing.filter("staff");
  const asked = { of, ...days, ...(place === "" ? {} : { place }), ...(staff === "" ? {} : { staff }) };
  const query = useEntries({ ...asked, page: String(listing.page) }, days.from <= days.to);
  return (
    <>
      <Heading
        title={say("ポイントの明細", "Lines of points")}
        about={say(
          "数字のもとになったポイントの動きです。古い順。日付がなければ今日。",
          "The movements behind the numbers, the oldest first. Without days: today.",
        )}
      />
      <SegmentedControl
        aria-label={say("種類", "Kind")}
        value={of}
        data={kinds.map(([value, label]) => ({ value, label: say(...label) }))}
        onChange={(value) => listing.narrow({ of: value === "earned" ? null : value })}
      />
      <ListThere
        name={["ポイントの明細", "Lines of points"]}
        columns={columnsIn(say)}
        rowKey={({ entryId }) => entryId}
        listing={listing}
        query={query}
        csv={{ path: `${reportsPath}/entries.csv`, query: asked }}
        filtered={["from", "to", "place", "staff"].some((name) => listing.filter(name) !== "")}
        filters={
          <Filters listing={listing} names={["from", "to", "place", "staff"]}>
            <FilterDate listing={listing} at="from" label={say("営業日(から)", "From")} w={150} />
            <FilterDate listing={listing} at="to" label={say("営業日(まで)", "Until")} w={150} />
            <PlaceField />
            <OnlyOf listing={listing} names={["staff"]} />
          </Filters>
        }
        empty={
          <Teach title={say("今日の動きはまだありません", "Nothing today yet")}>
            {say("日付を変えると、過去の明細を見られます。", "Choose other days to see earlier ones.")}
          </Teach>
        }
      />
    </>
  );
}

function columnsIn(say: ReturnType<typeof useSay>): readonly Column<EntryRow>[] {
  return [
    { key: "day", name: ["営業日", "Day"], cell: ({ businessDate }) => dayOf(businessDate) },
    { key: "kind", name: ["種類", "Kind"], cell: ({ kind }) => say(...(kindWords[kind] ?? [kind, kind])) },
    {
      ...{ key: "member", name: ["会員", "Member"] },
      cell: ({ memberId, memberName }) => (
        <To to={`members/${memberId}/points`}>{memberName ?? say("(名前なし)", "(no name)")}</To>
      ),
    },
    { key: "store", name: ["お店", "Store"], cell: ({ storeName }) => storeName ?? "—" },
    { key: "points", name: ["ポイント", "Points"], numeric: true, cell: ({ points }) => numberOf(points) },
  ];
}
