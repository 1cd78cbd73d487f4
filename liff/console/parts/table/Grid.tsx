import { Select, Table, Text } from "@mantine/core";
import { useSay } from "../../language.tsx";
import type { Words } from "../../screen.ts";
import { type Column, type Order, orderIn, orderText } from "./columns.ts";

interface GridProps<Row> {
  /** What the rows are, for whoever hears the table. */
  readonly name: Words;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly order: Order;
  readonly onSort: (order: Order) => void;
  /** Another page or order is being asked for; what stands here is the one before. */
  readonly busy?: boolean;
  /** Many short rows of numbers: on a phone a small table that scrolls sideways, and no card for each. */
  readonly compact?: boolean;
}

/** The table itself: headings that sort on a PC; on a phone each row is a card, and the order is chosen above. */
export function Grid<Row>(props: GridProps<Row>) {
  const { name, columns, rows, rowKey, order, onSort, busy = false, compact = false } = props;
  const say = useSay();
  return (
    <div className={compact ? "compact" : undefined}>
      <OrderOnPhone columns={columns} order={order} onSort={onSort} />
      <Table
        className={compact ? "grid" : "cards grid"}
        highlightOnHover
        aria-label={say(...name)}
        aria-busy={busy}
      >
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Head key={column.key} column={column} order={order} onSort={onSort} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={rowKey(row)}>
              {columns.map(({ key, name: heading, cell, numeric }) => (
                <Table.Td
                  key={key}
                  data-label={say(...heading)}
                  className={numeric ? "numbers right" : undefined}
                >
                  <span>{cell(row)}</span>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Head<Row>({
  column,
  order,
  onSort,
}: {
  readonly column: Column<Row>;
  readonly order: Order;
  readonly onSort: (order: Order) => void;
}) {
  const say = useSay();
  const side = column.numeric ? "right" : "left";
  const label = say(...column.name);
  if (column.sorts !== true) {
    return (
      <Table.Th ta={side}>
        <Text span size="sm" fw={600}>
          {label}
        </Text>
      </Table.Th>
    );
  }
  const here = order.key === column.key;
  const next = here ? !order.down : column.first === "down";
  return (
    <Table.Th ta={side} aria-sort={here ? (order.down ? "descending" : "ascending") : "none"}>
      <button
        type="button"
        className="sorter"
        onClick={() => onSort({ key: column.key, down: next })}
        title={say("この列で並べ替え", "Sort by this column")}
      >
        {label}
        <svg viewBox="0 0 10 12" width="10" height="12" aria-hidden="true">
          <path d="M5 1 8.5 5h-7z" fill={here && !order.down ? "#b03a2e" : "#cfc6b8"} />
          <path d="M5 11 1.5 7h7z" fill={here && order.down ? "#b03a2e" : "#cfc6b8"} />
        </svg>
      </button>
    </Table.Th>
  );
}

function OrderOnPhone<Row>({ columns, order, onSort }: Pick<GridProps<Row>, "columns" | "order" | "onSort">) {
  const say = useSay();
  const sorting = columns.filter(({ sorts }) => sorts);
  if (sorting.length < 2) return null;
  return (
    <Select
      className="order-on-phone"
      hiddenFrom="sm"
      label={say("並び順", "Order")}
      data={sorting.flatMap(({ key, name }) => [
        { value: key, label: say(`${name[0]} ↑`, `${name[1]} ↑`) },
        { value: `-${key}`, label: say(`${name[0]} ↓`, `${name[1]} ↓`) },
      ])}
      value={orderText(order)}
      allowDeselect={false}
      comboboxProps={{ withinPortal: false }}
      onChange={(chosen) => chosen !== null && onSort(orderIn(chosen))}
    />
  );
}
