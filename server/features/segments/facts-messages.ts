import type { ClickFact, SendingFact } from "../../../shared/segments/facts.ts";
import type { clicksOfMembers, sendingsOfMembers } from "./store-facts.ts";

/** What the shop sent to somebody, as facts. */

export function allSent(
  rows: readonly NonNullable<(typeof sendingsOfMembers)["row"]>[],
): readonly SendingFact[] {
  return rows.map((row) => ({
    campaignId: row.campaign_id,
    reason: row.reason,
    sentAtMs: row.reason === null && row.status === "sent" ? row.settled_at_ms : null,
  }));
}

export function allClicked(
  rows: readonly NonNullable<(typeof clicksOfMembers)["row"]>[],
): readonly ClickFact[] {
  return rows.map((row) => ({ campaignId: row.campaign_id, lastAtMs: row.last_at_ms }));
}
