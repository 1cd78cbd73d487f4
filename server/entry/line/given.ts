import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { LineSettings } from "../../platform/settings.ts";

const project = fileURLToPath(new URL("../../../", import.meta.url));

/** What the commands need of the environment. */
export interface Given {
  readonly line: LineSettings;
  /** Folder of the built pages. */
  readonly assetsDir: string;
}

const needed = ["LINE_CHANNEL_ID", "LINE_CHANNEL_SECRET", "LIFF_ID_CARD"] as const;

/** Of the server's settings those that LINE is asked with, so that the command works where the others are not at hand. */
export function givenIn(given: NodeJS.ProcessEnv): Given {
  // A blank value is how a file of settings says "not set".
  const env = Object.fromEntries(Object.entries(given).filter(([, value]) => (value ?? "").trim() !== ""));
  const missing = needed.filter((name) => env[name] === undefined);
  if (missing.length > 0)
    throw new Error(`not set: ${missing.join(", ")} (docs/guides/line.md says where they are)`);
  return {
    line: {
      messagingChannelId: env.LINE_CHANNEL_ID ?? "",
      messagingChannelSecret: env.LINE_CHANNEL_SECRET ?? "",
      messagingChannelSecretOld: null,
      loginChannelSecret: env.LINE_LOGIN_CHANNEL_SECRET ?? null,
      loginChannelIds: [],
      liffIdCard: env.LIFF_ID_CARD ?? "",
      liffIdTill: env.LIFF_ID_TILL ?? "",
      apiBase: env.LINE_API_BASE ?? "https://api.line.me",
      sendRatePermille: 950,
    },
    assetsDir: resolve(env.ASSETS_DIR ?? `${project}dist/liff`),
  };
}
