import { Group, Paper, Text } from "@mantine/core";
import { dayOf, pointsOf } from "../../../shared/points/programme/words.ts";
import type { PointsView } from "../../../shared/points/schema.ts";
import { useLanguage, useSay } from "../language.tsx";

/** What can be used now, and what else there is. */
export function Balance({ points }: { readonly points: PointsView }) {
  const { language } = useLanguage();
  const say = useSay();
  const pending = points.pending.reduce((sum, part) => sum + part.points, 0);
  return (
    <Paper withBorder p="md">
      <Text size="sm" c="dimmed">
        {say("使えるポイント", "Usable points")}
      </Text>
      <Text className="sum numbers" data-testid="balance">
        {pointsOf(points.balance, language)}
      </Text>
      <Group gap="md" mt="xs">
        {pending > 0 && (
          <Text size="sm">
            {say("仮ポイント", "Pending")} {pointsOf(pending, language)}
          </Text>
        )}
        {points.held > 0 && (
          <Text size="sm">
            {say("お支払い処理中", "In a payment")} {pointsOf(points.held, language)}
          </Text>
        )}
        {points.debt > 0 && (
          <Text size="sm" c="red">
            {say("不足(次回付与から差引)", "Owed")} {pointsOf(points.debt, language)}
          </Text>
        )}
        {points.nextExpiry !== null && (
          <Text size="sm">
            {say(
              `${dayOf(points.nextExpiry.expiresOn)}に${pointsOf(points.nextExpiry.points, language)}失効`,
              `${pointsOf(points.nextExpiry.points, language)} lapse after ${dayOf(points.nextExpiry.expiresOn)}`,
            )}
          </Text>
        )}
      </Group>
    </Paper>
  );
}
