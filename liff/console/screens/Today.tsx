import { Group, Paper, SimpleGrid, Stack, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { dayOf, grouped } from "../../../shared/points/programme/words.ts";
import type { DayFigures, TodayView } from "../../../shared/today.ts";
import { ask } from "../../api/client.ts";
import { useSay } from "../language.tsx";
import { Loaded } from "../parts/States.tsx";
import { To } from "../parts/To.tsx";
import type { Words } from "../screen.ts";

const tiles: readonly {
  readonly name: Words;
  readonly of: (day: DayFigures) => number;
  readonly unit: Words;
}[] = [
  { name: ["会計", "Sales"], of: ({ sales }) => sales, unit: ["件", ""] },
  { name: ["お買い上げ", "Sold"], of: ({ yen }) => yen, unit: ["円", " yen"] },
  { name: ["付与ポイント", "Points given"], of: ({ pointsEarned }) => pointsEarned, unit: ["P", " P"] },
  { name: ["利用ポイント", "Points used"], of: ({ pointsUsed }) => pointsUsed, unit: ["P", " P"] },
  { name: ["クーポンの値引き", "Off by coupons"], of: ({ couponYen }) => couponYen, unit: ["円", " yen"] },
  { name: ["新しい会員", "New members"], of: ({ joined }) => joined, unit: ["人", ""] },
];

/** The business day so far, beside the whole of the same weekday a week before. */
export function Today() {
  const query = useQuery({
    queryKey: ["today"],
    queryFn: () => ask<TodayView>("/api/console/today"),
    staleTime: 60_000,
    refetchInterval: 300_000,
  });
  const say = useSay();
  return (
    <section aria-labelledby="today">
      <Group justify="space-between" align="baseline" mb="sm" gap={4}>
        <Text component="h2" fw={700} id="today">
          {say("今日の数字", "Today")}
        </Text>
        <Text size="sm" c="dimmed">
          {say(
            "今の時点。下の小さな数字は前週の同じ曜日の1日分です(取消を除く)",
            "So far. Below, the whole of the same weekday last week (without voids)",
          )}
        </Text>
      </Group>
      <Loaded query={query}>
        {(view) => (
          <Stack>
            <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="sm">
              {tiles.map(({ name, of, unit }) => (
                <Paper className="sheet figure" key={name[1]} p="md">
                  <Text size="sm" c="dimmed">
                    {say(...name)}
                  </Text>
                  <Text className="numbers" fz={26} fw={700} lh={1.3}>
                    {grouped(of(view.today))}
                    <Text span size="sm" fw={400}>
                      {say(...unit)}
                    </Text>
                  </Text>
                  <Text size="xs" c="dimmed" className="numbers">
                    {dayOf(view.before.businessDate)} {grouped(of(view.before))}
                    {say(...unit)}
                  </Text>
                </Paper>
              ))}
            </SimpleGrid>
            {view.stores.length > 1 && <Stores view={view} />}
          </Stack>
        )}
      </Loaded>
    </section>
  );
}

function Stores({ view }: { readonly view: TodayView }) {
  const say = useSay();
  return (
    <Paper className="sheet" p="md">
      <Table aria-label={say("お店ごとの今日", "Today by store")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say("お店", "Store")}</Table.Th>
            <Table.Th ta="right">{say("会計", "Sales")}</Table.Th>
            <Table.Th ta="right">{say("お買い上げ", "Sold")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {view.stores.map((store) => (
            <Table.Tr key={store.publicId}>
              <Table.Td>
                <To to={`stores/${store.publicId}`}>{store.name}</To>
              </Table.Td>
              <Table.Td ta="right" className="numbers">
                {grouped(store.sales)}
              </Table.Td>
              <Table.Td ta="right" className="numbers">
                ¥{grouped(store.yen)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
