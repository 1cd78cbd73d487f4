import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type {
  CampaignsToMember,
  MessageCounts,
  MessageList,
  MessageView,
  QuotaView,
  SendingChanges,
  SendingView,
} from "../../../shared/outbox/console.ts";
import type { MessagesAsked } from "../../../shared/outbox/schema.ts";
import { ask } from "../../api/client.ts";

/** What the screens about LINE ask. Nothing here asks while the page is out of sight. */

export type MessageFilter = Omit<MessagesAsked, "before">;

export const useMessages = (filter: MessageFilter) =>
  useInfiniteQuery({
    queryKey: ["messages", "list", filter],
    queryFn: ({ pageParam }) =>
      ask<MessageList>("/api/console/messages", { query: { ...filter, before: pageParam ?? undefined } }),
    initialPageParam: nothingBefore,
    getNextPageParam: (page) => page.before,
  });

const nothingBefore: string | null = null;

export const useCampaignsTo = (member: string) =>
  useQuery({
    queryKey: ["messages", "campaigns", member],
    queryFn: () => ask<CampaignsToMember>("/api/console/messages/campaigns", { query: { member } }),
  });

/** Asked again every 4 s while it still waits, so that a person can watch it go. */
export const useMessage = (messageId: string) =>
  useQuery({
    queryKey: ["messages", "one", messageId],
    queryFn: () => ask<MessageView>(`/api/console/messages/${encodeURIComponent(messageId)}`),
    refetchInterval: ({ state }) => (state.data?.status === "waiting" ? 4_000 : false),
  });

export const useMessageCounts = () =>
  useQuery({
    queryKey: ["messages", "counts"],
    queryFn: () => ask<MessageCounts>("/api/console/messages/counts"),
    refetchInterval: 15_000,
  });

/** Every screen shows whether anything is sent at all. */
export const useSending = () =>
  useQuery({
    queryKey: ["messages", "sending"],
    queryFn: () => ask<SendingView>("/api/console/messages/sending"),
    refetchInterval: 15_000,
  });

export const useQuota = () =>
  useQuery({
    queryKey: ["messages", "quota"],
    queryFn: () => ask<QuotaView>("/api/console/messages/quota"),
    refetchInterval: 15_000,
  });

export const useSendingChanges = () =>
  useQuery({
    queryKey: ["messages", "sending", "changes"],
    queryFn: () => ask<SendingChanges>("/api/console/messages/sending/changes"),
  });
