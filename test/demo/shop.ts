import { noRanks } from "../../shared/ranks/ladder.ts";
import type { Ladder } from "../../shared/ranks/schema.ts";
import type { RichMenu } from "../emulator/control.ts";
import type { EmulatorOptions } from "../emulator/index.ts";
import { demoSeed, guest, type Person } from "./person.ts";
import { employees } from "./staff.ts";

/** The sample shop: a coffee house with three stores, and everything LINE would be told about it. */
export const shop = {
  name: "喫茶ごえん",
  stores: [
    { name: "本店", code: "S1" },
    { name: "駅前店", code: "S2" },
    { name: "川辺店", code: "S3" },
  ],
  messaging: { channelId: "2000000001", channelSecret: "8c570fa6dd201bb328f1c1eac23a96d8" },
  login: { channelId: "2000000002", channelSecret: "0f1e2d3c4b5a69788796a5b4c3d2e1f0" },
  liffIdCard: "2000000002-Card0001",
  liffIdTill: "2000000002-Till0001",
} as const;

/** Counted over the last twelve months, so that the demo shows ranks on any day of the year. */
export const ladder: Ladder = {
  ...noRanks,
  version: 2,
  enabled: true,
  window: "rolling_12_months",
  ranks: [
    {
      ...{ code: "bronze", name: { ja: "ブロンズ", en: "Bronze" }, threshold: 0 },
      ...{ multiplierPerMille: 1000, colour: "#8a5a2b" },
    },
    {
      ...{ code: "silver", name: { ja: "シルバー", en: "Silver" }, threshold: 15_000 },
      ...{ multiplierPerMille: 1200, colour: "#c3c9d1" },
    },
    {
      ...{ code: "gold", name: { ja: "ゴールド", en: "Gold" }, threshold: 40_000 },
      ...{ multiplierPerMille: 1500, colour: "#d4af37" },
    },
  ],
};

/** What the official account's chat shows under the messages: made by hand, as in the OA Manager. */
function richMenu(): RichMenu {
  const card = `https://liff.line.me/${shop.liffIdCard}`;
  const area = (column: number, label: string, action: Record<string, unknown>) => ({
    bounds: { x: column * 833, y: 0, width: 833, height: 843 },
    label,
    action,
  });
  return {
    chatBarText: "メニュー",
    size: { width: 2500, height: 843 },
    areas: [
      area(0, "会員証", { type: "uri", label: "会員証", uri: card }),
      area(1, "ポイント履歴", { type: "uri", label: "ポイント履歴", uri: `${card}/history` }),
      area(2, "設定", { type: "uri", label: "設定", uri: `${card}/settings` }),
    ],
  };
}

export interface Places {
  readonly appOrigin: string;
  readonly emulatorPort: number;
  readonly stateFile?: string;
  readonly phoneDir?: string;
  /** The members of the sample history, who follow the account already. */
  readonly friends: readonly Person[];
}

/** LINE as it would be set up for this shop. */
export function emulatorOptions(places: Places): EmulatorOptions {
  const { appOrigin, emulatorPort, stateFile, phoneDir, friends } = places;
  const liffApp = (liffId: string, name: string, path: string) => ({
    liffId,
    name,
    endpointUrl: `${appOrigin}${path}`,
    size: "full" as const,
    scopes: ["openid", "profile"],
    botPrompt: "normal" as const,
  });
  const user = ({ userId, name, language = "ja" }: Person, friend: "none" | "friend") => ({
    userId,
    displayName: name,
    language,
    friend,
  });
  return {
    port: emulatorPort,
    seed: demoSeed,
    ...(stateFile === undefined ? {} : { stateFile }),
    ...(phoneDir === undefined ? {} : { phoneDir }),
    messaging: {
      ...shop.messaging,
      botUserId: "U8e742f61d673b39c7fff3cecb7536ef0",
      basicId: "@goen",
      displayName: shop.name,
      webhookUrl: `${appOrigin}/line/webhook`,
      redelivery: true,
      richMenu: richMenu(),
    },
    loginChannels: [
      {
        ...shop.login,
        linkedBot: true,
        liffApps: [
          liffApp(shop.liffIdCard, `${shop.name} 会員証`, "/card/"),
          liffApp(shop.liffIdTill, `${shop.name} レジ`, "/till/"),
        ],
      },
    ],
    users: [
      user(guest, "none"),
      ...employees.map((employee) => user(employee, "friend")),
      ...friends.map((friend) => user(friend, "friend")),
    ],
  };
}
