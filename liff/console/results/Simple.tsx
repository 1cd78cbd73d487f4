import { Paper, Table } from "@mantine/core";
import type { ReactNode } from "react";

/** A small table with its name; on a phone each row is a card. The first cell of a row is its heading. */
export function Simple({
  name,
  heads,
  rows,
}: {
  readonly name: string;
  readonly heads: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}) {
  return (
    <Paper className="sheet">
      <Table className="cards grid" aria-label={name}>
        <Table.Thead>
          <Table.Tr>
            {heads.map((head, at) => (
              <Table.Th key={head} className={at === 0 ? undefined : "right"}>
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, cells }) => (
            <Table.Tr key={key}>
              {heads.map((head, at) => (
                <Table.Td key={head} data-label={head} className={at === 0 ? undefined : "numbers right"}>
                  <span>{cells[at]}</span>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
