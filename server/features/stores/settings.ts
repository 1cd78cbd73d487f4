import type { SettingsView } from "../../../shared/stores/admin.ts";
import type { Deps } from "../../deps.ts";

/** What the operator set, by the names of the variables. Of a secret it says only that there is one. */
export function settingsView({ settings, database }: Pick<Deps, "settings" | "database">): SettingsView {
  const { line } = settings;
  const fact = (variable: string, value: string | null) => ({ variable, value, secret: false });
  const secret = (variable: string, present: boolean) => ({
    variable,
    value: present ? "" : null,
    secret: true,
  });
  return {
    facts: [
      fact("SHOP_NAME", settings.shopName),
      fact("PUBLIC_URL", settings.publicUrl),
      fact("TIME_ZONE", settings.timeZone),
      fact("LINE_CHANNEL_ID", line.messagingChannelId),
      secret("LINE_CHANNEL_SECRET", line.messagingChannelSecret !== ""),
      secret("LINE_CHANNEL_SECRET_OLD", line.messagingChannelSecretOld !== null),
      secret("LINE_LOGIN_CHANNEL_SECRET", line.loginChannelSecret !== null),
      fact("LIFF_ID_CARD", line.liffIdCard),
      fact("LIFF_ID_TILL", line.liffIdTill),
      fact("LINE_SEND_RATE_PERMILLE", String(line.sendRatePermille)),
      secret("CARD_KEYS", settings.cardKeys.length > 0),
    ],
    engine: database.engine,
  };
}
