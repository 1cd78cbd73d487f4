import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { CouponList, CouponRow } from "../../../shared/coupons/console.ts";
import type { MemberCoupons } from "../../../shared/coupons/views.ts";
import type { MergePreview } from "../../../shared/members/merge.ts";
import type { MemberNotes, MemberPage, TagList } from "../../../shared/members/profile.ts";
import type { MemberRank } from "../../../shared/ranks/console.ts";
import type { MemberStamps } from "../../../shared/stamps/views.ts";
import { ask } from "../../api/client.ts";

/** What the member's page asks. Every key begins with `["member", memberId]`: what changes the member makes all of it new. */

export const pathOf = (memberId: string): string => `/api/console/members/${encodeURIComponent(memberId)}`;

export const useMemberPage = (memberId: string) =>
  useQuery({
    queryKey: ["member", memberId, "page"],
    queryFn: () => ask<MemberPage>(`${pathOf(memberId)}/profile`),
  });

export const useMemberRank = (memberId: string) =>
  useQuery({
    queryKey: ["member-rank", memberId],
    queryFn: () => ask<MemberRank>(`${pathOf(memberId)}/rank`),
  });

export const useMemberNotes = (memberId: string) =>
  useQuery({
    queryKey: ["member", memberId, "notes"],
    queryFn: () => ask<MemberNotes>(`${pathOf(memberId)}/notes`),
  });

export const useMemberStamps = (memberId: string) =>
  useQuery({
    queryKey: ["member", memberId, "stamps"],
    queryFn: () => ask<MemberStamps>(`${pathOf(memberId)}/stamps`),
  });

export const useMemberCoupons = (memberId: string) =>
  useQuery({
    queryKey: ["member", memberId, "coupons"],
    queryFn: () => ask<MemberCoupons>(`${pathOf(memberId)}/coupons`),
  });

/** Issued coupons that one member can be given; who may use one anyway is given nothing. */
export const useGiveable = () =>
  useQuery({
    queryKey: ["coupons", "giveable"],
    queryFn: async (): Promise<readonly CouponRow[]> => {
      const { coupons } = await ask<CouponList>("/api/console/coupons");
      return coupons.filter(({ status, coupon }) => status === "issued" && coupon.issue.to !== "everyone");
    },
  });

/** What a merge would do, asked anew each time: it is decided by what it says. */
export const useMergePreview = (fromId: string, intoId: string) =>
  useQuery({
    queryKey: ["merge", fromId, intoId],
    queryFn: () => ask<MergePreview>(`${pathOf(fromId)}/merge?into=${encodeURIComponent(intoId)}`),
    gcTime: 0,
    staleTime: 0,
    retry: false,
  });

export const useTags = (enabled = true) =>
  useQuery({ enabled, queryKey: ["tags"], queryFn: () => ask<TagList>("/api/console/tags") });

/** A write about one member, after which everything about them is asked for anew. `path` begins with a slash. */
export function useMemberWrite(memberId: string) {
  const queries = useQueryClient();
  return async <Answer>(
    method: "POST" | "PUT" | "DELETE",
    path: string,
    body?: unknown,
    idempotencyKey?: string,
  ): Promise<Answer> => {
    const answer = await ask<Answer>(`${pathOf(memberId)}${path}`, {
      method,
      ...(method === "DELETE" ? {} : { body: body ?? {} }),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    });
    await queries.invalidateQueries({ queryKey: ["member", memberId] });
    return answer;
  };
}
