import { Text } from "@mantine/core";
import type { SegmentUse } from "../../../shared/segments/console.ts";
import { useSay } from "../language.tsx";
import { To } from "../parts/To.tsx";

const places = { segment: "segments", campaign: "campaigns", automation: "automations" } as const;

/** What names a segment or a list, each a link to it. */
export function UsedBy({ uses, most }: { readonly uses: readonly SegmentUse[]; readonly most: number }) {
  const say = useSay();
  const kinds = {
    segment: say("セグメント", "Segment"),
    campaign: say("配信", "Campaign"),
    automation: say("自動配信", "Automation"),
  };
  if (uses.length === 0) return <>—</>;
  return (
    <span>
      {uses.slice(0, most).map(({ kind, id, name }) => (
        <Text key={id} size="sm" component="span" display="block">
          <Text span size="xs" c="dimmed">
            {kinds[kind]}
          </Text>{" "}
          <To to={`${places[kind]}/${id}`}>{name}</To>
        </Text>
      ))}
      {uses.length > most && (
        <Text size="xs" c="dimmed" component="span" display="block">
          {say(`ほか${uses.length - most}件`, `${uses.length - most} more`)}
        </Text>
      )}
    </span>
  );
}
