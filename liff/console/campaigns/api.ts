import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  CampaignListed,
  CampaignPreview,
  CampaignRunView,
  CampaignState,
  CampaignVersionView,
  RecipientView,
  TestSendAsked,
  TestSent,
} from "../../../shared/campaigns/console.ts";
import type { CampaignDocument } from "../../../shared/campaigns/schema.ts";
import type { Listed } from "../../../shared/listing.ts";
import { ask } from "../../api/client.ts";
import { newKey } from "../api.ts";

/** What the screens about campaigns ask; everything stands below the key `campaigns`, so that a write makes all of it new. */

const campaignsPath = "/api/console/campaigns";

function campaignPath(campaignId: string, part = ""): string {
  return `${campaignsPath}/${encodeURIComponent(campaignId)}${part}`;
}

/** By the version in force, so that a saving makes it new. */
export const useVersions = (campaignId: string, version: number) =>
  useQuery({
    queryKey: ["campaigns", campaignId, "versions", version],
    queryFn: () =>
      ask<{ readonly versions: readonly CampaignVersionView[] }>(campaignPath(campaignId, "/versions")),
  });

/** How often a campaign under way is asked about. */
const pollMs = 1_500;

export const useCampaigns = () =>
  useQuery({
    queryKey: ["campaigns"],
    queryFn: () => ask<{ readonly campaigns: readonly CampaignListed[] }>(campaignsPath),
    refetchInterval: ({ state: { data } }) =>
      data?.campaigns.some(({ status }) => status === "sending") ? pollMs * 4 : false,
  });

/** Asked again while anything of it moves; a scheduled one now and then, as its time comes. */
export const useCampaign = (campaignId: string) =>
  useQuery({
    queryKey: ["campaigns", campaignId],
    queryFn: () => ask<CampaignState>(campaignPath(campaignId)),
    refetchInterval: ({ state: { data } }) => (data === undefined ? false : pauseBetween(data)),
  });

function pauseBetween({ status, runs, document }: CampaignState): number | false {
  if (status === "sending" || runs.some(isMoving)) return pollMs;
  if (status === "scheduled" && document.schedule.kind === "now") return pollMs;
  return status === "scheduled" || status === "awaiting_approval" ? pollMs * 10 : false;
}

/** Requests to LINE that had begun are still to be heard of. */
export function isMoving({ status }: Pick<CampaignRunView, "status">): boolean {
  return status === "freezing" || status === "sending" || status === "cancelling";
}

/** Looks through all members, which takes seconds where there are a million. */
const previewTimeoutMs = 60_000;

/** The honest table of a document that need not be saved. The one before stands until the next is there. */
export const useTable = (document: CampaignDocument, enabled: boolean) =>
  useQuery({
    queryKey: ["campaigns", "table", document],
    queryFn: () =>
      ask<CampaignPreview>(`${campaignsPath}/preview`, { body: { document }, timeoutMs: previewTimeoutMs }),
    enabled,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });

export const useRecipients = (runId: string, query: { readonly page: number; readonly reason?: string }) =>
  useQuery({
    queryKey: ["campaigns", "recipients", runId, query],
    queryFn: () =>
      ask<Listed<RecipientView>>(`${campaignsPath}/runs/${encodeURIComponent(runId)}/recipients`, {
        query: { ...query },
      }),
    placeholderData: keepPreviousData,
  });

export function recipientsFile(runId: string): string {
  return `${campaignsPath}/runs/${encodeURIComponent(runId)}/recipients.csv`;
}

export function askTestSend(asked: TestSendAsked): Promise<TestSent> {
  return ask<TestSent>(`${campaignsPath}/test-send`, { body: asked, idempotencyKey: newKey() });
}

/** Verbs that a page has a button for, each answered by how the campaign then stands. */
export type Verb = "approve" | "pause" | "resume" | "cancel";

/** Writes, after each of which list and page are asked for anew. */
export function useCampaignWrites() {
  const queries = useQueryClient();
  const all = () => queries.invalidateQueries({ queryKey: ["campaigns"] });
  const kept = async (state: CampaignState): Promise<CampaignState> => {
    queries.setQueryData(["campaigns", state.campaignId], state);
    await all();
    return state;
  };
  return {
    /** The key is of the form: saved again after silence, it is made once. */
    make: async (document: CampaignDocument, idempotencyKey: string): Promise<string> => {
      const made = await ask<{ readonly campaignId: string }>(campaignsPath, {
        body: { document },
        idempotencyKey,
      });
      await all();
      return made.campaignId;
    },
    save: async (campaignId: string, document: CampaignDocument, seenVersion: number) => {
      const body = { document, seenVersion };
      return kept(await ask<CampaignState>(campaignPath(campaignId), { method: "PUT", body }));
    },
    start: async (campaignId: string, seenVersion: number) =>
      kept(await ask<CampaignState>(campaignPath(campaignId, "/start"), { body: { seenVersion } })),
    move: async (campaignId: string, verb: Verb) =>
      kept(await ask<CampaignState>(campaignPath(campaignId, `/${verb}`), { body: {} })),
    copy: async (campaignId: string, idempotencyKey: string): Promise<string> => {
      const path = campaignPath(campaignId, "/copy");
      const made = await ask<{ readonly campaignId: string }>(path, { body: {}, idempotencyKey });
      await all();
      return made.campaignId;
    },
    /** Nothing is left of it, and so it is not asked for again. */
    drop: async (campaignId: string): Promise<void> => {
      await ask(campaignPath(campaignId), { method: "DELETE" });
      queries.removeQueries({ queryKey: ["campaigns", campaignId] });
      await queries.invalidateQueries({ queryKey: ["campaigns"], exact: true });
    },
  };
}
