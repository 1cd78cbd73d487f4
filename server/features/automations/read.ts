import type { Automation, AutomationStatus } from "../../../shared/automations/schema.ts";
import type { Deps } from "../../deps.ts";
import * as store from "./store.ts";

/** An automation as it is in force. */
export interface InForce {
  readonly automationId: string;
  readonly status: AutomationStatus;
  readonly version: number;
  readonly automation: Automation;
  /** Null while it is off. */
  readonly onSinceMs: number | null;
  readonly changedAtMs: number;
}

export async function automationsInForce(deps: Pick<Deps, "database">): Promise<readonly InForce[]> {
  const rows = await deps.database.all(store.automationsWithDocuments, {});
  return rows.map((row) => ({
    automationId: row.automation_id,
    status: row.status,
    version: row.version,
    automation: automationIn(row.automation),
    onSinceMs: row.status === "on" ? row.on_since_ms : null,
    changedAtMs: row.made_at_ms,
  }));
}

/** What making or changing one wrote, read back. */
export function automationIn(text: string): Automation {
  return JSON.parse(text) as Automation;
}
