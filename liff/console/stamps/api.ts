import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { CouponSummary } from "../../../shared/coupons/views.ts";
import type { StampCardList, StampCardResults, StampCardState } from "../../../shared/stamps/console.ts";
import type { StampCard } from "../../../shared/stamps/schema.ts";
import { ask } from "../../api/client.ts";
import { newKey } from "../api.ts";

/** What the screens about stamp cards ask. */

export const useStampCards = () =>
  useQuery({ queryKey: ["stamp-cards"], queryFn: () => ask<StampCardList>("/api/console/stamp-cards") });

export const useStampCard = (cardId: string) =>
  useQuery({
    queryKey: ["stamp-cards", cardId],
    queryFn: () => ask<StampCardState>(`/api/console/stamp-cards/${encodeURIComponent(cardId)}`),
  });

export const useStampResults = (cardId: string) =>
  useQuery({
    queryKey: ["stamp-cards", cardId, "results"],
    queryFn: () => ask<StampCardResults>(`/api/console/stamp-cards/${encodeURIComponent(cardId)}/results`),
  });

/** Coupons that a card can give: issued, and made to be given. */
export function useGivableCoupons(): readonly CouponSummary[] {
  const { data } = useQuery({
    queryKey: ["coupons"],
    queryFn: () => ask<{ readonly coupons: readonly CouponSummary[] }>("/api/console/coupons"),
    retry: false,
  });
  return (data?.coupons ?? []).filter(
    ({ status, coupon }) => status === "issued" && coupon.issue.to === "given",
  );
}

/** Writes, after each of which lists and cards are asked for anew. */
export function useStampWrites() {
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: ["stamp-cards"] });
  const write = async (method: "POST" | "PUT", path: string, body: object): Promise<StampCardState> => {
    const made = await ask<StampCardState>(`/api/console/stamp-cards${path}`, {
      method,
      body,
      ...(path === "" ? { key: newKey() } : {}),
    });
    await again();
    return made;
  };
  return {
    make: (card: StampCard) => write("POST", "", { card }),
    save: (cardId: string, card: StampCard, seenAtMs: number | null) =>
      write("PUT", `/${cardId}/draft`, { card, seenAtMs }),
    issue: (cardId: string, seenAtMs: number) => write("POST", `/${cardId}/issue`, { seenAtMs }),
    move: (cardId: string, to: "stop" | "resume") => write("POST", `/${cardId}/${to}`, {}),
  };
}
