import { dayOf, grouped } from "../../../shared/points/programme/words.ts";
import type { StampCardResults, StampFigures } from "../../../shared/stamps/console.ts";
import { useSay } from "../language.tsx";
import { Teach } from "../parts/Teach.tsx";
import type { Column } from "../parts/table/columns.ts";
import { ListHere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import type { Words } from "../screen.ts";

type Day = StampCardResults["byDay"][number];
type Store = StampCardResults["byStore"][number];

const figure = (key: keyof StampFigures, name: Words): Column<StampFigures> => ({
  ...{ key, name, sorts: true, numeric: true, first: "down" },
  value: (row) => row[key],
  cell: (row) => grouped(row[key]),
});
const figures: readonly Column<StampFigures>[] = [
  figure("begun", ["始まったカード", "Cards begun"]),
  figure("stamps", ["押したスタンプ", "Stamps"]),
  figure("completed", ["ゴール達成", "Completed"]),
  figure("rewardsHandedOver", ["お渡しした景品", "Gifts handed over"]),
];

/** The last 90 days. */
export function ByDay({ results: { byDay } }: { readonly results: StampCardResults }) {
  const listing = useListing("-on");
  const columns: readonly Column<Day>[] = [
    {
      ...{ key: "on", name: ["日付(直近90日)", "Day (the last 90)"], sorts: true, first: "down" },
      value: ({ on }) => on,
      cell: ({ on }) => dayOf(on),
    },
    ...figures,
  ];
  return (
    <ListHere
      name={["スタンプ 日ごと", "Stamps by day"]}
      columns={columns}
      rows={byDay}
      rowKey={({ on }) => on}
      listing={listing}
      empty={<Nothing />}
    />
  );
}

export function ByStore({ results: { byStore } }: { readonly results: StampCardResults }) {
  const listing = useListing("-stamps");
  const say = useSay();
  // Imports of the console, what lapses by night, and corrections.
  const nameOf = ({ storeName }: Store): string => storeName ?? say("お店以外", "No store");
  const columns: readonly Column<Store>[] = [
    { key: "store", name: ["お店", "Store"], sorts: true, value: nameOf, cell: nameOf },
    ...figures,
  ];
  return (
    <ListHere
      name={["スタンプ お店ごと", "Stamps by store"]}
      columns={columns}
      rows={byStore}
      rowKey={nameOf}
      listing={listing}
      empty={<Nothing />}
    />
  );
}

function Nothing() {
  const say = useSay();
  return (
    <Teach title={say("まだスタンプがありません", "No stamps yet")}>
      {say("最初のスタンプが押されると、ここに数字が並びます。", "Figures appear with the first stamp.")}
    </Teach>
  );
}
