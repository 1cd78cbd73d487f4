import { Paper, Stack, Table, Title } from "@mantine/core";
import type { CampaignState } from "../../../../shared/campaigns/console.ts";
import { grouped } from "../../../../shared/points/programme/words.ts";
import { momentOf, useSay } from "../../language.tsx";
import { To } from "../../parts/To.tsx";
import { useStaff } from "../../session.tsx";
import { runWords } from "../words.ts";

/** Every sending of a campaign that repeats, the newest first. */
export function Runs({ state: { campaignId, runs } }: { readonly state: CampaignState }) {
  const { timeZone } = useStaff();
  const say = useSay();
  const title = say("これまでの送信", "Sendings so far");
  const [nth, begun, status, matched, sent] = [
    say("回", "No."),
    say("送りはじめ", "Begun"),
    say("状態", "State"),
    say("条件に合う", "Matched"),
    say("送信", "Sent"),
  ];
  return (
    <Paper className="sheet" p="md" component="section" aria-label={title}>
      <Stack gap="sm" py="sm">
        <Title order={2} size="h4">
          {title}
        </Title>
        <Table className="cards" aria-label={title}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{nth}</Table.Th>
              <Table.Th>{begun}</Table.Th>
              <Table.Th>{status}</Table.Th>
              <Table.Th ta="right">{matched}</Table.Th>
              <Table.Th ta="right">{sent}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {runs.map((run) => (
              <Table.Tr key={run.runId}>
                <Table.Td data-label={nth}>
                  <To to={`campaigns/${campaignId}/runs/${run.runId}`}>
                    {say(`第${run.nth}回`, `No. ${run.nth}`)}
                  </To>
                </Table.Td>
                <Table.Td data-label={begun} className="numbers">
                  {momentOf(run.startedAtMs, timeZone)}
                </Table.Td>
                <Table.Td data-label={status}>{say(...runWords[run.status])}</Table.Td>
                <Table.Td data-label={matched} ta="right" className="numbers">
                  {grouped(run.matched)}
                </Table.Td>
                <Table.Td data-label={sent} ta="right" className="numbers">
                  {grouped(run.states.sent ?? 0)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Stack>
    </Paper>
  );
}
