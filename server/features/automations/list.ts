import type { AutomationRow } from "../../../shared/automations/schema.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import { automationsInForce } from "./read.ts";
import * as store from "./store.ts";
import { sendsByAutomation } from "./store-results.ts";

/** Every automation with what it has sent, in the order in which they were made. */
export async function automationList(deps: Deps): Promise<readonly AutomationRow[]> {
  const [all, sends] = await Promise.all([automationsInForce(deps), sendsByAutomation(deps.database.report)]);
  const counts = new Map(sends.map((row) => [row.automation_id, row]));
  return all.map(({ automationId, status, version, automation }) => {
    const row = counts.get(automationId);
    const leftOut = Number(row?.left_out ?? 0);
    return {
      ...{ automationId, version, automation, status },
      ...{ sent: Number(row?.decided ?? 0) - leftOut, leftOut, lastSentOn: row?.last_on ?? null },
    };
  });
}

/** @throws Refusal automations.not_found. */
export async function automationRow(deps: Deps, automationId: string): Promise<AutomationRow> {
  const found = (await automationList(deps)).find((row) => row.automationId === automationId);
  if (found === undefined) throw new Refusal("automations.not_found");
  return found;
}

/** Null while it is off. @throws Refusal automations.not_found. */
export async function onSinceOf(deps: Deps, automationId: string): Promise<number | null> {
  const row = await deps.database.first(store.automationById, { automationId });
  if (row === undefined) throw new Refusal("automations.not_found");
  return row.status === "on" ? row.on_since_ms : null;
}
