import { Badge, Group, Stack, Text } from "@mantine/core";
import type { MemberCoupons } from "../../../shared/coupons/views.ts";
import { dayOf } from "../../../shared/points/programme/words.ts";
import { useLanguage, useSay } from "../language.tsx";
import { To } from "../parts/To.tsx";
import { Section } from "./Section.tsx";

/** What the member may use because every member may: on their card, and no row of theirs before it is touched. */
export function EveryonesCoupons({ everyones }: Pick<MemberCoupons, "everyones">) {
  const { language } = useLanguage();
  const say = useSay();
  if (everyones.length === 0) return null;
  return (
    <Section title={say("会員全員のクーポン", "Every member's coupons")}>
      <Stack gap={0} component="ul" className="notes">
        {everyones.map(({ couponId, name, untilOn, refused }) => (
          <li key={couponId}>
            <Group gap="xs">
              <Badge variant="light" color={refused === null ? "green" : "gray"}>
                {refused === null ? say("使えます", "Usable") : say("今は使えません", "Not now")}
              </Badge>
              <Text fw={600} component="span">
                <To to={`coupons/${couponId}`}>{name[language] || name.ja}</To>
              </Text>
            </Group>
            <Text size="sm" c="dimmed" mt={4}>
              {untilOn === null
                ? say("期限なし", "No last day")
                : say(`${dayOf(untilOn)}まで`, `Until ${dayOf(untilOn)}`)}
            </Text>
          </li>
        ))}
      </Stack>
    </Section>
  );
}
