import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Listed } from "../../../shared/listing.ts";
import type { PeopleKind, ResultPerson, ResultsView } from "../../../shared/results/console.ts";
import { ask } from "../../api/client.ts";

/** What the results are of. */
export interface Of {
  readonly kind: "campaign" | "automation";
  readonly id: string;
}

export type Query = Readonly<Record<string, string>>;

export function resultsPath({ kind, id }: Of): string {
  return `/api/console/${kind}s/${id}/results`;
}

export function useResults(of: Of, query: Query) {
  return useQuery({
    queryKey: ["results", of.kind, of.id, query],
    queryFn: () => ask<ResultsView>(resultsPath(of), { query }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

export function useResultPeople(of: Of, query: Query & { readonly who: PeopleKind }) {
  return useQuery({
    queryKey: ["results", of.kind, of.id, "people", query],
    queryFn: () => ask<Listed<ResultPerson>>(`${resultsPath(of)}/people`, { query }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}
