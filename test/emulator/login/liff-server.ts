import { type Answer, type Call, type Endpoint, ok, refuse } from "../http/call.ts";

/** LIFF server API reference: the apps of the channel whose token asks. */
export const liffServerEndpoints: readonly Endpoint[] = [
  { route: "GET /liff/v1/apps", auth: "login_channel", body: "none", handle: listApps },
];

function listApps({ platform, headers }: Call): Answer {
  const token = /^Bearer (\S+)$/.exec(headers.get("authorization") ?? "")?.[1] ?? "";
  const channelId = platform.state.channelTokens.get(token)?.channelId;
  const channel = platform.options.loginChannels.find((each) => each.channelId === channelId);
  // "There are no LIFF apps": LINE answers 404 to that, and not an empty list.
  if (channel === undefined || channel.liffApps.length === 0) refuse(404, "no apps");
  return ok({
    apps: channel.liffApps.map(({ liffId, name, endpointUrl, size, scopes, botPrompt }) => ({
      liffId,
      view: { type: size, url: endpointUrl },
      description: name,
      permanentLinkPattern: "concat",
      scope: [...scopes],
      botPrompt,
    })),
  });
}
