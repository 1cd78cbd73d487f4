import type { PeopleKind } from "../../../shared/results/console.ts";
import type { Of, Query } from "./api.ts";

/** What the panel is about, for the lists behind its numbers. */
export interface Behind {
  readonly of: Of;
  readonly query: Query;
}

/** The address of the list of people behind a number. */
export function peopleAt({ of, query }: Behind, who: PeopleKind): string {
  return `results/${of.kind}/${of.id}?${new URLSearchParams({ ...query, who })}`;
}
