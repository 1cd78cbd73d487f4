import { Button, Menu, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { SheetAsked } from "../../../../shared/listing.ts";
import { useSay } from "../../language.tsx";
import { fileFrom, save } from "../download.ts";
import { Trouble } from "../States.tsx";

type Encoding = SheetAsked["encoding"];

/** Where a list's file comes from: an address of the server's, or the rows that are here, with their heading. */
export type Source =
  | { readonly from: "server"; readonly path: string; readonly query: Readonly<Record<string, string>> }
  | { readonly from: "here"; readonly rows: () => SheetAsked["rows"] };

/** CSV of the whole list as it is filtered and sorted, not of this page alone. `file` is its name without an ending. */
export function Export({ source, file }: { readonly source: Source; readonly file: string }) {
  const say = useSay();
  const fetching = useMutation({
    mutationFn: async (encoding: Encoding) => save(await bytesOf(source, encoding), `${file}.csv`),
  });
  return (
    <>
      <Menu position="bottom-end" withinPortal={false}>
        <Menu.Target>
          <Button variant="default" loading={fetching.isPending}>
            CSV
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => fetching.mutate("utf-8")}>
            {say("CSV(Excelで開けます)", "CSV (opens in Excel)")}
          </Menu.Item>
          <Menu.Item onClick={() => fetching.mutate("cp932")}>
            {say("CSV(古いソフト用・Shift_JIS)", "CSV for older software (Shift_JIS)")}
            <Text size="xs" c="dimmed">
              {say("扱えない文字は「〓」に置き換わります", "Characters it cannot hold become 〓")}
            </Text>
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Trouble error={fetching.error} />
    </>
  );
}

async function bytesOf(source: Source, encoding: Encoding): Promise<Blob> {
  if (source.from === "server") {
    return fileFrom(`${source.path}?${new URLSearchParams({ ...source.query, encoding })}`);
  }
  const asked: SheetAsked = { encoding, rows: source.rows() };
  return fileFrom("/api/console/sheets", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(asked),
  });
}
