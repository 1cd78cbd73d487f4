import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  CodeBatches,
  CouponHolder,
  CouponListIssue,
  CouponListIssues,
  CouponResults,
  GivenByHand,
} from "../../../../shared/coupons/console.ts";
import type { Listed } from "../../../../shared/listing.ts";
import { ask } from "../../../api/client.ts";
import { newKey, sendFile } from "../../api.ts";
import { couponPath } from "../api.ts";

/** What the parts of one coupon's page ask. While a list is given in the background, the page looks how far it is. */
const watchMs = 1_500;
/** Ten thousand codes, or a list of a hundred thousand members, take a moment. */
const longMs = 60_000;

export const useResults = (couponId: string) =>
  useQuery({
    queryKey: ["coupons", couponId, "results"],
    queryFn: () => ask<CouponResults>(couponPath(couponId, "/results")),
  });

export const useHolders = (
  couponId: string,
  query: { readonly page: number; readonly sort: string; readonly status?: string },
) =>
  useQuery({
    queryKey: ["coupons", couponId, "holders", query],
    queryFn: () => ask<Listed<CouponHolder>>(couponPath(couponId, "/holders"), { query }),
    placeholderData: keepPreviousData,
  });

export const useBatches = (couponId: string) =>
  useQuery({
    queryKey: ["coupons", couponId, "codes"],
    queryFn: () => ask<CodeBatches>(couponPath(couponId, "/codes")),
  });

export const useLists = (couponId: string) =>
  useQuery({
    queryKey: ["coupons", couponId, "lists"],
    queryFn: () => ask<CouponListIssues>(couponPath(couponId, "/lists")),
    refetchInterval: ({ state: { data } }) =>
      data?.lists.some(({ status }) => status === "giving") ? watchMs : false,
  });

/** Writes about one coupon, after each of which everything about coupons is asked for anew. */
export function usePageWrites(couponId: string) {
  const queries = useQueryClient();
  const then = async <Answer>(asking: Promise<Answer>): Promise<Answer> => {
    const answer = await asking;
    await queries.invalidateQueries({ queryKey: ["coupons"] });
    return answer;
  };
  const held = (walletId: string, verb: string): string =>
    couponPath(couponId, `/held/${encodeURIComponent(walletId)}/${verb}`);
  return {
    give: (memberId: string, reason: string, idempotencyKey: string) =>
      then(
        ask<GivenByHand>(couponPath(couponId, "/members"), { body: { memberId, reason }, idempotencyKey }),
      ),
    revoke: (walletId: string, reason: string) => then(ask(held(walletId, "revoke"), { body: { reason } })),
    undo: (walletId: string, reason: string) => then(ask(held(walletId, "undo"), { body: { reason } })),
    reinstate: (walletId: string) => then(ask(held(walletId, "reinstate"), { body: {} })),
    makeCodes: (count: number, idempotencyKey = newKey()) =>
      then(ask(couponPath(couponId, "/codes"), { body: { count }, idempotencyKey, timeoutMs: longMs })),
    check: (file: Blob) => then(sendFile<CouponListIssue>(couponPath(couponId, "/lists"), file)),
    moveList: (listId: string, to: "give" | "stop") =>
      then(ask<CouponListIssue>(couponPath(couponId, `/lists/${listId}/${to}`), { body: {} })),
  };
}
