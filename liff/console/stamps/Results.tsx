import { Group, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { grouped } from "../../../shared/points/programme/words.ts";
import type { StampCardResults } from "../../../shared/stamps/console.ts";
import { useSay } from "../language.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import type { Column } from "../parts/table/columns.ts";
import { ListHere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import { useStampCard, useStampResults } from "./api.ts";

/** What became of a card: figures, where members stand, and by day or store, with a file of each. */
export function StampResultsScreen({ cardId }: { readonly cardId: string }) {
  const card = useStampCard(cardId);
  const results = useStampResults(cardId);
  const say = useSay();
  const name = card.data?.published?.name.ja ?? "";
  return (
    <>
      <Heading
        from={[`stamp-cards/${cardId}`, name || say("カード", "Card")]}
        title={say("結果", "Results")}
      />
      <Loaded query={results}>
        {(answer) => (
          <Stack gap="lg">
            <Figures results={answer} />
            <Spread results={answer} />
            <ByDay results={answer} />
            <ByStore results={answer} />
          </Stack>
        )}
      </Loaded>
    </>
  );
}

function Figures({ results }: { readonly results: StampCardResults }) {
  const say = useSay();
  const figures: readonly (readonly [string, number])[] = [
    [say("持っている会員", "Members with it"), results.members],
    [say("押したスタンプ", "Stamps given"), results.stamps],
    [say("達成", "Completed"), results.completed],
    [say("期限切れ", "Lapsed"), results.lapsed],
    [say("お渡し待ちの景品", "Rewards waiting"), results.rewardsOpen],
    [say("お渡しした景品", "Rewards handed over"), results.rewardsHandedOver],
  ];
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }}>
      {figures.map(([label, value]) => (
        <Paper withBorder p="md" key={label}>
          <Text size="sm" c="dimmed">
            {label}
          </Text>
          <Text fz={28} fw={700} className="numbers">
            {grouped(value)}
          </Text>
        </Paper>
      ))}
    </SimpleGrid>
  );
}

/** Where members stand: how many have how many stamps. */
function Spread({ results: { byCount } }: { readonly results: StampCardResults }) {
  const say = useSay();
  if (byCount.length === 0) return null;
  const most = Math.max(...byCount.map(({ members }) => members));
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="sm">
        {say("いまのスタンプの数", "Where members stand")}
      </Title>
      <Stack gap={6}>
        {byCount.map(({ count, members }) => (
          <Group key={count} gap="sm" wrap="nowrap">
            <Text size="sm" w={48} ta="right" className="numbers">
              {say(`${count}個`, String(count))}
            </Text>
            <div style={{ flex: "1 1 auto" }} aria-hidden="true">
              <div
                style={{
                  width: `${(members / most) * 100}%`,
                  height: 14,
                  borderRadius: 4,
                  background: "var(--mantine-primary-color-filled)",
                }}
              />
            </div>
            <Text size="sm" w={72} className="numbers">
              {say(`${grouped(members)}人`, grouped(members))}
            </Text>
          </Group>
        ))}
      </Stack>
    </Paper>
  );
}

type Day = StampCardResults["byDay"][number];
type Store = StampCardResults["byStore"][number];

const sums: readonly Column<{ readonly stamps: number; readonly completed: number }>[] = [
  {
    ...{ key: "stamps", name: ["押したスタンプ", "Stamps"], sorts: true, numeric: true, first: "down" },
    value: ({ stamps }) => stamps,
    cell: ({ stamps }) => grouped(stamps),
  },
  {
    ...{ key: "completed", name: ["達成", "Completed"], sorts: true, numeric: true, first: "down" },
    value: ({ completed }) => completed,
    cell: ({ completed }) => grouped(completed),
  },
];

function ByDay({ results: { byDay } }: { readonly results: StampCardResults }) {
  const listing = useListing("-on");
  const say = useSay();
  const columns: readonly Column<Day>[] = [
    {
      key: "on",
      name: ["日付", "Day"],
      sorts: true,
      first: "down",
      value: ({ on }) => on,
      cell: ({ on }) => on,
    },
    ...sums,
  ];
  return (
    <section>
      <Title order={2} size="h4" mb="sm">
        {say("日ごと（90日）", "By day (90 days)")}
      </Title>
      <ListHere
        name={["スタンプ 日ごと", "Stamps by day"]}
        columns={columns}
        rows={byDay}
        rowKey={({ on }) => on}
        listing={listing}
        empty={<Nothing />}
      />
    </section>
  );
}

function ByStore({ results: { byStore } }: { readonly results: StampCardResults }) {
  const listing = useListing("-stamps");
  const say = useSay();
  const nameOf = ({ storeName }: Store): string => storeName ?? say("お店以外", "No store");
  const columns: readonly Column<Store>[] = [
    { key: "store", name: ["お店", "Store"], sorts: true, value: nameOf, cell: nameOf },
    ...sums,
  ];
  return (
    <section>
      <Title order={2} size="h4" mb="sm">
        {say("お店ごと", "By store")}
      </Title>
      <ListHere
        name={["スタンプ お店ごと", "Stamps by store"]}
        columns={columns}
        rows={byStore}
        rowKey={(row) => nameOf(row)}
        listing={listing}
        empty={<Nothing />}
      />
    </section>
  );
}

function Nothing() {
  const say = useSay();
  return (
    <Teach title={say("まだスタンプがありません", "No stamps yet")}>
      {say("最初のスタンプが押されると、ここに数字が並びます。", "Figures appear with the first stamp.")}
    </Teach>
  );
}
