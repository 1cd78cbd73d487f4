import { SimpleGrid, Text } from "@mantine/core";
import { useSay } from "../language.tsx";
import { useLink } from "../router.tsx";
import { starts } from "./starts.ts";
import { kindWords } from "./words.ts";

/** The usual automations, each a link to the form with everything filled in. */
export function Starts() {
  const link = useLink();
  const say = useSay();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }} spacing="md" w="100%">
      {starts.map(({ id, about, automation: { name, trigger, words } }) => (
        <a className="door-card" key={id} {...link(`automations/new?start=${id}`)}>
          <Text size="sm" c="dimmed">
            {say(...kindWords[trigger.kind])}
          </Text>
          <Text fw={700} mt={2}>
            {say(name, words.en.title.replace(/\{(\w+)\}/g, "…"))}
          </Text>
          <Text size="sm" c="dimmed" mt={4}>
            {say(...about)}
          </Text>
        </a>
      ))}
    </SimpleGrid>
  );
}
