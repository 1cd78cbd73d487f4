import { Alert, List, Text } from "@mantine/core";
import { useSay } from "../language.tsx";
import { To } from "../parts/To.tsx";
import { useCampaigns } from "./api.ts";

/** On the first screen: campaigns that go on only when another person says yes. Nothing where there are none. */
export function WaitingApproval() {
  const say = useSay();
  const waiting = useCampaigns().data?.campaigns.filter((row) => row.waitsForApproval) ?? [];
  if (waiting.length === 0) return null;
  return (
    <Alert
      color="yellow"
      role="note"
      title={say(
        `承認を待っている配信が${waiting.length}件あります`,
        waiting.length === 1
          ? "A campaign waits for approval"
          : `${waiting.length} campaigns wait for approval`,
      )}
    >
      <List size="sm">
        {waiting.map(({ campaignId, name }) => (
          <List.Item key={campaignId}>
            <To to={`campaigns/${campaignId}`}>{name}</To>
          </List.Item>
        ))}
      </List>
      <Text size="sm" mt={4}>
        {say("開いて、内容と人数を確かめてください。", "Open it and look over words and people.")}
      </Text>
    </Alert>
  );
}
