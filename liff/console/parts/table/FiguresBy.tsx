import type { ReactNode } from "react";
import { dayOf, grouped } from "../../../../shared/points/programme/words.ts";
import { useSay } from "../../language.tsx";
import type { Words } from "../../screen.ts";
import type { Column } from "./columns.ts";
import { ListHere } from "./Listings.tsx";
import { useListing } from "./listing.ts";

interface FiguresProps<Row> {
  /** What the rows are, for whoever hears the table. */
  readonly name: Words;
  readonly figures: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** What stands there before anything was counted. */
  readonly empty: ReactNode;
}

/** A column of what was counted. */
export function figureColumn<Key extends string>(
  key: Key,
  name: Words,
): Column<{ readonly [Each in Key]: number }> {
  return {
    ...{ key, name, sorts: true, numeric: true, first: "down" },
    value: (row) => row[key],
    cell: (row) => grouped(row[key]),
  };
}

/** What was counted on each day, the last day first. */
export function FiguresByDay<Row extends { readonly on: string }>({
  figures,
  day = ["日付", "Day"],
  ...table
}: FiguresProps<Row> & { readonly day?: Words }) {
  const listing = useListing("-on");
  const column: Column<Row> = {
    ...{ key: "on", name: day, sorts: true, first: "down" },
    value: ({ on }) => on,
    cell: ({ on }) => dayOf(on),
  };
  return <ListHere {...table} columns={[column, ...figures]} rowKey={({ on }) => on} listing={listing} />;
}

/** What was counted in each store; `none` is what belongs to none. */
export function FiguresByStore<Row extends { readonly storeName: string | null }>({
  figures,
  order,
  none,
  ...table
}: FiguresProps<Row> & { readonly order: string; readonly none: Words }) {
  const listing = useListing(order);
  const say = useSay();
  const nameOf = ({ storeName }: Row): string => storeName ?? say(...none);
  const column: Column<Row> = {
    ...{ key: "store", name: ["お店", "Store"], sorts: true },
    value: nameOf,
    cell: nameOf,
  };
  return <ListHere {...table} columns={[column, ...figures]} rowKey={nameOf} listing={listing} />;
}
