import { SimpleGrid, Text } from "@mantine/core";
import { useSay } from "../language.tsx";
import { useLink } from "../router.tsx";
import { useStaff } from "../session.tsx";
import { startsOn } from "./starts.ts";

/** The usual campaigns, each a link to the form with everything filled in; and an empty one. */
export function Starts() {
  const { businessDate } = useStaff();
  const link = useLink();
  const say = useSay();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md" w="100%">
      {startsOn(businessDate).map(({ id, look, about, draft }) => (
        <a className="door-card" key={id} {...link(`campaigns/new?start=${id}`)}>
          <Text size="sm" c="dimmed">
            {say(...look)}
          </Text>
          <Text fw={700} mt={2}>
            {say(
              draft.name,
              draft.variants[0]?.en.title || draft.variants[0]?.en.text.slice(0, 40) || draft.name,
            )}
          </Text>
          <Text size="sm" c="dimmed" mt={4}>
            {say(...about)}
          </Text>
        </a>
      ))}
      <a className="door-card" {...link("campaigns/new?start=blank")}>
        <Text size="sm" c="dimmed">
          {say("白紙", "Nothing filled in")}
        </Text>
        <Text fw={700} mt={2}>
          {say("はじめから書く", "Write it all yourself")}
        </Text>
        <Text size="sm" c="dimmed" mt={4}>
          {say("文面も相手も、自分で決めます。", "Words and audience are yours.")}
        </Text>
      </a>
    </SimpleGrid>
  );
}
