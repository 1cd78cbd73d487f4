import { createHash } from "node:crypto";
import type { EmulatedUser } from "../control.ts";
import type { JsonObject } from "../json.ts";
import type { FoundLiffApp, LiffAppOptions, LiffFeature } from "../options.ts";
import type { Platform } from "../platform.ts";

/**
 * What the SDK's feature checks read; only what the emulator can carry out is permitted. Scanning needs the size
 * Full and its switch in the console (LIFF reference, liff.scanCodeV2()).
 */
function availabilityOf(platform: Platform, app: LiffAppOptions): JsonObject {
  const has = (feature: LiffFeature) => !(app.without ?? []).includes(feature);
  const never = { permission: false, minVer: "9.0.0" };
  const shortcut = { permission: app.verifiedMiniApp === true, minVer: "13.20.0" };
  return {
    shareTargetPicker: { permission: has("shareTargetPicker"), minVer: "10.3.0" },
    subwindowOpen: { permission: has("subwindowOpen"), minVer: "11.7.0" },
    scanCodeV2: { permission: has("scanCodeV2") && app.size === "full", minVer: "11.7.0" },
    ...{ addToHomeV2: shortcut, addToHomeLineScheme: shortcut },
    // Channel consent simplification: LINE asks for more than `openid` only when the app does.
    skipChannelVerificationScreen: { permission: platform.live.settings.openidOnly, minVer: "14.14.0" },
    // Without end: the SDK would leave for `liff://app/…` otherwise.
    multipleLiffTransition: { permission: false, minVer: "10.18.0" },
    ...{
      scanCode: never,
      getAdvertisingId: never,
      addToHomeScreen: never,
      bluetoothLeFunction: never,
      iap: never,
    },
  };
}

/** Opened inside LINE from the chat with the account. */
export interface OpenedByUser {
  readonly user: EmulatedUser;
  readonly accessToken: string;
}

/**
 * The context token: the SDK decodes its second part and never checks a signature. Its decoder knows no
 * Unicode, so everything in it is ASCII.
 */
export function contextToken(
  platform: Platform,
  { app }: FoundLiffApp,
  openedBy: OpenedByUser | null,
): string {
  const common = {
    ...{ liffId: app.liffId, endpointUrl: app.endpointUrl, permanentLinkPattern: "concat" },
    availability: availabilityOf(platform, app),
    ...{ viewType: app.size, scope: app.scopes, miniDomainAllowed: false },
    menuColorSetting: { adaptableColorSchemes: ["light"] },
  };
  const context = openedBy
    ? {
        ...{
          ...common,
          type: "utou",
          userId: openedBy.user.userId,
          utouId: `UU${utou(openedBy.user.userId)}`,
        },
        accessTokenHash: createHash("sha256").update(openedBy.accessToken).digest("base64url"),
      }
    : { ...common, type: "external" };
  return `x.${Buffer.from(JSON.stringify(context)).toString("base64url")}.x`;
}

function utou(userId: string): string {
  return createHash("sha256").update(userId).digest("base64url");
}
