import { HTTPFetchError, type messagingApi } from "@line/bot-sdk";
import { withTimeout } from "../../../platform/line/timeout.ts";
import { patienceMs, problemOf } from "../asking.ts";
import { type Finding, look, ok, wrong } from "../finding.ts";

type Api = messagingApi.MessagingApiClient;

/** Where LINE sends events, whether it does, and whether the server answers. */
export async function checkWebhook(api: Api, env: NodeJS.ProcessEnv): Promise<readonly Finding[]> {
  const base = (env.PUBLIC_URL ?? "").trim().replace(/\/+$/, "");
  const expected = base === "" ? "{PUBLIC_URL}/line/webhook" : `${base}/line/webhook`;
  const redelivery = look("redelivery.look");
  try {
    const { endpoint, active } = await withTimeout(api.getWebhookEndpoint(), patienceMs);
    const address =
      endpoint !== expected
        ? wrong("webhook.other", { url: endpoint, expected })
        : active
          ? ok("webhook.ok", { url: endpoint })
          : wrong("webhook.inactive");
    // What is wrong already would only fail once more.
    if (address.status === "wrong") return [address, redelivery];
    return [address, await tested(api, endpoint), redelivery];
  } catch (failure) {
    if (failure instanceof HTTPFetchError && failure.status === 404) {
      return [wrong("webhook.none", { expected }), redelivery];
    }
    return [wrong("line.unreachable", { problem: problemOf(failure) }), redelivery];
  }
}

/** LINE sends a signed body without events. */
async function tested(api: Api, url: string): Promise<Finding> {
  try {
    const { success, reason, statusCode } = await withTimeout(api.testWebhookEndpoint({}), patienceMs);
    if (success === true) return ok("webhook_test.ok");
    if (reason === "COULD_NOT_CONNECT") return wrong("webhook_test.could_not_connect", { url });
    if (reason === "REQUEST_TIMEOUT") return wrong("webhook_test.timeout");
    if (reason !== "ERROR_STATUS_CODE") return wrong("webhook_test.unclassified", { reason });
    return statusCode === 401
      ? wrong("webhook_test.signature")
      : wrong("webhook_test.status", { status: statusCode, url });
  } catch (failure) {
    if (failure instanceof HTTPFetchError && failure.status === 429) return look("webhook_test.not_now");
    return wrong("line.unreachable", { problem: problemOf(failure) });
  }
}
