import { Paper, SimpleGrid, Stack, Tabs, Text } from "@mantine/core";
import { grouped } from "../../../shared/points/programme/words.ts";
import type { StampCardResults } from "../../../shared/stamps/console.ts";
import { useSay } from "../language.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { usePlace } from "../router.tsx";
import { useStampCard, useStampResults } from "./api.ts";
import { Holders } from "./Holders.tsx";
import { ByDay, ByStore } from "./ResultTables.tsx";
import { Spread } from "./Spread.tsx";

const parts = ["days", "stores", "members"] as const;

/** What became of a card: figures, where members stand, by day, by store, and who has it; each part has an address. */
export function StampResultsScreen({ cardId }: { readonly cardId: string }) {
  const card = useStampCard(cardId);
  const results = useStampResults(cardId);
  const { query, go } = usePlace();
  const say = useSay();
  const { ja = "", en = "" } = (card.data?.published ?? card.data?.draft)?.name ?? {};
  const by = parts.find((part) => part === query.get("by")) ?? "days";
  return (
    <>
      <Heading
        from={[`stamp-cards/${cardId}`, say(ja, en || ja) || say("カード", "Card")]}
        title={say("結果", "Results")}
      />
      <Loaded query={results}>
        {(answer) => (
          <Stack gap="lg">
            <Figures results={answer} />
            <Spread results={answer} />
            <Tabs
              value={by}
              keepMounted={false}
              onChange={(chosen) =>
                go(`stamp-cards/${cardId}/results${chosen === "days" ? "" : `?by=${chosen}`}`)
              }
            >
              <Tabs.List className="tabs" aria-label={say("結果の内訳", "Results in parts")}>
                <Tabs.Tab value="days">{say("日ごと", "By day")}</Tabs.Tab>
                <Tabs.Tab value="stores">{say("お店ごと", "By store")}</Tabs.Tab>
                <Tabs.Tab value="members">{say("持っている会員", "Members")}</Tabs.Tab>
              </Tabs.List>
              <Tabs.Panel value={by} pt="lg">
                {by === "days" && <ByDay results={answer} />}
                {by === "stores" && <ByStore results={answer} />}
                {by === "members" && <Holders cardId={cardId} />}
              </Tabs.Panel>
            </Tabs>
          </Stack>
        )}
      </Loaded>
    </>
  );
}

function Figures({ results }: { readonly results: StampCardResults }) {
  const say = useSay();
  const figures: readonly (readonly [string, number])[] = [
    [say("始まったカード", "Cards begun"), results.begun],
    [say("集めている会員", "Collecting now"), results.members],
    [say("押したスタンプ", "Stamps given"), results.stamps],
    [say("ゴール達成", "Completed"), results.completed],
    [say("期限切れ", "Lapsed"), results.lapsed],
    [say("お渡し待ちの景品", "Gifts waiting"), results.rewardsOpen],
    [say("お渡しした景品", "Gifts handed over"), results.rewardsHandedOver],
  ];
  return (
    <SimpleGrid cols={{ base: 2, sm: 4, lg: 7 }} spacing="sm">
      {figures.map(([label, value]) => (
        <Paper withBorder p="sm" key={label}>
          <Text size="xs" c="dimmed">
            {label}
          </Text>
          <Text fz={26} fw={700} className="numbers">
            {grouped(value)}
          </Text>
        </Paper>
      ))}
    </SimpleGrid>
  );
}
