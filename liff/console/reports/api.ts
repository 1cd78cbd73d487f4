import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Dashboard } from "../../../shared/reports/dashboard.ts";
import { ask } from "../../api/client.ts";

/** What the screens about figures ask; everything stands below the key `reports`. */

export const reportsPath = "/api/console/reports";

type Query = Readonly<Record<string, string>>;

function useReport<Answer>(name: string, query: Query, enabled = true) {
  return useQuery({
    enabled,
    queryKey: ["reports", name, query],
    queryFn: () => ask<Answer>(`${reportsPath}/${name}`, { query }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

export const useDashboard = (query: Query, enabled: boolean) =>
  useReport<Dashboard>("dashboard", query, enabled);
