import type { Interaction } from "../state.ts";

/** Values below this, and values that fewer people than this stand behind, are not told (LINE: null). */
const fewestPeople = 20;

export interface Counted {
  readonly times: number;
  readonly people: number;
}

export function countOf(interactions: readonly Interaction[]): Counted {
  return { times: interactions.length, people: new Set(interactions.map((each) => each.userId)).size };
}

/** How often something was done. */
export function timesShown({ times, people }: Counted): number | null {
  return people < fewestPeople || times < fewestPeople ? null : times;
}

/** How many people did it. */
export function peopleShown({ people }: Counted): number | null {
  return people < fewestPeople ? null : people;
}

export function isPrivate({ people }: Counted): boolean {
  return people < fewestPeople;
}
