import { Button, Menu, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { SheetAsked } from "../../../../shared/listing.ts";
import { useLanguage, useSay } from "../../language.tsx";
import { type NamedFile, namedFileFrom, save } from "../download.ts";
import { Trouble } from "../States.tsx";

type Encoding = SheetAsked["encoding"];

/** Where a list's file comes from: an address of the server's, or the rows that are here, with their heading. */
export type Source =
  | { readonly from: "server"; readonly path: string; readonly query: Readonly<Record<string, string>> }
  | { readonly from: "here"; readonly rows: () => SheetAsked["rows"] };

/** CSV of the whole list as it is filtered and sorted, not of this page alone. `file` is its name without an ending. */
export function Export({ source, file }: { readonly source: Source; readonly file: string }) {
  const say = useSay();
  const { language } = useLanguage();
  const fetching = useMutation({
    mutationFn: async (encoding: Encoding) => {
      const { bytes, name } = await fileOf(source, encoding);
      // The server names files in Japanese.
      save(bytes, source.from === "server" && language === "ja" && name !== null ? name : `${file}.csv`);
    },
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
            {say("Excelで開けるCSV(UTF-8)", "CSV that opens in Excel (UTF-8)")}
          </Menu.Item>
          <Menu.Item onClick={() => fetching.mutate("cp932")}>
            {say("古いソフト用のCSV(Shift_JIS)", "CSV for older software (Shift_JIS)")}
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

async function fileOf(source: Source, encoding: Encoding): Promise<NamedFile> {
  if (source.from === "server") {
    return namedFileFrom(`${source.path}?${new URLSearchParams({ ...source.query, encoding })}`);
  }
  const asked: SheetAsked = { encoding, rows: source.rows() };
  return namedFileFrom("/api/console/sheets", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(asked),
  });
}
