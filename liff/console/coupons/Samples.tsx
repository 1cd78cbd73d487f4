import { SimpleGrid, Text } from "@mantine/core";
import { benefitWords } from "../../../shared/coupons/sentences.ts";
import { modeWords } from "../../../shared/coupons/words.ts";
import { useLanguage, useSay } from "../language.tsx";
import { useLink } from "../router.tsx";
import { samples } from "./samples.ts";

/** Three coupons that shops give most, each a link to the form with everything filled in. */
export function Samples() {
  const { language } = useLanguage();
  const link = useLink();
  const say = useSay();
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md" w="100%">
      {samples.map(({ id, title, about, coupon }) => (
        <a className="door-card" key={id} {...link(`coupons/new?sample=${id}`)}>
          <Text size="sm" c="dimmed">
            {modeWords[coupon.mode][language]}・{benefitWords(coupon.benefit, language)}
          </Text>
          <Text fw={700} mt={2}>
            {say(...title)}
          </Text>
          <Text size="sm" c="dimmed" mt={4}>
            {say(...about)}
          </Text>
        </a>
      ))}
    </SimpleGrid>
  );
}
