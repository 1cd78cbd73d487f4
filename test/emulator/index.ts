import { controlRoutes } from "./control-routes.ts";
import { type Controls, controlsOf } from "./controls.ts";
import { createApi } from "./http/api.ts";
import { listen } from "./http/listen.ts";
import type { Served } from "./http/serve.ts";
import { AuthorizationCodes } from "./login/codes.ts";
import { loginEndpoints } from "./login/endpoints.ts";
import { friendRequestEndpoints } from "./login/friend-request.ts";
import { loadSigningKey } from "./login/id-token.ts";
import { liffEndpoints } from "./login/liff-endpoints.ts";
import { liffServerEndpoints } from "./login/liff-server.ts";
import { SharePickers } from "./login/share-picker.ts";
import { subwindowEndpoints } from "./login/subwindow-api.ts";
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
  /** Where api-data.line.me is: the same, unless `dataPort` says otherwise. */
  readonly dataOrigin: string;
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
  const { dataPort } = options;
  const as = dataPort === undefined ? "all" : "without_data";
  const main = await listen(served, { port: options.port, host, as });
  const data = dataPort === undefined ? main : await listen(served, { port: dataPort, host, as: "data" });
  const originOf = (port: number) => `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`;
  const origin = originOf(main.port);
  platform.live.origin = origin;

  async function close(): Promise<void> {
    stopping.abort();
    platform.jobs.close();
    await platform.webhooks.close();
    await Promise.all([...new Set([main, data])].map((server) => server.close()));
    await platform.stateFile.write();
  }
  const messaging = messagingControls(platform);
  return { ...controls, messaging, origin, dataOrigin: originOf(data.port), port: main.port, close };
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
  const pickers = new SharePickers();
  const endpoints = [
    ...[...tokenEndpoints, ...loginEndpoints(codes), ...liffEndpoints, ...liffServerEndpoints],
    ...[...friendRequestEndpoints, ...pickers.endpoints, ...messagingEndpoints],
    ...subwindowEndpoints(windows, controls.closing),
  ];
  return {
    ...{ platform, codes, windows, pickers, control: controlRoutes(platform, controls) },
    api: createApi(platform, endpoints, controls.closing),
  };
}
