import type { messagingApi } from "@line/bot-sdk";
import { providerEvidence } from "../../../features/members/index.ts";
import type { Database } from "../../../platform/database/database.ts";
import { withTimeout } from "../../../platform/line/timeout.ts";
import { patienceMs } from "../asking.ts";
import { type Finding, look, ok, wrong } from "../finding.ts";

/** So many of both and nobody among both: that is no chance. */
const enough = 5;

/**
 * LINE gives a person one id for each provider and tells nowhere which channel is of which. But it gives us ids by two ways:
 * of members by their login, of friends by webhooks. One that came both ways proves that it is one provider; a member's
 * profile that the account can read proves it as well.
 */
export async function checkProvider(
  api: messagingApi.MessagingApiClient,
  database: Database | null,
): Promise<Finding> {
  const known = database === null ? null : await providerEvidence(database).catch(() => null);
  if (known === null) return look("provider.unknown");
  const { both, members, friends, newest } = known;
  if (both > 0) return ok("provider.ok", { count: both });
  for (const userId of newest) {
    if (await canRead(api, userId)) return ok("provider.profile");
  }
  if (members >= enough && friends >= enough) return wrong("provider.other", { members, friends });
  return look("provider.unknown");
}

async function canRead(api: messagingApi.MessagingApiClient, userId: string): Promise<boolean> {
  try {
    await withTimeout(api.getProfile(userId), patienceMs);
    return true;
  } catch {
    // Of another provider, or no friend: LINE answers alike.
    return false;
  }
}
