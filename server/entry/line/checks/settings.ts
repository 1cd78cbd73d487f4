import { needed, readSettings, SettingsMissing } from "../../../platform/settings.ts";
import { type Finding, ok, wrong } from "../finding.ts";

/** The settings without which the server does not start, and those it cannot use. */
export function checkSettings(env: NodeJS.ProcessEnv): readonly Finding[] {
  try {
    readSettings(env);
    return [ok("settings.ok")];
  } catch (failure) {
    if (!(failure instanceof SettingsMissing)) throw failure;
    return failure.problems.map((problem) => {
      const missing = needed.find(({ name }) => problem.startsWith(`${name} is not set`));
      if (missing === undefined) return wrong("settings.unusable", { problem });
      const { name, where } = missing;
      return wrong("settings.missing", { name, where, whereJa: whereJa[name] ?? where });
    });
  }
}

const place = "LINE Developers コンソール > プロバイダー";

/** The places of `needed`, for who reads Japanese. */
const whereJa: Readonly<Record<string, string>> = {
  PUBLIC_URL: "このサーバーの https アドレス。例: https://card.example.jp",
  SHOP_NAME: "会員に見せるお店の名前",
  LINE_CHANNEL_ID: `${place} > Messaging API チャネル > チャネル基本設定 > チャネルID`,
  LINE_CHANNEL_SECRET: `${place} > Messaging API チャネル > チャネル基本設定 > チャネルシークレット`,
  LIFF_ID_CARD: `${place} > MINI App（または LINEログイン）チャネル > LIFF > LIFF ID（エンドポイントは {PUBLIC_URL}/card/）`,
  LIFF_ID_TILL: `${place} > LINEログイン チャネル > LIFF > LIFF ID（エンドポイントは {PUBLIC_URL}/till/）`,
  CARD_KEYS: "npm run keys で作ります。人に見せず、なくさないでください",
};
