import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { type Listed, listedMax, pageRows } from "../../../../shared/listing.ts";
import { useLanguage, useSay } from "../../language.tsx";
import { usePlace } from "../../router.tsx";
import type { Words } from "../../screen.ts";
import { Loaded } from "../States.tsx";
import type { Column } from "./columns.ts";
import { Export } from "./Export.tsx";
import { FilterText } from "./Filters.tsx";
import { Grid } from "./Grid.tsx";
import type { Listing } from "./listing.ts";
import { Pager } from "./Pager.tsx";
import { found, pageOf, sorted } from "./rows.core.ts";

interface ListingProps<Row> {
  /** What the rows are: the table's name, and its file's. */
  readonly name: Words;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  /** From `useListing`, where the order, the page and the filters stand. */
  readonly listing: Listing;
  /** `FilterChoice`, `FilterText` … */
  readonly filters?: ReactNode;
  /** Whether any filter is set: then nothing found is not the same as nothing there. */
  readonly filtered?: boolean;
  /** As `Grid` has it. */
  readonly compact?: boolean;
  /** What this is, the first step, and a button; shown while there is nothing at all. */
  readonly empty: ReactNode;
}

/** A list that is all here: sorted, searched, paged and exported in the page. For what a shop has dozens of, not thousands. */
export function ListHere<Row>({
  rows,
  search,
  ...props
}: ListingProps<Row> & { readonly rows: readonly Row[]; readonly search?: string }) {
  const { name, columns, rowKey, listing, filters, empty } = props;
  const { language } = useLanguage();
  const say = useSay();
  const typed = search === undefined ? "" : listing.filter("q");
  const { order } = listing;
  const matching = useMemo(
    () => sorted(found(rows, columns, typed), columns, order, language),
    [rows, columns, typed, order, language],
  );
  const page = pageOf(matching, listing.page, pageRows);
  const exported = columns.flatMap(({ name: heading, value }) =>
    value === undefined ? [] : [{ heading, value }],
  );
  const sheet = () => [
    exported.map(({ heading }) => say(...heading)),
    ...matching.slice(0, listedMax).map((row) => exported.map(({ value }) => value(row) ?? "")),
  ];
  if (rows.length === 0 && !props.filtered) return <Paper className="sheet">{empty}</Paper>;
  return (
    <Stack gap="sm">
      <Bar filters={filters}>
        {search !== undefined && <FilterText listing={listing} at="q" label={search} />}
        <Export source={{ from: "here", rows: sheet }} file={say(...name)} />
      </Bar>
      <Paper className="sheet">
        {matching.length === 0 ? (
          <NothingLikeThat />
        ) : (
          <Grid
            name={name}
            columns={columns}
            rows={page.rows}
            rowKey={rowKey}
            order={order}
            onSort={listing.sort}
            compact={props.compact ?? false}
          />
        )}
      </Paper>
      <Pager page={page.page} size={pageRows} total={matching.length} onTurn={listing.turn} />
    </Stack>
  );
}

/**
 * A list that the server pages, sorts and filters. `query` is asked with `placeholderData: keepPreviousData`, so that the page
 * before stands until the next is there. `csv` is the address of its file and what it is asked with.
 */
export function ListThere<Row>({
  query,
  csv,
  ...props
}: ListingProps<Row> & {
  readonly query: UseQueryResult<Listed<Row>>;
  readonly csv: { readonly path: string; readonly query: Readonly<Record<string, string>> } | null;
}) {
  const { name, columns, rowKey, listing, filters, filtered = false, empty } = props;
  const say = useSay();
  return (
    <Stack gap="sm">
      <Bar filters={filters}>
        {csv !== null && <Export source={{ from: "server", ...csv }} file={say(...name)} />}
      </Bar>
      <Loaded query={query}>
        {({ rows, total, more }) =>
          rows.length === 0 && listing.page === 1 ? (
            <Paper className="sheet">{filtered ? <NothingLikeThat /> : empty}</Paper>
          ) : (
            <>
              <Paper className="sheet">
                <Grid
                  name={name}
                  columns={columns}
                  rows={rows}
                  rowKey={rowKey}
                  order={listing.order}
                  onSort={listing.sort}
                  busy={query.isPlaceholderData}
                />
              </Paper>
              <Pager page={listing.page} size={pageRows} total={total} more={more} onTurn={listing.turn} />
            </>
          )
        }
      </Loaded>
    </Stack>
  );
}

function Bar({ filters, children }: { readonly filters: ReactNode; readonly children: ReactNode }) {
  return (
    <Group justify="space-between" align="flex-end" gap="sm">
      {filters ?? <span />}
      <Group align="flex-end" gap="sm">
        {children}
      </Group>
    </Group>
  );
}

function NothingLikeThat() {
  const { path, go } = usePlace();
  const say = useSay();
  return (
    <Stack align="center" gap="xs" py="xl" px="md">
      <Text c="dimmed">{say("この条件に合うものはありません。", "Nothing is like that.")}</Text>
      <Button variant="default" onClick={() => go(path)}>
        {say("条件をすべて外す", "Clear the filters")}
      </Button>
    </Stack>
  );
}
