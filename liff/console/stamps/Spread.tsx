import "./stamps.css";
import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { grouped } from "../../../shared/points/programme/words.ts";
import type { StampCardResults } from "../../../shared/stamps/console.ts";
import { useSay } from "../language.tsx";

/** Where members stand: how many have how many stamps. The longest bar is the fullest number. */
export function Spread({ results: { byCount } }: { readonly results: StampCardResults }) {
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
            <div className="bar" aria-hidden="true">
              <div style={{ width: `${(members / most) * 100}%` }} />
            </div>
            <Text size="sm" w={72} className="numbers">
              {say(`${grouped(members)}人`, members === 1 ? "1 member" : `${grouped(members)} members`)}
            </Text>
          </Group>
        ))}
      </Stack>
    </Paper>
  );
}
