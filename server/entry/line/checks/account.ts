import type { messagingApi } from "@line/bot-sdk";
import type { Clock } from "../../../platform/clock.ts";
import { withTimeout } from "../../../platform/line/timeout.ts";
import { patienceMs, problemOf } from "../asking.ts";
import { type Finding, ok, wrong } from "../finding.ts";

/** ID tokens live for an hour and are refused before they are made: a minute is what clocks may differ by. */
const offMaxSeconds = 60;

/** Whose channel it is, and LINE's time as its answer tells it. */
export async function checkAccount(
  api: messagingApi.MessagingApiClient,
  clock: Clock,
): Promise<readonly Finding[]> {
  try {
    const { httpResponse, body } = await withTimeout(api.getBotInfoWithHttpInfo(), patienceMs);
    const account = ok("account.ok", { name: body.displayName, basicId: body.basicId });
    const toldMs = Date.parse(httpResponse.headers.get("date") ?? "");
    if (Number.isNaN(toldMs)) return [account];
    const seconds = Math.abs(Math.round((clock.nowMs() - toldMs) / 1000));
    const time =
      seconds > offMaxSeconds
        ? wrong("clock.off", { seconds })
        : ok("clock.ok", { seconds: Math.max(1, seconds) });
    return [account, time];
  } catch (failure) {
    return [wrong("line.unreachable", { problem: problemOf(failure) })];
  }
}
