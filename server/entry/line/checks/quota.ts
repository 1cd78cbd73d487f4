import type { messagingApi } from "@line/bot-sdk";
import { withTimeout } from "../../../platform/line/timeout.ts";
import { patienceMs, problemOf } from "../asking.ts";
import { type Finding, look, ok, wrong } from "../finding.ts";

/** Free messages a month in Japan since June 2023; a limit above the largest has additional ones. */
const plans = [
  [200, "コミュニケーション / Communication"],
  [5_000, "ライト / Light"],
] as const;

/** From here on the month is worth a look. */
const nearly = 0.9;

export async function checkQuota(api: messagingApi.MessagingApiClient): Promise<Finding> {
  try {
    const quota = await withTimeout(api.getMessageQuota(), patienceMs);
    const { totalUsage: used } = await withTimeout(api.getMessageQuotaConsumption(), patienceMs);
    const value = quota.value ?? 0;
    if (quota.type === "none") return ok("quota.unlimited", { used });
    const plan = plans.find(([free]) => free === value)?.[1] ?? "スタンダード / Standard";
    if (used >= value) return wrong("quota.used_up", { used, value, plan });
    return used >= value * nearly
      ? look("quota.nearly", { used, value, plan })
      : ok("quota.ok", { used, value, plan });
  } catch (failure) {
    return wrong("line.unreachable", { problem: problemOf(failure) });
  }
}
