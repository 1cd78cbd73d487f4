import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { EventDetails, EventPage, EventStatus, InboxCounts } from "../../../../shared/inbox/console.ts";
import { ask } from "../../../api/client.ts";

/** What the screens about LINE's events ask. */

export const useInboxCounts = () =>
  useQuery({
    queryKey: ["inbox", "counts"],
    queryFn: () => ask<InboxCounts>("/api/console/inbox/counts"),
    refetchInterval: 10_000,
  });

export const useEvents = (status: EventStatus) =>
  useInfiniteQuery({
    queryKey: ["inbox", "list", status],
    queryFn: ({ pageParam }) =>
      ask<EventPage>("/api/console/inbox", { query: { status, before: pageParam ?? undefined } }),
    initialPageParam: nothingBefore,
    getNextPageParam: (page) => page.before,
  });

const nothingBefore: string | null = null;

/** Asked again every 3 s while it waits, so that one sees what a replay came to. */
export const useEvent = (eventId: string) =>
  useQuery({
    queryKey: ["inbox", "one", eventId],
    queryFn: () => ask<EventDetails>(`/api/console/inbox/${encodeURIComponent(eventId)}`),
    refetchInterval: ({ state }) => (state.data?.status === "waiting" ? 3_000 : false),
  });
