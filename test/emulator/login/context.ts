import { createHash } from "node:crypto";
import type { EmulatedUser } from "../control.ts";
import type { FoundLiffApp } from "../options.ts";

/** What the SDK's feature checks read; only what the emulator can carry out is permitted. */
const availability = {
  shareTargetPicker: { permission: false, minVer: "10.3.0" },
  multipleLiffTransition: { permission: false, minVer: "10.18.0" },
  scanCode: { permission: false, minVer: "9.4.0" },
  scanCodeV2: { permission: false, minVer: "11.7.0" },
  getAdvertisingId: { permission: false, minVer: "7.14.0" },
  addToHomeScreen: { permission: false, minVer: "9.16.0" },
  addToHomeV2: { permission: false, minVer: "13.20.0" },
  addToHomeLineScheme: { permission: false, minVer: "13.20.0" },
  bluetoothLeFunction: { permission: false, minVer: "9.14.0" },
  skipChannelVerificationScreen: { permission: false, minVer: "14.14.0" },
  iap: { permission: false, minVer: "15.6.0" },
};

/** Opened inside LINE from the chat with the account. */
export interface OpenedByUser {
  readonly user: EmulatedUser;
  readonly accessToken: string;
}

/**
 * The context token: the SDK decodes its second part and never checks a signature. Its decoder knows no
 * Unicode, so everything in it is ASCII.
 */
export function contextToken(found: FoundLiffApp, openedBy: OpenedByUser | null): string {
  const { app } = found;
  // Sub-windows open inside LINE and in full-size apps: there alone the emulator can show them.
  const subwindowOpen = { permission: openedBy !== null && app.size === "full", minVer: "11.7.0" };
  const common = {
    ...{ liffId: app.liffId, endpointUrl: app.endpointUrl, permanentLinkPattern: "concat" },
    availability: { ...availability, subwindowOpen },
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
