import { Badge, Button } from "@mantine/core";
import { grouped } from "../../../shared/points/programme/words.ts";
import type { PlaceRow } from "../../../shared/stores/admin.ts";
import { useSay } from "../language.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import { To } from "../parts/To.tsx";
import type { Column } from "../parts/table/columns.ts";
import { FilterChoice, Filters } from "../parts/table/Filters.tsx";
import { ListHere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import { useLink } from "../router.tsx";
import { useStaff } from "../session.tsx";
import { usePlaces } from "./api.ts";

/** Every store and area. */
export function PlacesScreen() {
  const places = usePlaces();
  const { rights } = useStaff();
  const listing = useListing("code");
  const link = useLink();
  const say = useSay();
  return (
    <>
      <Heading
        title={say("お店", "Stores")}
        about={say(
          "会計・権限・クーポンの対象になる場所です。エリアでまとめると、店長の担当や集計の単位になります。",
          "Where sales, rights and coupons belong. Areas bundle stores, for managers and for sums.",
        )}
      >
        {rights.places && (
          <>
            <Button variant="default" component="a" {...link("stores/new-area")}>
              {say("エリアを追加", "Add an area")}
            </Button>
            <Button component="a" {...link("stores/new")}>
              {say("お店を追加", "Add a store")}
            </Button>
          </>
        )}
      </Heading>
      <Loaded query={places}>
        {({ places: all }) => {
          const state = listing.filter("state");
          const rows = all.filter(({ closed }) => state === "" || closed === (state === "closed"));
          return (
            <ListHere
              name={["お店", "Stores"]}
              columns={columnsOf(all, say)}
              rows={rows}
              rowKey={(row) => row.publicId}
              listing={listing}
              search={say("名前・コード", "Name or code")}
              filtered={state !== ""}
              filters={
                <Filters listing={listing} names={["q", "state"]}>
                  <FilterChoice
                    listing={listing}
                    at="state"
                    label={say("状態", "Status")}
                    w={150}
                    options={[
                      { value: "open", label: say("営業中", "Open") },
                      { value: "closed", label: say("閉店", "Closed") },
                    ]}
                  />
                </Filters>
              }
              empty={
                <Teach
                  title={say("お店がまだありません", "No stores yet")}
                  action={
                    rights.places && (
                      <Button component="a" {...link("stores/new")}>
                        {say("最初のお店を追加", "Add the first store")}
                      </Button>
                    )
                  }
                >
                  {say("レジで会計するには、お店が1つ必要です。", "A till stands in a store: one is needed.")}
                </Teach>
              }
            />
          );
        }}
      </Loaded>
    </>
  );
}

function columnsOf(all: readonly PlaceRow[], say: ReturnType<typeof useSay>): readonly Column<PlaceRow>[] {
  const areaOf = (row: PlaceRow): string => all.find(({ publicId }) => publicId === row.areaId)?.name ?? "";
  const kindOf = (row: PlaceRow): string =>
    row.kind === "area" ? say("エリア", "Area") : say("お店", "Store");
  return [
    {
      key: "name",
      name: ["名前", "Name"],
      sorts: true,
      value: ({ name }) => name,
      cell: (row) => (
        <>
          <To to={`stores/${row.publicId}`}>{row.name}</To>{" "}
          {row.closed && (
            <Badge color="gray" variant="light">
              {say("閉店", "Closed")}
            </Badge>
          )}
        </>
      ),
    },
    { key: "kind", name: ["種類", "Kind"], sorts: true, value: kindOf, cell: kindOf },
    {
      key: "code",
      name: ["コード", "Code"],
      sorts: true,
      value: ({ code }) => code,
      cell: ({ code }) => code,
    },
    { key: "area", name: ["エリア", "Area"], sorts: true, value: areaOf, cell: (row) => areaOf(row) || "—" },
    {
      key: "max",
      name: ["1会計の上限", "Most a sale"],
      sorts: true,
      numeric: true,
      first: "down",
      value: ({ amountYenMax }) => amountYenMax,
      cell: ({ amountYenMax }) => `¥${grouped(amountYenMax)}`,
    },
  ];
}
