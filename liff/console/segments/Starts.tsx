import { SimpleGrid, Text } from "@mantine/core";
import { useSay } from "../language.tsx";
import { useLink } from "../router.tsx";
import { starts } from "./starts.ts";

/** The usual segments, each a link to the builder with everything filled in. */
export function Starts() {
  const link = useLink();
  const say = useSay();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }} spacing="md" w="100%">
      {starts.map(({ id, name, about }) => (
        <a className="door-card" key={id} {...link(`segments/new?start=${id}`)}>
          <Text fw={700}>{say(...name)}</Text>
          <Text size="sm" c="dimmed" mt={4}>
            {say(...about)}
          </Text>
        </a>
      ))}
    </SimpleGrid>
  );
}
