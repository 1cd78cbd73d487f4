import type { Bound } from "../../platform/database/prepared.ts";
import * as store from "./store-merge.ts";

/**
 * Of two memberships that become one: the one that goes on is in the lists that either was in, and in the watched segments.
 * Who is moved so has neither entered nor left.
 */
export function planMergeSegments(fromId: number, intoId: number): readonly Bound[] {
  const both = { fromId, intoId };
  return [
    store.listInto.with(both),
    store.unlist.with({ memberId: fromId }),
    store.insideInto.with(both),
    store.outside.with({ memberId: fromId }),
  ];
}
