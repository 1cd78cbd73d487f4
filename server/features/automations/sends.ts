import type { AutomationSent } from "../../../shared/automations/schema.ts";
import type { Deps } from "../../deps.ts";
import { newestSends } from "./store-results.ts";

const sendsShown = 200;

/** Who was told and who was not, newest first. */
export async function sendsOf(deps: Deps, automationId: string): Promise<readonly AutomationSent[]> {
  const rows = await newestSends(deps.database.report, automationId, sendsShown);
  return rows.map((row) => ({
    ...{ memberId: row.public_id, name: row.name, occasion: row.occasion, on: row.sent_on },
    ...{ atMs: Number(row.at_ms), leftOut: row.left_out },
    message:
      row.message_id === null || row.status === null
        ? null
        : { messageId: row.message_id, status: row.status },
  }));
}
