import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ChatPreview, ChatState, ChatVersion, ChatWords } from "../../../../shared/chat/schema.ts";
import type { Language } from "../../../../shared/errors.ts";
import type { LineMessage } from "../../../../shared/messages/types.ts";
import { ask } from "../../../api/client.ts";

/** What the screens about answers ask. */

export const useChat = () =>
  useQuery({ queryKey: ["chat"], queryFn: () => ask<ChatState>("/api/console/chat") });

export const useChatVersions = () =>
  useQuery({
    queryKey: ["chat", "versions"],
    queryFn: () => ask<{ readonly versions: readonly ChatVersion[] }>("/api/console/chat/versions"),
  });

/** What a draft would say. It stays as it was while another one is asked about, and while the draft has errors. */
export const useChatPreview = (words: ChatWords, language: Language, enabled: boolean) =>
  useQuery({
    queryKey: ["chat", "preview", words, language],
    queryFn: () => ask<ChatPreview<LineMessage>>("/api/console/chat/preview", { body: { words, language } }),
    enabled,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
