import { readSettings, type Settings } from "../../server/platform/settings.ts";
import { shop } from "./shop.ts";

/** The settings of the sample shop: what `npm start` would read from the environment, with LINE played here. */
export function demoSettings(appOrigin: string, emulatorOrigin: string, cardKeys: string): Settings {
  return readSettings({
    PUBLIC_URL: appOrigin,
    SHOP_NAME: shop.name,
    LINE_CHANNEL_ID: shop.messaging.channelId,
    LINE_CHANNEL_SECRET: shop.messaging.channelSecret,
    LINE_LOGIN_CHANNEL_SECRET: shop.login.channelSecret,
    LIFF_ID_CARD: shop.liffIdCard,
    LIFF_ID_TILL: shop.liffIdTill,
    CARD_KEYS: cardKeys,
    LINE_API_BASE: emulatorOrigin,
    LINE_EMULATOR_ORIGIN: emulatorOrigin,
    FRAME_ANCESTORS: emulatorOrigin,
  });
}
