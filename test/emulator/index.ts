import { createAdaptorServer, type Http2Bindings, type HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { controlRoutes } from "./control-routes.ts";
import { type Controls, controlsOf } from "./controls.ts";
import { createApi } from "./http/api.ts";
import { type Served, serve } from "./http/serve.ts";
import { AuthorizationCodes } from "./login/codes.ts";
import { loginEndpoints } from "./login/endpoints.ts";
import { friendRequestEndpoints } from "./login/friend-request.ts";
import { loadSigningKey } from "./login/id-token.ts";
import { liffEndpoints } from "./login/liff-endpoints.ts";
import { Subwindows } from "./login/subwindows.ts";
import { messagingEndpoints } from "./messaging/endpoints.ts";
import { workOf } from "./messaging/work.ts";
import { type MessagingControls, messagingControls } from "./messaging-controls.ts";
import type { EmulatorOptions } from "./options.ts";
import { createPlatform, type Platform } from "./platform.ts";
import { forgetOld, loadState, StateFile } from "./state.ts";
import { addLongLivedToken, tokenEndpoints } from "./tokens.ts";

export type { Controls } from "./controls.ts";
export type { EmulatorOptions, LiffAppOptions, LoginChannelOptions, MessagingOptions } from "./options.ts";

/** A running emulator. */
export interface Emulator extends Controls {
  /** `http://127.0.0.1:{port}`: every LINE host, the phone and the doors. */
  readonly origin: string;
  readonly port: number;
  /** What people do with messages, menus and coupons, and how LINE's documents are read. */
  readonly messaging: MessagingControls;
  /** Stops, with everything kept in the state file. */
  close(): Promise<void>;
}

/** Starts LINE on this machine. Rejects where the port is taken or the state file is not readable. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const platform = await openPlatform(options);
  const stopping = new AbortController();
  const controls = controlsOf(platform, stopping.signal);
  const served = servedBy(platform, controls);
  const host = options.host ?? "127.0.0.1";
  const server = createAdaptorServer({
    fetch: async (request, bindings) => (await serve(served, request)) ?? hangUp(bindings),
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, host, resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : options.port;
  platform.live.origin = `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`;

  async function close(): Promise<void> {
    stopping.abort();
    platform.jobs.close();
    await platform.webhooks.close();
    const closed = new Promise((resolve) => server.close(resolve));
    if ("closeAllConnections" in server) server.closeAllConnections();
    await closed;
    await platform.stateFile.write();
  }
  return { ...controls, messaging: messagingControls(platform), origin: platform.live.origin, port, close };
}

async function openPlatform(options: EmulatorOptions): Promise<Platform> {
  const state = loadState(options.stateFile);
  const stateFile = new StateFile(options.stateFile, state);
  const platform = createPlatform(options, state, stateFile, await loadSigningKey(state));
  for (const user of options.users) if (!state.users.has(user.userId)) state.users.set(user.userId, user);
  state.webhookUrl ??= options.messaging.webhookUrl ?? null;
  addLongLivedToken(platform);
  forgetOld(state, platform.nowMs());
  platform.jobs.start(workOf(platform));
  stateFile.changed();
  return platform;
}

function servedBy(platform: Platform, controls: Controls): Served {
  const codes = new AuthorizationCodes();
  const windows = new Subwindows();
  const endpoints = [
    ...[...tokenEndpoints, ...loginEndpoints(codes), ...liffEndpoints],
    ...friendRequestEndpoints(windows, controls.closing),
    ...messagingEndpoints,
  ];
  return {
    ...{ platform, codes, windows, control: controlRoutes(platform, controls) },
    api: createApi(platform, endpoints, controls.closing),
  };
}

type Bindings = HttpBindings | Http2Bindings;

/** Ends the connection without a byte, as a network that fails does. */
function hangUp({ incoming }: Bindings): Response {
  if ("socket" in incoming) incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}
