import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { PlaceList, SettingsView, StaffOverview } from "../../../shared/stores/admin.ts";
import { ask } from "../../api/client.ts";

export const usePlaces = () =>
  useQuery({ queryKey: ["places"], queryFn: () => ask<PlaceList>("/api/console/places") });

export const useStaffList = (enabled = true) =>
  useQuery({ queryKey: ["staff"], enabled, queryFn: () => ask<StaffOverview>("/api/console/staff") });

export const useSettings = () =>
  useQuery({ queryKey: ["settings"], queryFn: () => ask<SettingsView>("/api/console/settings") });

/** A write, and its undo, after which a list is asked for anew. */
export function useWrite(list: "places" | "staff") {
  const queries = useQueryClient();
  return async (method: "POST" | "PUT" | "DELETE", path: string, body?: unknown): Promise<void> => {
    await ask(`/api/console/${path}`, { method, ...(method === "DELETE" ? {} : { body: body ?? {} }) });
    await queries.invalidateQueries({ queryKey: [list] });
  };
}
