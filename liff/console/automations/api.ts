import { useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  Automation,
  AutomationRow,
  AutomationSent,
  DryRun,
} from "../../../shared/automations/schema.ts";
import type { SentTrial } from "../../../shared/outbox/console.ts";
import { ApiError, ask } from "../../api/client.ts";
import { newKey } from "../api.ts";

/** What the screens about automations ask; everything stands below the key `automations`, so that a write makes all of it new. */

const automationsPath = "/api/console/automations";

function automationPath(automationId: string, part = ""): string {
  return `${automationsPath}/${encodeURIComponent(automationId)}${part}`;
}

export const useAutomations = () =>
  useQuery({
    queryKey: ["automations"],
    queryFn: () => ask<{ readonly automations: readonly AutomationRow[] }>(automationsPath),
  });

export const useAutomation = (automationId: string) =>
  useQuery({
    queryKey: ["automations", automationId],
    queryFn: () => ask<AutomationRow>(automationPath(automationId)),
  });

export const useSends = (automationId: string) =>
  useQuery({
    queryKey: ["automations", automationId, "sends"],
    queryFn: () => ask<{ readonly sends: readonly AutomationSent[] }>(automationPath(automationId, "/sends")),
  });

/** Looks through all members, which takes seconds where there are a million. */
const dryRunTimeoutMs = 60_000;

export function askDryRun(automationId: string | null, automation: Automation): Promise<DryRun> {
  return ask<DryRun>(`${automationsPath}/dry-run`, {
    body: { automationId, automation },
    timeoutMs: dryRunTimeoutMs,
  });
}

/** To one's own LINE, as the preview shows it. */
export function askTestSend(automation: Automation, language: "ja" | "en"): Promise<SentTrial> {
  return ask<SentTrial>(`${automationsPath}/test-send`, {
    body: { automation, language },
    idempotencyKey: newKey(),
  });
}

/** Writes, after each of which list and page are asked for anew. */
export function useAutomationWrites() {
  const queries = useQueryClient();
  const kept = async (row: AutomationRow): Promise<AutomationRow> => {
    queries.setQueryData(["automations", row.automationId], row);
    await queries.invalidateQueries({ queryKey: ["automations"] });
    return row;
  };
  const put = (automationId: string, version: number, automation: Automation) =>
    ask<AutomationRow>(automationPath(automationId), { method: "PUT", body: { version, automation } });
  return {
    /** Said again after silence, it goes on from what the first saying made. */
    make: async (automationId: string, automation: Automation): Promise<AutomationRow> => {
      try {
        return await kept(await ask<AutomationRow>(automationsPath, { body: { automationId, automation } }));
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== "automations.stale") throw error;
        const { version } = await ask<AutomationRow>(automationPath(automationId));
        return kept(await put(automationId, version, automation));
      }
    },
    change: async (automationId: string, version: number, automation: Automation) =>
      kept(await put(automationId, version, automation)),
    archive: async (automationId: string, archived: boolean) =>
      kept(await ask<AutomationRow>(automationPath(automationId, "/archive"), { body: { archived } })),
    turn: async (automationId: string, on: boolean) =>
      kept(await ask<AutomationRow>(automationPath(automationId, "/switch"), { body: { on } })),
  };
}
