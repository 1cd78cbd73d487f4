import type { EmulatedUser } from "./control.ts";
import { seededUserId } from "./ids.ts";
import type { EmulatorOptions } from "./options.ts";

const seed = 20_260_401;

function person(displayName: string, friend: EmulatedUser["friend"]): EmulatedUser {
  return { userId: seededUserId(seed, displayName), displayName, language: "ja", friend };
}

export interface SampleWishes {
  readonly port: number;
  readonly webhookUrl?: string | undefined;
  readonly endpointUrl?: string | undefined;
}

/** An official account, one LIFF app and three people: for trying the emulator out, and for its own tests. */
export function sampleOptions(wishes: SampleWishes): EmulatorOptions {
  const { port, webhookUrl, endpointUrl = "http://127.0.0.1:8080/" } = wishes;
  return {
    ...{ port, seed },
    messaging: {
      channelId: "2000000001",
      channelSecret: "8c570fa6dd201bb328f1c1eac23a96d8",
      botUserId: "U8e742f61d673b39c7fff3cecb7536ef0",
      basicId: "@goen-sample",
      displayName: "ご縁コーヒー",
      ...(webhookUrl === undefined ? {} : { webhookUrl }),
      greeting: [{ type: "text", text: "友だち追加ありがとうございます。会員証はメニューから開けます。" }],
    },
    loginChannels: [
      {
        channelId: "2000000002",
        channelSecret: "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
        linkedBot: true,
        liffApps: [
          {
            ...{ liffId: "2000000002-Card0001", name: "ご縁 会員証", endpointUrl, size: "full" },
            ...{ scopes: ["openid", "profile"], botPrompt: "normal" },
          },
        ],
      },
    ],
    users: [person("佐藤 花子", "friend"), person("鈴木 一郎", "none"), person("田中 🌸 さくら", "none")],
  };
}
