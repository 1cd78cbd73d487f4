import { Paper, Table, Text } from "@mantine/core";
import { momentOf, useSay } from "../language.tsx";
import { Loaded } from "../parts/States.tsx";
import { useStaff } from "../session.tsx";
import { useVersions } from "./api.ts";
import { useSentence } from "./names.ts";

/** What a segment said before, newest first. */
export function Versions({ segmentId }: { readonly segmentId: string }) {
  const found = useVersions(segmentId);
  const { timeZone } = useStaff();
  const sentence = useSentence(found.data?.versions.map(({ tree }) => tree) ?? []);
  const say = useSay();
  return (
    <Loaded query={found}>
      {({ versions }) => (
        <Paper className="sheet">
          <Table className="grid" aria-label={say("変更履歴", "History")}>
            <Table.Tbody>
              {versions.map(({ version, name, tree, madeAtMs }) => (
                <Table.Tr key={version}>
                  <Table.Td>
                    <Text size="xs" c="dimmed">
                      {momentOf(madeAtMs, timeZone)} 「{name}」
                    </Text>
                    <Text size="sm">{sentence(tree)}</Text>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Paper>
      )}
    </Loaded>
  );
}
