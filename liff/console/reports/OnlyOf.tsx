import { Text } from "@mantine/core";
import { useSay } from "../language.tsx";
import type { Listing } from "../parts/table/listing.ts";

/** Says that a list is of one person alone, which another screen led to: the button beside it takes that away. */
export function OnlyOf({
  listing,
  names,
}: {
  readonly listing: Listing;
  readonly names: readonly ("staff" | "member" | "voidedBy")[];
}) {
  const say = useSay();
  const words = {
    staff: say("1人のスタッフの操作だけ", "Of one member of staff only"),
    member: say("1人の会員だけ", "Of one member only"),
    voidedBy: say("1人のスタッフが取り消した会計だけ", "Voided by one member of staff only"),
  };
  const set = names.filter((name) => listing.filter(name) !== "");
  if (set.length === 0) return null;
  return (
    <Text size="sm" pb={8}>
      {set.map((name) => words[name]).join(say("・", ", "))}
    </Text>
  );
}
