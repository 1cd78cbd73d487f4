import type { WebhookAttempt } from "../control.ts";
import { type Answer, type Call, type Endpoint, ok, refuse } from "../http/call.ts";
import { textOf } from "../json.ts";

/**
 * Messaging API reference, Webhook settings. Plain http is accepted, which LINE refuses, for there is no
 * TLS here.
 */
export const webhookEndpoints: readonly Endpoint[] = [
  {
    ...{ route: "PUT /v2/bot/channel/webhook/endpoint", rate: "1000/minute", auth: "channel", body: "json" },
    handle: setEndpoint,
  },
  {
    ...{ route: "GET /v2/bot/channel/webhook/endpoint", rate: "1000/minute", auth: "channel", body: "none" },
    handle: getEndpoint,
  },
  {
    ...{ route: "POST /v2/bot/channel/webhook/test", rate: "60/hour", auth: "channel", body: "json_or_none" },
    handle: testEndpoint,
  },
];

function setEndpoint({ platform, json }: Call): Answer {
  const endpoint = checkedUrl(json.endpoint);
  platform.webhooks.setUrl(endpoint);
  return ok();
}

function checkedUrl(value: unknown): string {
  const text = textOf(value) ?? "";
  const protocol = URL.canParse(text) ? new URL(text).protocol : "";
  if (text.length > 500 || !/^https?:$/.test(protocol)) refuse(400, "Invalid webhook endpoint URL");
  return text;
}

function getEndpoint({ platform }: Call): Answer {
  const endpoint = platform.state.webhookUrl;
  if (endpoint === null) refuse(404, "Webhook endpoint not found");
  return ok({ endpoint, active: platform.options.messaging.useWebhook ?? true });
}

const reasons: Readonly<Record<NonNullable<WebhookAttempt["reason"]>, string>> = {
  no_endpoint: "COULD_NOT_CONNECT",
  could_not_connect: "COULD_NOT_CONNECT",
  request_timeout: "REQUEST_TIMEOUT",
  error_status_code: "ERROR_STATUS_CODE",
  unclassified: "UNCLASSIFIED",
};

async function testEndpoint({ platform, json }: Call): Promise<Answer> {
  const url = json.endpoint === undefined ? platform.state.webhookUrl : checkedUrl(json.endpoint);
  if (url === null) refuse(404, "Webhook endpoint not found");
  const { status, reason, atMs } = await platform.webhooks.test(url);
  return ok({
    success: reason === null,
    timestamp: new Date(atMs).toISOString(),
    statusCode: status ?? 0,
    reason: reason === null ? "OK" : reasons[reason],
    detail: String(status ?? reason),
  });
}
