import { Button, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import type { CampaignState, CampaignVersionView } from "../../../../shared/campaigns/console.ts";
import { momentOf, useSay } from "../../language.tsx";
import { Loaded } from "../../parts/States.tsx";
import { useStaff } from "../../session.tsx";
import { useVersions } from "../api.ts";
import { CampaignPreview } from "../Preview.tsx";
import { scheduleSentence } from "../words.ts";

/** What was written when and by whom; what was sent is never changed, so each version can be looked at still. */
export function Versions({ state: { campaignId, version } }: { readonly state: CampaignState }) {
  const found = useVersions(campaignId, version);
  return <Loaded query={found}>{({ versions }) => <List versions={versions} />}</Loaded>;
}

function List({ versions }: { readonly versions: readonly CampaignVersionView[] }) {
  const say = useSay();
  const [shown, setShown] = useState(versions[0]?.version ?? 0);
  const [at, setAt] = useState(0);
  const found = versions.find(({ version }) => version === shown);
  return (
    <div className="campaign-page">
      <Rows versions={versions} shown={shown} onShow={setShown} />
      <aside aria-label={say("会員の見え方", "As members see it")}>
        <Stack gap="xs">
          <Text size="sm" fw={600}>
            {say(`保存${shown}回目の見え方`, `Version ${shown} as members see it`)}
          </Text>
          {found !== undefined && <CampaignPreview document={found.document} at={at} onTurn={setAt} ready />}
        </Stack>
      </aside>
    </div>
  );
}

function Rows({
  versions,
  shown,
  onShow,
}: {
  readonly versions: readonly CampaignVersionView[];
  readonly shown: number;
  readonly onShow: (version: number) => void;
}) {
  const { timeZone } = useStaff();
  const say = useSay();
  const [nth, saved, by, when] = [
    say("保存", "Version"),
    say("保存", "Saved"),
    say("保存した人", "By"),
    say("いつ送るか", "When"),
  ];
  return (
    <Table className="cards" aria-label={say("保存の履歴", "Versions")}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{nth}</Table.Th>
          <Table.Th>{saved}</Table.Th>
          <Table.Th>{by}</Table.Th>
          <Table.Th>{when}</Table.Th>
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {versions.map(({ version, madeAtMs, madeBy, document }) => (
          <Table.Tr key={version}>
            <Table.Td data-label={nth}>{version}</Table.Td>
            <Table.Td data-label={saved} className="numbers">
              {momentOf(madeAtMs, timeZone)}
            </Table.Td>
            <Table.Td data-label={by}>{madeBy ?? say("スタッフ", "staff")}</Table.Td>
            <Table.Td data-label={when}>{scheduleSentence(document.schedule, say)}</Table.Td>
            <Table.Td>
              <Button variant="subtle" aria-pressed={version === shown} onClick={() => onShow(version)}>
                {say(`保存${version}回目を見る`, `Show version ${version}`)}
              </Button>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
