import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import type { CampaignListed } from "../../../shared/campaigns/console.ts";
import type { Listed } from "../../../shared/listing.ts";
import type {
  CrossedMember,
  Crossings,
  MemberListMade,
  MemberLists,
  MemberNumbersRead,
  SegmentCount,
  SegmentList,
  SegmentRow,
  SegmentSample,
  SegmentVersions,
  SegmentView,
} from "../../../shared/segments/console.ts";
import type { Segment } from "../../../shared/segments/schema.ts";
import { ask } from "../../api/client.ts";
import { sendFile } from "../api.ts";

/** What the screens about segments ask; everything stands below the key `segments`, so that a write makes all of it new. */

const segmentsPath = "/api/console/segments";
const listsPath = "/api/console/member-lists";

export function segmentPath(segmentId: string, part = ""): string {
  return `${segmentsPath}/${encodeURIComponent(segmentId)}${part}`;
}

/** Looks through all members, which takes seconds where there are a million and goods are asked for. */
const countTimeoutMs = 30_000;
const typingMs = 350;

export const useSegments = (enabled = true) =>
  useQuery({ enabled, queryKey: ["segments"], queryFn: () => ask<SegmentList>(segmentsPath) });

export const useSegment = (segmentId: string) =>
  useQuery({
    queryKey: ["segments", segmentId],
    queryFn: () => ask<SegmentRow>(segmentPath(segmentId)),
  });

export const useVersions = (segmentId: string) =>
  useQuery({
    queryKey: ["segments", segmentId, "versions"],
    queryFn: () => ask<SegmentVersions>(segmentPath(segmentId, "/versions")),
  });

/** Older than this, a number is counted again where it is shown. */
const freshMs = 10 * 60_000;

/** A saved segment's number as it was last counted, and counted again where that was long ago. */
export function useSavedCount({ segmentId, version, members, countedAtMs }: SegmentRow, nowMs: number) {
  const isOld = members === null || countedAtMs === null || nowMs - countedAtMs > freshMs;
  const query = useQuery({
    enabled: isOld,
    queryKey: ["segments", segmentId, "count", version],
    queryFn: ({ signal }) =>
      ask<SegmentCount>(segmentPath(segmentId, "/count"), { body: {}, timeoutMs: countTimeoutMs, signal }),
    staleTime: freshMs,
  });
  return { members: query.data?.members ?? members, isCounting: query.isFetching, error: query.error };
}

export const useMemberLists = (enabled = true) =>
  useQuery({
    enabled,
    queryKey: ["segments", "lists"],
    queryFn: () => ask<MemberLists>(listsPath),
  });

export const useCrossings = (segmentId: string, days: number) =>
  useQuery({
    queryKey: ["segments", segmentId, "crossings", days],
    queryFn: () => ask<Crossings>(segmentPath(segmentId, "/crossings"), { query: { days } }),
  });

export const useCrossed = (
  segmentId: string,
  page: number,
  filters: { readonly kind?: "entered" | "left"; readonly on?: string },
) =>
  useQuery({
    queryKey: ["segments", segmentId, "crossed", page, filters],
    queryFn: () =>
      ask<Listed<CrossedMember>>(segmentPath(segmentId, "/crossings/members"), {
        query: { page, ...filters },
      }),
    placeholderData: keepPreviousData,
  });

export function listPath(listId: string, part = ""): string {
  return `${listsPath}/${encodeURIComponent(listId)}${part}`;
}

/** Writes about lists of members, after each of which all that is known of segments is asked for anew. */
export function useListWrites() {
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: ["segments"] });
  return {
    /** Looks only. */
    check: (source: Blob) => sendFile<MemberNumbersRead>(`${listsPath}/check`, source),
    make: async (listId: string, name: string, source: Blob) => {
      const path = `${listsPath}/file?${new URLSearchParams({ name, listId })}`;
      const made = await sendFile<MemberListMade>(path, source);
      await again();
      return made;
    },
    remove: async (listId: string): Promise<void> => {
      await ask(listPath(listId), { method: "DELETE" });
      await again();
    },
  };
}

/** Names alone: what screens about campaigns ask is theirs. */
export const useCampaignNames = (enabled = true) =>
  useQuery({
    enabled,
    queryKey: ["segments", "campaigns"],
    queryFn: () => ask<{ readonly campaigns: readonly CampaignListed[] }>("/api/console/campaigns"),
  });

/**
 * How many a tree has now. It is asked when typing has paused, what is asked no more is broken off, and the number before
 * stands until the next is there. Null: the tree cannot be counted yet.
 */
export function useCount(tree: Segment | null) {
  const [asked] = useDebouncedValue(tree === null ? null : JSON.stringify(tree), typingMs);
  const now = tree === null ? null : JSON.stringify(tree);
  const query = useQuery({
    enabled: asked !== null,
    queryKey: ["segments", "count", asked],
    queryFn: ({ signal }) =>
      ask<SegmentCount>(`${segmentsPath}/count`, {
        body: { tree: JSON.parse(asked ?? "null") },
        timeoutMs: countTimeoutMs,
        signal,
      }),
    placeholderData: keepPreviousData,
  });
  return { ...query, isOld: asked !== now || query.isPlaceholderData };
}

export function useSample(tree: Segment | null) {
  const [asked] = useDebouncedValue(tree === null ? null : JSON.stringify(tree), typingMs);
  return useQuery({
    enabled: asked !== null,
    queryKey: ["segments", "sample", asked],
    queryFn: ({ signal }) =>
      ask<SegmentSample>(`${segmentsPath}/sample`, {
        body: { tree: JSON.parse(asked ?? "null") },
        timeoutMs: countTimeoutMs,
        signal,
      }),
    placeholderData: keepPreviousData,
  });
}

/** Writes, after each of which lists, pages and counts are asked for anew. */
export function useSegmentWrites() {
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: ["segments"] });
  const kept = async (view: SegmentView): Promise<SegmentView> => {
    await again();
    return view;
  };
  return {
    make: async (segmentId: string, name: string, tree: Segment) =>
      kept(await ask<SegmentView>(segmentsPath, { body: { segmentId, name, tree } })),
    change: async (segmentId: string, name: string, tree: Segment, version: number) =>
      kept(await ask<SegmentView>(segmentPath(segmentId), { method: "PUT", body: { name, tree, version } })),
    watch: async (segmentId: string, watched: boolean) => {
      const row = await ask<SegmentRow>(segmentPath(segmentId, "/watch"), { body: { watched } });
      await again();
      return row;
    },
    remove: async (segmentId: string): Promise<void> => {
      await ask(segmentPath(segmentId), { method: "DELETE" });
      queries.removeQueries({ queryKey: ["segments", segmentId] });
      await queries.invalidateQueries({ queryKey: ["segments"], exact: true });
    },
  };
}
