import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Listed } from "../../../shared/listing.ts";
import type { Anomalies } from "../../../shared/reports/anomalies.ts";
import type { BehindRow } from "../../../shared/reports/behind.ts";
import type { Dashboard } from "../../../shared/reports/dashboard.ts";
import type { Liability } from "../../../shared/reports/liability.ts";
import type { EntryRow, SalesList } from "../../../shared/reports/lists.ts";
import type { Monthly } from "../../../shared/reports/monthly.ts";
import type { Deciles, Retention } from "../../../shared/reports/people.ts";
import type { Rfm } from "../../../shared/reports/rfm.ts";
import { ask } from "../../api/client.ts";

/** What the screens about figures ask; everything stands below the key `reports`. */

export const reportsPath = "/api/console/reports";

type Query = Readonly<Record<string, string>>;

function useReport<Answer>(name: string, query: Query = {}, enabled = true) {
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
export const useMonthly = (query: Query, enabled: boolean) => useReport<Monthly>("monthly", query, enabled);
export const useLiability = () => useReport<Liability>("liability");
export const useRetention = () => useReport<Retention>("retention");
export const useDeciles = () => useReport<Deciles>("decile");
export const useRfm = () => useReport<Rfm>("rfm");
export const useSales = (query: Query, enabled: boolean) => useReport<SalesList>("sales", query, enabled);
export const useBehind = (query: Query) => useReport<Listed<BehindRow>>("people", query);
export const useAnomalies = (query: Query, enabled: boolean) =>
  useReport<Anomalies>("anomalies", query, enabled);
export const useEntries = (query: Query, enabled: boolean) =>
  useReport<Listed<EntryRow>>("entries", query, enabled);
