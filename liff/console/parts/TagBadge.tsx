import { Badge } from "@mantine/core";
import type { TagAsked } from "../../../shared/members/profile.ts";

/** A tag as it stands on a member and in the shop's list. */
export function TagBadge({ tag: { name, colour } }: { readonly tag: TagAsked }) {
  return (
    <Badge variant="light" color={colour} size="lg" tt="none" className="tag-name">
      {name}
    </Badge>
  );
}
