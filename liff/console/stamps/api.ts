import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { CouponSummary } from "../../../shared/coupons/views.ts";
import type { StampCardList, StampCardResults, StampCardState } from "../../../shared/stamps/console.ts";
import type { StampCard } from "../../../shared/stamps/schema.ts";
import { ask } from "../../api/client.ts";
import { newKey } from "../api.ts";

/** What the screens about stamp cards ask. */

export const useStampCards = (enabled = true) =>
  useQuery({
    enabled,
    queryKey: ["stamp-cards"],
    queryFn: () => ask<StampCardList>("/api/console/stamp-cards"),
  });

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
  /** Of the card that is being made: said again after silence, it is made once. */
  const made = useRef({ text: "", key: "" });
  const write = async (method: "POST" | "PUT", path: string, body: object): Promise<StampCardState> => {
    const answer = await ask<StampCardState>(`/api/console/stamp-cards/${path}`, { method, body });
    await again();
    return answer;
  };
  return {
    make: async (card: StampCard): Promise<StampCardState> => {
      const text = JSON.stringify(card);
      if (made.current.text !== text) made.current = { text, key: newKey() };
      const idempotencyKey = made.current.key;
      const state = await ask<StampCardState>("/api/console/stamp-cards", { body: { card }, idempotencyKey });
      made.current = { text: "", key: "" };
      await again();
      return state;
    },
    save: (cardId: string, card: StampCard, seenAtMs: number | null) =>
      write("PUT", `${cardId}/draft`, { card, seenAtMs }),
    issue: (cardId: string, seenAtMs: number) => write("POST", `${cardId}/issue`, { seenAtMs }),
    /** Of a card that was never issued nothing is left, and so it is not asked for again. */
    drop: async (cardId: string, isNew: boolean) => {
      await ask(`/api/console/stamp-cards/${cardId}/draft`, { method: "DELETE", body: {} });
      await queries.invalidateQueries({ queryKey: ["stamp-cards"], exact: isNew });
      if (isNew) queries.removeQueries({ queryKey: ["stamp-cards", cardId] });
    },
    move: (cardId: string, to: "stop" | "resume") => write("POST", `${cardId}/${to}`, {}),
  };
}
