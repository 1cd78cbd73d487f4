import { Table, Text } from "@mantine/core";
import type { CampaignToMember } from "../../../shared/outbox/console.ts";
import { stateSentence } from "../campaigns/words.ts";
import { momentOf, useSay } from "../language.tsx";
import { useCampaignsTo } from "../line/api.ts";
import { Loaded } from "../parts/States.tsx";
import { To } from "../parts/To.tsx";
import { useStaff } from "../session.tsx";
import { Section } from "./Section.tsx";

/** The campaigns of whose audience the member was, and what became of each: sent, or why not. */
export function CampaignsTo({ memberId }: { readonly memberId: string }) {
  const say = useSay();
  const asked = useCampaignsTo(memberId);
  return (
    <Section title={say("配信", "Campaigns")}>
      <Loaded query={asked}>
        {({ campaigns }) =>
          campaigns.length === 0 ? (
            <Text size="sm" c="dimmed">
              {say("対象になった配信はまだありません。", "No campaign has been for this member yet.")}
            </Text>
          ) : (
            <Campaigns campaigns={campaigns} />
          )
        }
      </Loaded>
    </Section>
  );
}

function Campaigns({ campaigns }: { readonly campaigns: readonly CampaignToMember[] }) {
  const say = useSay();
  const { timeZone } = useStaff();
  const heads = [say("日時", "When"), say("配信", "Campaign"), say("結果", "Result")];
  return (
    <Table className="cards">
      <Table.Thead>
        <Table.Tr>
          {heads.map((head) => (
            <Table.Th key={head}>{head}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {campaigns.map(({ runId, campaignId, name, state, settledAtMs, startedAtMs }) => (
          <Table.Tr key={runId}>
            <Table.Td className="numbers brief" data-label={heads[0]}>
              {momentOf(settledAtMs ?? startedAtMs, timeZone)}
            </Table.Td>
            <Table.Td data-label={heads[1]}>
              <To to={`campaigns/${campaignId}`}>{name}</To>
            </Table.Td>
            <Table.Td data-label={heads[2]}>{stateSentence(state, say)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
